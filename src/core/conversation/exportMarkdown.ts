// A conversation as Markdown for people: what is on screen, reasoning folded away.

import { fenced } from "../code/fence.ts";
import type { Conversation } from "./conversation.ts";
import { forElsewhere } from "./forElsewhere.ts";
import { type AssistantTurn, type CallPart, type Message, reasoningOf, textOf } from "./message.ts";
import { noteOf } from "./runParts.ts";
import { titleOf } from "./titleOf.ts";

/** The words between what was said, in the person's language. */
export interface ExportWords {
  readonly you: string;
  readonly reasoning: string;
  readonly sources: string;
  /** Says which files went with a question. */
  readonly attached: (names: string) => string;
  /** What a call did, in a line. */
  readonly call: (call: CallPart) => string;
  /** A date and time in words, from ms since the epoch. */
  readonly date: (at: number) => string;
}

/** The visible path. Ends with a line break. */
export function exportMarkdown(conversation: Conversation, words: ExportWords): string {
  const title = titleOf(conversation);
  const turns = conversation.path().map((message) => turn(forElsewhere(message), words));
  return [`# ${oneLine(title)}`, words.date(conversation.createdAt), ...turns].join("\n\n").concat("\n");
}

function turn(message: Message, words: ExportWords): string {
  if (message.role === "user") {
    const references = message.references?.map(
      ({ label, languageId, text }) => `\`${label.replaceAll("`", "'")}\`\n\n${fenced(text, languageId)}`,
    );
    const names = message.attachments?.map(({ name }) => `\`${oneLine(name).replaceAll("`", "'")}\``);
    const attached = names ? [words.attached(names.join(", "))] : [];
    return [`## ${words.you}`, ...(references ?? []), ...attached, textOf(message)]
      .filter((part) => part !== "")
      .join("\n\n");
  }
  const reasoning = reasoningOf(message);
  const sources = message.sources.map(({ title, url }, index) => `${index + 1}. [${inBrackets(title)}](<${url}>)`);
  const parts = [
    `## MiMo (${message.model})`,
    // The blank lines make Markdown of what is inside; a quote keeps a half-open fence from running over the end.
    reasoning === "" ? "" : `<details>\n<summary>${words.reasoning}</summary>\n\n${quoted(reasoning)}\n\n</details>`,
    saidAndDone(message, words),
    sources.length === 0 ? "" : `${words.sources}\n\n${sources.join("\n")}`,
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** What a reply says; of a run also what it did in between, and what the person said meanwhile. */
function saidAndDone({ parts }: AssistantTurn, words: ExportWords): string {
  const blocks: string[] = [];
  let calls: string[] = [];
  const closeList = () => {
    if (calls.length > 0) blocks.push(calls.join("\n"));
    calls = [];
  };
  for (const part of parts) {
    if (part.type === "tool-call") calls.push(callLines(part, words));
    if (part.type !== "text" && part.type !== "said") continue;
    closeList();
    blocks.push(part.type === "text" ? part.text : quoted(`**${words.you}**\n\n${textOf(part.question)}`));
  }
  closeList();
  return blocks.filter((block) => block !== "").join("\n\n");
}

/** What a call did; below it what the person said when they denied it. */
function callLines(call: CallPart, words: ExportWords): string {
  const note = noteOf(call.progress);
  const said = note === undefined ? "" : `\n\n${quoted(`**${words.you}**\n\n${note}`).replace(/^/gm, "  ")}\n`;
  return `- ${inBrackets(words.call(call))}${said}`;
}

const quoted = (text: string) => text.trimEnd().replace(/^/gm, "> ").replace(/^> $/gm, ">");
const oneLine = (text: string) => text.replace(/\s+/g, " ").trim();
const inBrackets = (text: string) => oneLine(text).replace(/[[\]\\]/g, "\\$&");
