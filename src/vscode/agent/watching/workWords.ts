// What the status bar says while agents work. Pure.

import type { WorkInSum } from "../../../core/agent/watching/runsAtWork.ts";
import type { Translate } from "../../errors/describeError.ts";

/** How an item of the status bar looks. */
export interface WorkItem {
  /** With codicons. */
  readonly text: string;
  /** The same for those who hear it. */
  readonly label: string;
  /** Something waits for the person. */
  readonly warns: boolean;
}

/** The item for all that goes on. `cost` writes what it has cost, "" for what nobody knows. */
export function workItem(work: WorkInSum, cost: (costs: WorkInSum["costs"]) => string, t: Translate): WorkItem {
  const { chats, waiting, steps, costs } = work;
  const facts = [steps === 1 ? t("1 step") : t("{0} steps", steps), cost(costs)].filter((fact) => fact !== "");
  const head =
    chats === 1
      ? [waiting === 1 ? t("MiMo waits for you") : "MiMo"]
      : [
          t("MiMo: {0} chats", chats),
          ...(waiting === 0 ? [] : [waiting === 1 ? t("1 waits") : t("{0} wait", waiting)]),
        ];
  const label = [...head, ...facts].join(" · ");
  const warns = waiting > 0;
  return { text: `$(${warns ? "bell-dot" : "loading~spin"}) ${label}`, label, warns };
}

/** One chat, in the menu: "12 steps · $0.03 · waits for you". */
export function chatDetail(
  { steps, waits }: { readonly steps: number; readonly waits: boolean },
  cost: string,
  t: Translate,
): string {
  const facts = [steps === 1 ? t("1 step") : t("{0} steps", steps), cost, waits ? t("waits for you") : ""];
  return facts.filter((fact) => fact !== "").join(" · ");
}
