// What the webview may ask of the host. It renders text of a model, so what it sends is parsed, not trusted.

import * as v from "valibot";
import { agentMode, agentToHost } from "./agent.ts";
import { maxAttachments, maxMediaBytes, mediaFormats } from "./media.ts";
import { queueToHost } from "./queue.ts";

/** The longest text a person may send at once, in UTF-16 units; above every model's context. */
const maxTextLength = 8_000_000;
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const text = v.pipe(v.string(), v.maxLength(maxTextLength));

/** Given by the webview to what was written; becomes the id of the turn, so that it is taken once. */
const draftId = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/));

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(255));
const pixels = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000));

/** What is shown of a file besides what its bytes tell. */
const mediaFacts = {
  width: v.optional(pixels),
  height: v.optional(pixels),
  durationMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
};

/** A stored file: the host looks it up by its hash and believes nothing else but its name and looks. */
const sentAttachment = v.strictObject({
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  mimeType: v.picklist(mediaFormats.map(({ mimeType }) => mimeType)),
  name,
  ...mediaFacts,
});

/** One file of a `send`. */
export type SentAttachment = v.InferOutput<typeof sentAttachment>;

/** A path as an answer names it: relative to a folder of the workspace, the end of one, or absolute. */
const fileName = v.pipe(v.string(), v.minLength(1), v.maxLength(300), v.regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u));
/** Counts from 1. */
const linePlace = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(9_999_999));

/** A code block. `language` and `path` are what its fence says, and no more to be trusted. */
const codeBlock = {
  text,
  language: v.pipe(v.string(), v.maxLength(40)),
  path: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(300))),
};

const toHost = v.variant("type", [
  ...queueToHost,
  ...agentToHost,
  /** The view is up: send a snapshot. */
  v.strictObject({ type: v.literal("ready") }),
  /** A revision was missed: send a snapshot. */
  v.strictObject({ type: v.literal("resync") }),
  /** Ask a question, or run a command of the composer (slashCommands.ts). Answered by `accepted` or `rejected`, always, however long it takes. */
  v.pipe(
    v.strictObject({
      type: v.literal("send"),
      draftId,
      text,
      attachments: v.optional(v.pipe(v.array(sentAttachment), v.maxLength(maxAttachments))),
      /** Asked in this mode, which is chosen with it; where it cannot be had, nothing is asked. */
      mode: v.optional(agentMode),
    }),
    v.check(({ text, attachments }) => /\S/.test(text) || Boolean(attachments?.length)),
  ),
  /** Keep this file for the next question. It is as it should be sent: images are already scaled down. */
  v.strictObject({
    type: v.literal("attach"),
    id,
    name,
    bytes: v.pipe(
      v.instance(Uint8Array),
      v.check(({ byteLength }) => byteLength > 0 && byteLength <= maxMediaBytes),
    ),
    ...mediaFacts,
  }),
  /** Change what keeps files of this kind from being sent. */
  v.strictObject({ type: v.literal("useForMedia"), kind: v.picklist(["image", "audio", "video"]) }),
  /** Show the file `index` of a question. */
  v.strictObject({
    type: v.literal("openAttachment"),
    messageId: id,
    index: v.pipe(v.number(), v.integer(), v.minValue(0)),
  }),
  /** The page has the keyboard now, or has it no more. */
  v.strictObject({ type: v.literal("pageFocus"), focused: v.boolean() }),
  v.strictObject({ type: v.literal("stop") }),
  v.strictObject({ type: v.literal("newChat") }),
  v.strictObject({ type: v.literal("setKey") }),
  /** The platform's console, where keys are made. */
  v.strictObject({ type: v.literal("openConsole") }),
  v.strictObject({ type: v.literal("setModel"), model: id }),
  v.strictObject({ type: v.literal("setThinking"), thinking: v.boolean() }),
  v.strictObject({ type: v.literal("setWebSearch"), webSearch: v.picklist(["off", "auto", "always"]) }),
  /** The button `index` of the notice below a message. */
  v.strictObject({
    type: v.literal("noticeAction"),
    messageId: id,
    index: v.pipe(v.number(), v.integer(), v.minValue(0)),
  }),
  /** Show what a question is about: its reference `index`. */
  v.strictObject({
    type: v.literal("openReference"),
    messageId: id,
    index: v.pipe(v.number(), v.integer(), v.minValue(0)),
  }),
  v.strictObject({ type: v.literal("regenerate"), messageId: id }),
  /** Ask the question again in other words; one that waits, waits in those. Answered like `send`. */
  v.strictObject({ type: v.literal("editMessage"), draftId, messageId: id, text: v.pipe(text, v.regex(/\S/)) }),
  /** Say again what became of a draft: the page that sent it is gone. */
  v.strictObject({ type: v.literal("draftState"), draftId }),
  v.strictObject({
    type: v.literal("selectVersion"),
    messageId: id,
    delta: v.pipe(v.number(), v.integer(), v.minValue(-1000), v.maxValue(1000)),
  }),
  /** The whole message, as its author wrote it, to the clipboard. */
  v.strictObject({ type: v.literal("copyMessage"), messageId: id }),
  v.strictObject({ type: v.literal("copyText"), text }),
  /** A link in an answer was pressed; the host decides what it may open. */
  v.strictObject({ type: v.literal("openLink"), href: v.pipe(v.string(), v.minLength(1), v.maxLength(4096)) }),
  /** Which of these names in answers are files? Answered by `filesFound`, always. */
  v.strictObject({ type: v.literal("findFiles"), names: v.pipe(v.array(fileName), v.minLength(1), v.maxLength(100)) }),
  /** A name that is one was pressed. */
  v.strictObject({
    type: v.literal("openFile"),
    name: fileName,
    line: v.optional(linePlace),
    column: v.optional(linePlace),
    endLine: v.optional(linePlace),
  }),
  /** Show a diagram of an answer large. It is a picture and is never more than that. */
  v.strictObject({ type: v.literal("showDiagram"), svg: v.pipe(v.string(), v.minLength(1), v.maxLength(2_000_000)) }),
  v.strictObject({ type: v.literal("showUsage") }),
  /** A button of a code block was pressed. */
  v.strictObject({
    type: v.literal("codeAction"),
    action: v.picklist(["insert", "apply", "newFile", "terminal", "execute"]),
    ...codeBlock,
  }),
  /** The blocks of an answer that name their files. */
  v.strictObject({
    type: v.literal("applyAll"),
    blocks: v.pipe(v.array(v.strictObject(codeBlock)), v.minLength(1), v.maxLength(100)),
  }),
  /** Something in the webview threw; goes to the log. */
  v.strictObject({ type: v.literal("failed"), message: v.pipe(v.string(), v.maxLength(4000)) }),
]);

/** One request of the webview. */
export type ToHost = v.InferOutput<typeof toHost>;

/** A file that was pressed in an answer, and where. */
export type FileTarget = Omit<Extract<ToHost, { type: "openFile" }>, "type">;

/** What a code block's button asks. */
export type CodeAction = Omit<Extract<ToHost, { type: "codeAction" }>, "type">;

/**
 * The draft that a message in a wrong shape was to send, if that can be told: it is answered like every other, since the
 * view waits for it.
 */
export function draftIdOf(value: unknown): string | undefined {
  const sent = v.safeParse(v.object({ type: v.picklist(["send", "editMessage"]), draftId }), value);
  return sent.success ? sent.output.draftId : undefined;
}

/** The message if it is one, else undefined: an unknown shape is dropped, never guessed at. */
export function parseToHost(value: unknown): ToHost | undefined {
  const result = v.safeParse(toHost, value);
  return result.success ? result.output : undefined;
}
