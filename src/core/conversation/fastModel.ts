// The second model: quick and cheap, for what goes on beside the chat (titles, merges, commit messages, some summaries). Each
// asks with a beginning of its own and another id, so the cache of the model that answers the chat is never touched.

import { refusedByModel, withFallback } from "../model/fallbackModel.ts";
import type { LanguageModel } from "../model/languageModel.ts";
import type { ModelInfo } from "../model/modelTable.ts";
import type { ReplyOptions } from "./buildRequest.ts";

/** What the setting starts with. */
export const defaultFastModelId = "mimo-v2.6-flash";

export interface FastModelDeps {
  readonly model: LanguageModel;
  /** The id; empty: the model of the chat does it. */
  readonly id: () => string;
  /** What the settings say about the next reply of the chat. */
  readonly main: () => ReplyOptions;
  readonly find: (id: string) => ModelInfo | undefined;
}

/** The second model as one surface asks it. */
export interface FastModel {
  /** Asks the model of the chat where the second one is retired, unknown, refused or too small. */
  readonly model: LanguageModel;
  /** For a request of one turn: without thinking and search. */
  readonly options: () => ReplyOptions;
}

/** Reads nothing before it is asked. */
export function createFastModel({ model, id, main, find }: FastModelDeps): FastModel {
  // A model that has no thinking is not told not to.
  const quiet = (each: string) => (find(each)?.thinkingByDefault === "none" ? undefined : false);
  return {
    options: () => {
      const { webSearch: _none, ...options } = main();
      const fast = id() || options.model;
      return { ...options, model: fast, thinking: quiet(fast) };
    },
    model: withFallback(model, refusedByModel, (refused) => {
      const other = main().model;
      return other === refused.model ? undefined : { ...refused, model: other, thinking: quiet(other) };
    }),
  };
}
