// Read Selection Aloud, Read from Here, Explain Aloud, Read Reply Aloud.

import * as v from "valibot";
import * as vscode from "vscode";
import type { Conversation } from "../../core/conversation/conversation.ts";
import { type Message, textOf } from "../../core/conversation/message.ts";
import type { LanguageModel, ModelMessage } from "../../core/model/languageModel.ts";
import { continuePrompt } from "../../core/prompts/continuePrompt.ts";
import { explainAloudQuestion, explainAloudSystem } from "../../core/prompts/explainAloudPrompt.ts";
import { estimateMs } from "../../core/speech/estimate.ts";
import { SpeakableStream } from "../../core/speech/speakableStream.ts";
import { isProse, type SpeechPart, speakableParts, speakableSteps } from "../../core/speech/text/speakable.ts";
import type { MayShow } from "../access/askConsent.ts";
import { parseArgument } from "../commands/parseArgument.ts";
import { showInformation, showWarning } from "../messages/messages.ts";
import type { SpeechSettings } from "../settings/speechSettings.ts";
import type { Reading } from "./reading.ts";
import { ReadingHighlight } from "./readingHighlight.ts";
import { type ReadingSource, readingSource, sourceFrom } from "./readingSource.ts";
import type { SpeechController } from "./speechController.ts";

export interface ReadCommandsDeps {
  readonly controller: SpeechController;
  readonly settings: () => SpeechSettings;
  /** The conversations that are shown, the one the person is in first. */
  readonly conversations: () => readonly Conversation[];
  readonly model: LanguageModel;
  /** The model that explains. */
  readonly chatModel: () => string;
  readonly mayShow: MayShow;
  /** Whether it can be told not to think. */
  readonly canThink: () => boolean;
}

/** Markdown to read, under a title. */
const markdown = v.object({ text: v.string(), title: v.optional(v.string(), "") });
/** A sentence of the reading in progress. */
const sentence = v.object({ part: v.pipe(v.number(), v.integer(), v.minValue(0)) });

/** More than this is asked about first. */
const longMs = 30 * 60_000;
/** How much of a long text is made speakable before others get their turn, in UTF-16 units. */
const sliceLength = 32_000;
/** How long that may take in one go, so that nothing else of the extension host waits. */
const turnMs = 15;

export function readCommands(deps: ReadCommandsDeps) {
  return {
    /** Reads the selection, or what is at the cursor; or `target.text`, which is Markdown, under `target.title`. */
    async readAloud(argument?: unknown): Promise<void> {
      // A menu passes the file it belongs to, which has no text.
      const target = parseArgument(markdown, argument);
      if (target) return readMarkdown(deps, target.text, target.title);
      const editor = vscode.window.activeTextEditor;
      if (!editor) return tell(vscode.l10n.t("Open a file and select what is to be read."));
      const source = await readingSource(editor);
      await readSource(deps, source);
    },

    /** Goes on at a sentence of the reading in progress, else reads the document from the cursor on. */
    async readFromHere(argument?: unknown): Promise<void> {
      const target = parseArgument(sentence, argument);
      const reading = deps.controller.current;
      if (reading && target) return reading.seek(target.part);
      const editor = vscode.window.activeTextEditor;
      if (!editor) return tell(vscode.l10n.t("Open a file and select what is to be read."));
      const position = editor.selection.active;
      const part = reading?.highlight?.partAt(editor.document, position);
      if (reading && part !== undefined) return reading.seek(part);
      await readSource(deps, sourceFrom(editor.document, position));
    },

    async explainAloud(): Promise<void> {
      const editor = vscode.window.activeTextEditor;
      const source = editor && (await readingSource(editor));
      if (!source || !/[\p{L}\p{N}]/u.test(source.text)) {
        return tell(vscode.l10n.t("Select what is to be explained."));
      }
      if (await deps.mayShow(source.document.uri.toString(), source.text)) await explain(deps, source);
    },

    /** Reads a message, by default the last answer. */
    async readReplyAloud(messageId?: unknown): Promise<void> {
      const [current, ...others] = deps.conversations();
      const message =
        typeof messageId === "string"
          ? [current, ...others].flatMap((conversation) => conversation?.get(messageId) ?? [])[0]
          : current?.path().findLast((turn) => turn.role === "assistant" && textOf(turn) !== "");
      if (!message) return tell(vscode.l10n.t("There is no answer to read yet."));
      await readMessage(deps, message);
    },
  };
}

async function readSource(deps: ReadCommandsDeps, source: ReadingSource | undefined): Promise<void> {
  if (!source || !/[\p{L}\p{N}]/u.test(source.text)) {
    return tell(vscode.l10n.t("There is nothing to read here: no letter and no number."));
  }
  const { document } = source;
  if (!(await deps.mayShow(document.uri.toString(), source.text))) return;
  if (!(await isWanted(source.text))) return;
  const highlight = new ReadingHighlight(document, "mimo.readFromHere");
  const title = vscode.workspace.asRelativePath(document.uri);
  const reading = await deps.controller.start({ title, highlight });
  await addSlowly(deps, reading, source);
}

/** A long text is read from its first sentences on while the rest is still being made speakable. */
async function addSlowly(
  { settings, controller }: ReadCommandsDeps,
  reading: Reading,
  source: ReadingSource,
): Promise<void> {
  const { code, tags: keepTags } = settings();
  const { text, offset, document } = source;
  const { languageId } = document;
  if (!isProse(languageId) || text.length <= sliceLength) {
    let parts: SpeechPart[] = [];
    let since = performance.now();
    for (const some of speakableSteps(text, { languageId, code, keepTags, offset })) {
      parts.push(...some);
      if (performance.now() - since < turnMs) continue;
      reading.add(parts, false);
      parts = [];
      await new Promise((resolve) => setImmediate(resolve));
      if (controller.current !== reading) return;
      since = performance.now();
    }
    reading.add(parts, true);
    return;
  }
  const stream = new SpeakableStream({ code, keepTags });
  const shift = (parts: readonly SpeechPart[]) =>
    parts.map((part) => ({ ...part, start: part.start + offset, end: part.end + offset }));
  for (let at = 0; at < text.length; at += sliceLength) {
    reading.add(shift(stream.push(text.slice(at, at + sliceLength))), false);
    await new Promise((resolve) => setImmediate(resolve));
    if (controller.current !== reading) return;
  }
  reading.add(shift(stream.end()), true);
}

async function isWanted(text: string): Promise<boolean> {
  const minutes = Math.round(estimateMs([{ text }]) / 60_000);
  if (minutes * 60_000 < longMs) return true;
  const length =
    minutes < 120 ? vscode.l10n.t("{0} minutes", minutes) : vscode.l10n.t("{0} hours", (minutes / 60).toFixed(1));
  const read = vscode.l10n.t("Read Aloud");
  const question = vscode.l10n.t("This is about {0} of speech. Read it all?", length);
  return (await showWarning(question, { modal: true }, read)) === read;
}

async function readMessage(deps: ReadCommandsDeps, message: Message): Promise<void> {
  await readMarkdown(deps, textOf(message), vscode.l10n.t("Answer"), message.id);
}

async function readMarkdown(
  { controller, settings }: ReadCommandsDeps,
  text: string,
  title: string,
  messageId?: string,
): Promise<void> {
  const { code } = settings();
  const parts = speakableParts(text, { languageId: "markdown", code });
  if (parts.length === 0) return tell(vscode.l10n.t("There is nothing to read here: no letter and no number."));
  const reading = await controller.start({ title, messageId });
  reading.add(parts, true);
}

async function explain(deps: ReadCommandsDeps, source: ReadingSource): Promise<void> {
  const stop = new AbortController();
  const name = vscode.workspace.asRelativePath(source.document.uri);
  const title = vscode.l10n.t("Explanation of {0}", name);
  const reading = await deps.controller.start({ title, onStop: () => stop.abort() });
  const question = explainAloudQuestion(source.text, source.document.languageId, name);
  const stream = new SpeakableStream({ code: "skip" });
  let said = "";
  const run = async (): Promise<void> => {
    // After a break the model goes on where it was: what was heard is not said again.
    const messages: ModelMessage[] = [{ role: "user", content: [{ type: "text", text: question }] }];
    if (said !== "") {
      messages.push({ role: "assistant", content: [{ type: "text", text: said }] });
      messages.push({ role: "user", content: [{ type: "text", text: continuePrompt(vscode.env.language) }] });
    }
    const request = {
      model: deps.chatModel(),
      system: explainAloudSystem(vscode.env.language),
      messages,
      thinking: deps.canThink() ? false : undefined,
    };
    try {
      for await (const event of deps.model.stream(request, stop.signal)) {
        if (event.type !== "text-delta") continue;
        said += event.text;
        reading.add(stream.push(event.text), false);
      }
      reading.add(stream.end(), true);
    } catch (error) {
      if (!stop.signal.aborted) reading.failText(error, request.model, () => void run());
    }
  };
  await run();
}

function tell(sentence: string): void {
  void showInformation(sentence);
}
