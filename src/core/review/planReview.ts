// Which files of a diff are reviewed, and how much of each: a request for each, of a size that a model reads with care.

import { type DiffFile, headOf } from "../access/diffFiles.ts";
import { type DiffHunk, hunksOf } from "./diffHunks.ts";

/** Characters of one file's hunks in a prompt: about 10,000 tokens. */
export const fileBudget = 40_000;
/** Files of one review. */
export const mostFiles = 100;
/** Characters of a line from which on a file counts as minified. */
const longLine = 2_000;

/** A file that is reviewed. */
export interface ReviewFile {
  /** Relative to the root of the diff, with `/`; the new name of a moved one. */
  readonly path: string;
  /** With the old one. */
  readonly paths: readonly string[];
  readonly hunks: readonly DiffHunk[];
  /** Hunks that found no room; 0 when all are there. */
  readonly cut: number;
}

/**
 * Why one is not. `gone`: nothing of it is left to comment on; `unchanged`: its lines are (a move, a mode);
 * `withheld`: the person would have to be asked; `unread`: its name or form is none that we know; `large`: more than is
 * read of a file; `lost`: it could not be read; `beyond`: more files than are read, or than {@link mostFiles}.
 */
export type SkipReason =
  | "binary"
  | "generated"
  | "gone"
  | "unchanged"
  | "withheld"
  | "unread"
  | "large"
  | "lost"
  | "beyond";

export interface SkippedFile {
  readonly path: string;
  readonly reason: SkipReason;
}

export interface ReviewPlan {
  readonly files: readonly ReviewFile[];
  readonly skipped: readonly SkippedFile[];
}

/** What is to be done with each file, in their order. */
export function planReview(changed: readonly DiffFile[], budget: number = fileBudget): ReviewPlan {
  const files: ReviewFile[] = [];
  const skipped: SkippedFile[] = [];
  for (const { paths, text } of changed) {
    const path = paths.at(-1) ?? "";
    const reason = reasonAgainst(path, text);
    if (reason !== undefined) skipped.push({ path: path === "" ? "?" : path, reason });
    else if (files.length === mostFiles) skipped.push({ path, reason: "beyond" });
    else files.push(fitted(paths, hunksOf(text), budget));
  }
  return { files, skipped };
}

function reasonAgainst(path: string, text: string): SkipReason | undefined {
  if (path === "") return "unread";
  const head = headOf(text);
  if (/^(?:Binary files .* differ|GIT binary patch)$/m.test(head)) return "binary";
  if (isGeneratedName(path)) return "generated";
  if (/^deleted file mode /m.test(head)) return "gone";
  const hunks = hunksOf(text);
  if (hunks.length === 0) return /^(?:@@@+ |\* Unmerged path )/m.test(text) ? "unread" : "unchanged";
  if (hunks.some(({ lines }) => lines.some(looksGenerated))) return "generated";
  return hunks.some(({ lines }) => lines.some(({ sign }) => sign !== "-")) ? undefined : "gone";
}

const lockFiles: ReadonlySet<string> = new Set([
  "bun.lock",
  "bun.lockb",
  "cargo.lock",
  "composer.lock",
  "flake.lock",
  "gemfile.lock",
  "go.sum",
  "mix.lock",
  "npm-shrinkwrap.json",
  "package-lock.json",
  "package.resolved",
  "packages.lock.json",
  "pdm.lock",
  "pipfile.lock",
  "pnpm-lock.yaml",
  "podfile.lock",
  "poetry.lock",
  "pubspec.lock",
  "uv.lock",
  "yarn.lock",
]);

const generatedName = /\.(?:min\.(?:js|css|mjs)|map|snap|pb\.go|g\.dart|designer\.cs|g\.cs)$|_pb2(?:_grpc)?\.pyi?$/i;

/** Lock files, minified files, and what generators of code call theirs. */
function isGeneratedName(path: string): boolean {
  return lockFiles.has((path.split("/").at(-1) ?? "").toLowerCase()) || generatedName.test(path);
}

/** Marked as such near its beginning (linguist, protobuf, many others), or with a line that no person wrote. */
function looksGenerated({ number, text }: { readonly number: number | undefined; readonly text: string }): boolean {
  if (text.length > longLine) return true;
  return (
    number !== undefined &&
    number <= 10 &&
    /@generated\b|\bdo not edit\b.*\bgenerated\b|\bgenerated\b.*\bdo not edit\b/i.test(text)
  );
}

/** The first hunks that have room together; where not even the first has, its beginning. */
function fitted(paths: readonly string[], hunks: readonly DiffHunk[], budget: number): ReviewFile {
  const end = countThatFits(
    hunks.map(({ lines }) => lines.reduce((sum, { text }) => sum + text.length + 1, 0)),
    budget,
  );
  const [first] = hunks;
  const path = paths.at(-1) ?? "";
  const kept = end === 0 && first ? [beginningOf(first, budget)] : hunks.slice(0, end);
  return { path, paths, hunks: kept, cut: hunks.length - end };
}

function beginningOf({ start, lines }: DiffHunk, room: number): DiffHunk {
  const end = countThatFits(
    lines.map(({ text }) => text.length + 1),
    room,
  );
  return { start, lines: lines.slice(0, Math.max(1, end)) };
}

/** How many of the first `sizes` have room together. */
function countThatFits(sizes: readonly number[], room: number): number {
  let left = room;
  for (const [nth, size] of sizes.entries()) {
    left -= size;
    if (left < 0) return nth;
  }
  return sizes.length;
}

/** The lines of `file` that are sent, as a diff has them. */
export function shownDiff({ hunks }: ReviewFile): string {
  return hunks.flatMap(({ lines }) => lines.map(({ sign, text }) => `${sign}${text}\n`)).join("");
}
