// Whether an answer may be applied. What may not is shown all the same.

import type { FinishReason } from "../model/streamEvent.ts";
import type { Answer } from "./answerReader.ts";

/** Why an answer is only shown. */
export type Misfit =
  /** It reached its length limit, or its block was never closed. */
  | "cut"
  /** The content filter, a repetition or something unknown ended it. */
  | "ended-early"
  /** There is no code in it. */
  | "empty"
  /** It leaves code out and says so in a comment. */
  | "elided"
  /** It has more than the one block that was asked for. */
  | "several-blocks";

/** undefined when the answer can be applied to `old`. */
export function judgeAnswer(answer: Answer, old: readonly string[], finish: FinishReason): Misfit | undefined {
  if (finish === "length" || answer.fence === "open") return "cut";
  if (finish !== "stop") return "ended-early";
  if (answer.lines.every((line) => line.trim() === "")) return "empty";
  if (answer.moreBlocks) return "several-blocks";
  const known = new Set(old.map((line) => line.trim()));
  return answer.lines.some((line) => isElision(line) && !known.has(line.trim())) ? "elided" : undefined;
}

/** "Other methods stay the same": what there is, and that it stays. */
const stays =
  /^(?:the\s+|all\s+)*(?:other|rest|remaining|existing|previous|everything else)\b.{0,40}?\b(?:stays?|remains?|unchanged|same|as (?:before|is|it was)|omitted|goes? here|here)\b.{0,30}$|^(?:其余|其他|其它|剩余|余下|原有|此处).{0,12}(?:不变|省略|相同|同上|同前|略)/i;

/** A comment that holds nothing but dots, or dots with a word for what they stand for, or says that the rest stays. */
export function isElision(line: string): boolean {
  const comment = /^\s*(?:\/\/|#|--|;|%|\/\*|<!--|\{\/\*)\s*(?<text>.*?)\s*(?:\*\/\}?|-->)?\s*$/.exec(line)?.groups
    ?.text;
  if (comment === undefined) return false;
  if (/^(?:\.{3,}|…)$/.test(comment)) return true;
  const dotted = /^(?:\.{3}|…)|(?:\.{3}|…)$/.test(comment);
  if (!dotted)
    return stays.test(comment) || /^\(?(?:unchanged|omitted|no changes?|same as before)\)?\.?$/i.test(comment);
  return /\b(?:existing|rest of|remaining|unchanged|other|same as|as before|omitted)\b|其余|其他|保持不变|省略|不变|原有/i.test(
    comment,
  );
}
