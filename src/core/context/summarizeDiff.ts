// A diff that fits into a prompt: small files whole, large ones by their first lines and a count.

import { type DiffFile, filesOfDiff, headOf } from "../access/diffFiles.ts";

/** The share of the budget that names and counts may take. */
const headShare = 0.6;
/** Characters of one head, and of one that is short. */
const longestHead = 600;
const shortHead = 240;
/** Characters that say how many files are not named. */
const markLength = 120;

interface Part {
  readonly head: string;
  readonly body: string;
}

/** Files of a diff, cut, and a word about those that found no room. */
export interface DiffSummary {
  readonly files: readonly DiffFile[];
  /** Empty when all of them are there. */
  readonly more: string;
}

/** `diff` (unified, as Git prints it) within `budget` characters. */
export function summarizeDiff(diff: string, budget: number): string {
  const { files, more } = summarizeFiles(filesOfDiff(diff), budget);
  return files.map(({ text }) => text).join("") + more;
}

/**
 * `files` within `budget` characters together, 300 at least, in order. Each keeps its name and its counts as long as
 * there is room for them; `more` says how many do not.
 */
export function summarizeFiles(files: readonly DiffFile[], budget: number): DiffSummary {
  if (lengthOf(files.map(({ text }) => text)) <= budget) return { files, more: "" };
  const parts = files.map(({ text }) => partOf(text));
  const heads = fitHeads(parts, Math.max(budget * headShare, markLength * 2));
  const cut = (texts: readonly string[]) => texts.map((text, index) => ({ paths: files[index]?.paths ?? [], text }));
  if (heads.length < parts.length) return { files: cut(heads), more: markOf(parts.slice(heads.length)) };
  let left = Math.max(0, budget - lengthOf(heads));
  // The smallest first: they are whole, and what they leave goes to the large ones.
  const order = parts.map((_, index) => index).sort((a, b) => bodyLength(parts[a]) - bodyLength(parts[b]));
  const bodies: string[] = [];
  order.forEach((index, nth) => {
    const body = parts[index]?.body ?? "";
    const share = Math.floor(left / (order.length - nth));
    const kept = body.length <= share ? body : cutAtLine(body, share);
    bodies[index] = kept;
    left -= kept.length;
  });
  return { files: cut(heads.map((head, index) => head + (bodies[index] ?? ""))), more: "" };
}

function bodyLength(part: Part | undefined): number {
  return part?.body.length ?? 0;
}

/** The heads within `room`: all of them, all of them shortened, or as many as go in. */
function fitHeads(parts: readonly Part[], room: number): readonly string[] {
  const whole = parts.map(({ head, body }) => withCounts(head.slice(0, longestHead), body));
  if (lengthOf(whole) <= room) return whole;
  const short = parts.map(({ head, body }) => withCounts((head.split("\n", 1)[0] ?? "").slice(0, shortHead), body));
  if (lengthOf(short) <= room) return short;
  const fitting: string[] = [];
  let left = room - markLength;
  for (const head of short) {
    left -= head.length;
    if (left < 0) break;
    fitting.push(head);
  }
  return fitting;
}

function markOf(parts: readonly Part[]): string {
  const [added, removed] = [/(?<![^\n])\+/g, /(?<![^\n])-/g].map((sign) =>
    parts.reduce((sum, { body }) => sum + (body.match(sign)?.length ?? 0), 0),
  );
  return `[${parts.length} more files: ${added} lines added, ${removed} removed]\n`;
}

function lengthOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.length, 0);
}

function partOf(file: string): Part {
  const head = headOf(file);
  return { head, body: file.slice(head.length) };
}

function withCounts(head: string, body: string): string {
  const added = body.match(/(?<![^\n])\+/g)?.length ?? 0;
  const removed = body.match(/(?<![^\n])-/g)?.length ?? 0;
  return `${head.trimEnd()}\n[${added} lines added, ${removed} removed]\n`;
}

/** The beginning of `text` within `length` characters; nothing where not even a word about it has room. */
function cutAtLine(text: string, length: number): string {
  const cut = "[cut]\n";
  const end = text.lastIndexOf("\n", length - cut.length - 1);
  if (end > 0 && end + 1 + cut.length <= length) return `${text.slice(0, end)}\n${cut}`;
  const none = "[left out]\n";
  return none.length <= length ? none : "";
}
