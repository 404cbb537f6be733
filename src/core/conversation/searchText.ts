// Full-text search over one conversation: what there is to find in it, and where a query is met.

import type { Conversation } from "./conversation.ts";
import { questionsOf, reasoningOf, textOf } from "./message.ts";

/** Characters shown before and after what was found. */
const before = 30;
const after = 120;

/** Where a query was met, for showing it. One line. */
export interface Snippet {
  readonly before: string;
  readonly match: string;
  readonly after: string;
}

/** Everything that was said in a conversation, in every version: what a search looks through. */
export function searchableText(conversation: Conversation): string {
  const turns = conversation.all().flatMap((message) => {
    const said = message.role === "user" ? [] : questionsOf(message).map(textOf);
    const references = questionsOf(message).flatMap((question) => question.references ?? []);
    return [
      textOf(message),
      ...said,
      reasoningOf(message),
      ...references.map(({ label, text }) => `${label}\n${text}`),
    ];
  });
  return [conversation.title, ...turns].filter((text) => text !== "").join("\n");
}

/** A query made ready for many texts; undefined for one without a word. */
export type Matcher = (text: string) => Snippet | undefined;

/** Finds texts that contain every word of `query`, whatever its case; the snippet is around the first. */
export function createMatcher(query: string): Matcher | undefined {
  const words = query.split(/\s+/).filter((word) => word !== "");
  const patterns = words.map((word) => new RegExp(word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"), "iu"));
  const [first, ...others] = patterns;
  if (!first) return undefined;
  return (text) => {
    const found = first.exec(text);
    if (!found || !others.every((pattern) => pattern.test(text))) return undefined;
    const end = found.index + found[0].length;
    return {
      before: oneLine(text.slice(Math.max(0, found.index - before), found.index)).trimStart(),
      match: oneLine(found[0]),
      after: oneLine(text.slice(end, end + after)).trimEnd(),
    };
  };
}

/** Also mends a character that the cut went through. */
const oneLine = (text: string) => text.replace(/\s+/g, " ").toWellFormed();
