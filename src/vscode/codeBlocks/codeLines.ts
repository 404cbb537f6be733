import { withoutPathComment } from "../../core/edit/pathComment.ts";
import type { CodeAction } from "../../protocol/toHost.ts";

/** A block of an answer: its text, and what its fence says. */
export type CodeBlock = Pick<CodeAction, "text" | "language" | "path">;

/** The lines of a block, without one that only names the file. A file that begins with that line keeps it. */
export function codeLines({ text, path }: CodeBlock, fileStart?: string): readonly string[] {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
  return withoutPathComment(lines, path, fileStart);
}
