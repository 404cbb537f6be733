/** A longer line is no mere name of a file. */
const longestComment = 400;

/**
 * `lines` without a first line that only names the file `path` they belong to, and the blank line after it. A file that
 * itself begins with that line (`fileStart`) keeps it.
 */
export function withoutPathComment(
  lines: readonly string[],
  path: string | undefined,
  fileStart = "",
): readonly string[] {
  const first = lines[0] ?? "";
  if (path === undefined || first.length > longestComment || first.trim() === fileStart.trim()) return lines;
  const comment = /^\s*(?:\/\/|#|--|;|%|\/\*|<!--)\s*(?:file(?:name)?:\s*|path:\s*)?(?<name>\S+)\s*(?:\*\/|-->)?\s*$/i;
  if (comment.exec(first)?.groups?.name !== path) return lines;
  return lines.slice(lines[1]?.trim() === "" ? 2 : 1);
}
