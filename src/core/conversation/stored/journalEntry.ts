// The lines of a journal: storage has types of its own, so that a change of the service's port or of what is shown
// leaves the files alone. Every union is open: what a later version adds is kept as it stands, and read past.

/** The version of the form. Raise it when an older reader would misread a line, and teach `migrateEntry` the old one. */
export const journalVersion = 2;

/** One line. `at` is in ms since the epoch. */
export type JournalEntry =
  /** The first line; again further down when a newer version went on with the file: what follows may be its. */
  | { readonly type: "conversation"; readonly version: number; readonly id: string; readonly at: number }
  | { readonly type: "message"; readonly message: StoredMessage }
  /** What happened in the assistant turn `id`, in order, neighbouring texts joined. */
  | { readonly type: "events"; readonly id: string; readonly at: number; readonly events: readonly StoredEvent[] }
  /** The turn ended other than by a `finish` event. */
  | {
      readonly type: "ended";
      readonly id: string;
      readonly at: number;
      readonly state: "stopped" | "error";
      readonly error?: StoredError;
    }
  | { readonly type: "chosen"; readonly id: string }
  /** A reply of which nothing ever came, taken away by asking again. Says nothing about one of which something came. */
  | { readonly type: "discarded"; readonly id: string }
  /** The last one counts, but what a model wrote never replaces what the person wrote. */
  /** A question waits behind the others; the message of its id, if there is one, says that it was asked. */
  | { readonly type: "queued"; readonly question: StoredQuestion }
  /** It waits in other words. */
  | { readonly type: "requeued"; readonly id: string; readonly parts: readonly StoredPart[] }
  /** It was taken back. */
  | { readonly type: "unqueued"; readonly id: string }
  /** All that wait are sent by the window that wrote this, and by no other. */
  | { readonly type: "claimed" }
  | { readonly type: "title"; readonly title: string; readonly by?: "model" | "person" }
  | Other;

/** An entry, event or part of a kind that this version does not know, as it stands in the file. */
export interface Other {
  readonly type: "other";
  readonly stored: Readonly<Record<string, unknown>>;
}

/** A turn: an ordered list of parts, and what is known about the whole. */
export type StoredMessage = StoredQuestion | StoredReply;

interface StoredTurn {
  readonly id: string;
  /** The turn it follows; undefined for the first. */
  readonly parentId?: string;
  readonly createdAt: number;
  readonly parts: readonly StoredPart[];
}

export interface StoredQuestion extends StoredTurn {
  readonly role: "user";
  readonly references?: readonly StoredReference[];
  readonly attachments?: readonly StoredAttachment[];
  /** `agent`, `ask` or `plan`. */
  readonly mode?: string;
  /** Of the day it was asked: `2026-11-28`. */
  readonly date?: string;
}

export interface StoredReply extends StoredTurn {
  readonly role: "assistant";
  /** `streaming` is what a turn is written as that has not ended: its events follow, if any came. */
  readonly state: "streaming" | "done" | "stopped" | "error";
  readonly model: string;
  readonly sources: readonly StoredSource[];
  /** What the service said of a web search that failed. */
  readonly searchError?: string;
  readonly usage?: StoredUsage;
  readonly finish?: { readonly reason: string; readonly rawReason: string };
  readonly error?: StoredError;
  readonly reasoningStartedAt?: number;
  readonly reasoningMs?: number;
}

/** A piece of a turn. */
export type StoredPart =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "reasoning"; readonly text: string; readonly signature?: string }
  /** `call` is unique within its step. */
  | {
      readonly type: "call";
      readonly call: string;
      readonly name: string;
      readonly arguments: string;
      readonly progress?: StoredProgress;
    }
  /** The end of a step that another one follows. */
  | { readonly type: "step"; readonly reason: string; readonly usage?: StoredUsage }
  /** What the person said while a run went on. */
  | { readonly type: "said"; readonly question: StoredQuestion }
  /** What the model was told that nobody said. */
  | { readonly type: "told"; readonly text: string }
  /** What it was told of the project's rules. */
  | { readonly type: "rules"; readonly rules: readonly StoredRule[] }
  | { readonly type: "notice"; readonly notice: StoredNotice }
  /** Stands for what was said before it but the last `keeps` messages. */
  | { readonly type: "summary"; readonly text: string; readonly keeps: number }
  | {
      readonly type: "media";
      readonly kind: "image" | "audio" | "video";
      readonly source:
        | { readonly type: "url"; readonly url: string }
        | { readonly type: "base64"; readonly mimeType: string; readonly data: string };
      readonly fps?: number;
      readonly mediaResolution?: "default" | "max";
    }
  | Other;

/** What happened in a reply. Texts are additions to the last part of their kind. */
export type StoredEvent =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "reasoning"; readonly text: string }
  | { readonly type: "signature"; readonly signature: string }
  | { readonly type: "call"; readonly call: string; readonly name: string }
  | { readonly type: "arguments"; readonly call: string; readonly text: string }
  | { readonly type: "sources"; readonly sources: readonly StoredSource[] }
  | { readonly type: "search-failed"; readonly message: string }
  | { readonly type: "usage"; readonly usage: StoredUsage }
  | { readonly type: "finish"; readonly reason: string; readonly rawReason: string }
  /** A step of a run ended, in the place of `usage` and `finish`; what follows belongs to the next. */
  | { readonly type: "step"; readonly reason: string; readonly usage?: StoredUsage }
  /** The person is asked whether `call` may run. */
  | { readonly type: "waiting"; readonly call: string }
  /** It was begun: from here on nobody knows what it did, unless its `result` follows. */
  | { readonly type: "started"; readonly call: string }
  | ({ readonly type: "result"; readonly call: string } & StoredResult)
  | { readonly type: "said"; readonly question: StoredQuestion }
  | { readonly type: "told"; readonly text: string }
  | { readonly type: "rules"; readonly rules: readonly StoredRule[] }
  | { readonly type: "notice"; readonly notice: StoredNotice }
  | { readonly type: "summary"; readonly text: string; readonly keeps: number }
  /** A run went on after its `ended`. */
  | { readonly type: "resumed" }
  | Other;

/** A rule as it was told; without `text` it was taken back. `hash`: SHA-256 of the whole text, in hex. */
export interface StoredRule {
  readonly name: string;
  readonly hash: string;
  readonly text?: string;
}

/** How far a call has come. */
export type StoredProgress =
  | { readonly state: "waiting" }
  | { readonly state: "running" }
  | ({ readonly state: "ended" } & StoredResult);

/** How a call ended. `outcome` is `done`, `failed`, `denied`, `stopped`, `skipped` or `unknown`. */
export interface StoredResult {
  readonly outcome: string;
  readonly content: readonly StoredResultPart[];
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
}

/** A piece of a result; a picture lies beside the journals under its `hash`. */
export type StoredResultPart =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "image"; readonly hash: string; readonly mimeType: string; readonly name: string };

/** A word about a run; which of the other fields it has depends on its kind. */
export interface StoredNotice {
  readonly kind: string;
  readonly steps?: number;
  readonly calls?: number;
  readonly tool?: string;
  readonly byModel?: boolean;
}

/** What a question is about. */
export interface StoredReference {
  readonly kind?: string;
  readonly label: string;
  readonly languageId: string;
  readonly text: string;
  readonly uri?: string;
  /** 0-based lines `[start, end)`. */
  readonly lines?: { readonly start: number; readonly end: number };
  /** How it went to the model; missing when it went whole, as all did once. */
  readonly told?: { readonly form: "unchanged" } | { readonly form: "changes"; readonly diff: string };
}

/** A file beside the journals, under the SHA-256 of its bytes. `hash` is found by its name: see `attachmentHashes`. */
export interface StoredAttachment {
  readonly hash: string;
  readonly kind: "image" | "audio" | "video";
  readonly mimeType: string;
  readonly name: string;
  readonly size: number;
  readonly width?: number;
  readonly height?: number;
  readonly durationMs?: number;
}

export interface StoredSource {
  readonly url: string;
  readonly title: string;
  readonly summary?: string;
  readonly siteName?: string;
  readonly publishTime?: string;
}

export interface StoredUsage {
  readonly inputTokens: number;
  readonly cachedInputTokens?: number;
  readonly outputTokens: number;
  readonly reasoningTokens?: number;
  readonly webSearchCalls?: number;
  readonly webSearchPages?: number;
  /** The reply was cut off: more may have been said than was counted. */
  readonly isPartial?: boolean;
  /** `money` or `credits`. */
  readonly billing?: string;
}

export interface StoredError {
  readonly reason: string;
  readonly message: string;
  readonly status?: number;
  readonly param?: string;
  readonly unsupported?: {
    readonly what: string;
    readonly models: readonly string[];
    readonly protocol?: string;
  };
}

/** The line of an entry, line break included. What is not understood goes back as it came. */
export function encodeEntry(entry: JournalEntry): string {
  return `${JSON.stringify(toPlain(entry))}\n`;
}

/** A turn as it is stored, for JSON. */
export function plainMessage(message: StoredMessage): object {
  return { ...message, parts: message.parts.map(plainItem) };
}

function toPlain(entry: JournalEntry): object {
  switch (entry.type) {
    case "message":
      return { type: "message", message: plainMessage(entry.message) };
    case "queued":
      return { type: "queued", question: plainMessage(entry.question) };
    case "requeued":
      return { ...entry, parts: entry.parts.map(plainItem) };
    case "events":
      return { ...entry, events: entry.events.map(plainItem) };
    default:
      return plainItem(entry);
  }
}

function plainItem<T extends { readonly type: string }>(item: T | Other): object {
  return item.type === "other" && "stored" in item ? item.stored : item;
}
