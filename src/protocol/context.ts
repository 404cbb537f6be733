// What goes with a question, on the wire, apart from the chat: the view asks for candidates by a few letters and picks
// one by the id the host gave it. It never names a path of its own; what is dropped on it is an address the host looks
// up among the files it knows.

import * as v from "valibot";
import type { MentionKind } from "../core/context/mention.ts";

export type ContextToWebview =
  | { readonly type: "contextState"; readonly state: ContextSnapshot }
  /** Answers `contextQuery` of the same `request`; may come twice, the second time with more at the end. */
  | {
      readonly type: "contextCandidates";
      readonly request: number;
      readonly done: boolean;
      readonly candidates: readonly MentionCandidate[];
    }
  /** What held the question back is settled: send it now. */
  | { readonly type: "contextSend" };

/** Everything that stands with the composer's text. */
export interface ContextSnapshot {
  readonly chips: readonly ContextChip[];
  readonly notices: readonly ContextNoticeView[];
  /** What the project can ask by `/command`. */
  readonly prompts?: readonly PromptCommand[];
  readonly size?: {
    /** Estimated tokens of the whole request: "1.2k". */
    readonly tokens: string;
    /** The same in a sentence, with the model's window. */
    readonly title: string;
    /** Of the model's window, 0 to 1; more when it does not fit. */
    readonly share: number;
    /** More than the model takes. */
    readonly over: boolean;
    /** What there is to be warned of, in a word or two. */
    readonly warning?: string;
    /** What the tokens are made of: names and values, in order. */
    readonly lines: readonly (readonly [name: string, value: string])[];
  };
}

/** A prompt file, as the menu offers it. A stranger may have written all of it. */
export interface PromptCommand {
  /** As it is typed behind the slash. */
  readonly command: string;
  /** What it does; may be empty. */
  readonly description: string;
  readonly path: string;
}

export interface ContextChip {
  readonly id: string;
  readonly kind: MentionKind | "active" | "agents";
  readonly label: string;
  /** Everything there is to say about it, for the tooltip and a screen reader. */
  readonly title: string;
  /** Estimated, with its unit: "340 tokens", or that it is unchanged; undefined while it is read. */
  readonly size?: string;
  /** `changed`: rules that say something else by now than what was agreed to. */
  readonly state: "reading" | "ready" | "question" | "refused" | "changed";
  /** Whether it is switched on; undefined for one that is taken away instead. */
  readonly on?: boolean;
}

/** A sentence above the text, with buttons; the host keeps what they do. */
export interface ContextNoticeView {
  readonly id: string;
  /** `question` wants an answer before the question can go. */
  readonly severity: "question" | "info";
  readonly text: string;
  /** More lines, shown below the sentence. */
  readonly detail?: string;
  readonly actions: readonly string[];
}

/** One line of the menu. */
export interface MentionCandidate {
  readonly id: string;
  readonly kind: MentionKind | "editors";
  readonly label: string;
  /** The folder of a file, the file of a symbol; muted. */
  readonly detail: string;
  /** What stands in the text afterwards, without the `@`. */
  readonly insert: string;
}

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const uri = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));

const contextToHost = v.variant("type", [
  v.strictObject({
    type: v.literal("contextQuery"),
    query: v.pipe(v.string(), v.maxLength(200)),
    request: v.pipe(v.number(), v.integer(), v.minValue(0)),
  }),
  /** A candidate. */
  v.strictObject({ type: v.literal("contextPick"), id }),
  /** A chip: take it away, show it, switch it. */
  v.strictObject({ type: v.literal("contextRemove"), id }),
  v.strictObject({ type: v.literal("contextOpen"), id }),
  v.strictObject({ type: v.literal("contextSwitch"), id, on: v.boolean() }),
  /** The button `index` of a notice. */
  v.strictObject({ type: v.literal("contextAction"), id, index: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  /** Addresses of what was dropped. */
  v.strictObject({ type: v.literal("contextDrop"), uris: v.pipe(v.array(uri), v.minLength(1), v.maxLength(100)) }),
  /** What stands in the box now, for its size: its beginning, and its whole length in UTF-16 units. */
  v.strictObject({
    type: v.literal("contextText"),
    start: v.pipe(v.string(), v.maxLength(20_000)),
    length: v.pipe(v.number(), v.integer(), v.minValue(0)),
  }),
]);

/** What the composer asks of the host about context. */
export type ContextToHost = v.InferOutput<typeof contextToHost>;

/** The message if it is one of these, else undefined. */
export function parseContextToHost(value: unknown): ContextToHost | undefined {
  const result = v.safeParse(contextToHost, value);
  return result.success ? result.output : undefined;
}
