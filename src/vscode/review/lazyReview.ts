// The review's commands, without what is behind them: the first review brings its bundle in.

import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import type { CommandTable } from "../commands/commandTable.ts";
import type { Review } from "./createReview.ts";
import type { ReviewDeps } from "./reviewDeps.ts";

type ReviewCommand = "reviewCode" | "clearReview" | "fixFinding" | "dismissFinding";

export interface LazyReview extends Disposable {
  readonly commands: CommandTable<ReviewCommand>;
}

/** `load` is called once, when a review is first asked for. A failed load is tried again. */
export function createLazyReview(deps: ReviewDeps, load: () => Promise<(deps: ReviewDeps) => Review>): LazyReview {
  const owned = new DisposableStore();
  let loading: Promise<Review> | undefined;
  let loaded: Review | undefined;
  const review = () => {
    loading ??= load().then(
      (createReview) => (loaded = owned.add(createReview(deps))),
      (error: unknown) => {
        loading = undefined;
        throw error;
      },
    );
    return loading;
  };
  return {
    commands: {
      reviewCode: async (argument) => (await review()).start(argument),
      // Before the first review there are no findings.
      clearReview: () => loaded?.clear(),
      fixFinding: (thread) => loaded?.fix(thread),
      dismissFinding: (thread) => loaded?.dismiss(thread),
    },
    dispose: () => owned.dispose(),
  };
}
