// Lists of paths and of hits as results: sorted, capped, and how many more there are.

/** Paths of one result. */
export const maxPaths = 500;
/** Hits of one result. */
export const maxHits = 200;
/** UTF-16 units of one hit's line. */
export const maxHitLength = 400;

/** A line that was found. */
export interface Hit {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly text: string;
  /** Where in `text` the first match begins, in UTF-16 units. */
  readonly column?: number;
}

/** The paths in the order of their letters, as `sort` has them. `isAll` false when the search was ended early. */
export function pathsText(paths: readonly string[], isAll = true): string {
  if (paths.length === 0) return "(No files.)";
  const sorted = [...paths].sort();
  const rest = sorted.length - maxPaths;
  const shown = sorted.slice(0, maxPaths);
  if (rest > 0) shown.push(`(${rest}${isAll ? "" : " or"} more. Narrow it down with path or pattern.)`);
  else if (!isAll) shown.push("(There are more. Narrow it down with path or pattern.)");
  return shown.join("\n");
}

/** The same whether or not something stands in those files: it is told where nothing was found, and only there. */
const noMatches = "(No matches. Ignored files and what looks like secrets are not searched.)";

/** `path:line: text` for each hit, by path and line. `isAll` false when there are more. */
export function hitsText(hits: readonly Hit[], isAll = true): string {
  if (hits.length === 0 && isAll) return noMatches;
  const sorted = [...hits].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line));
  const shown = sorted
    .slice(0, maxHits)
    .map(({ path, line, text, column }) => `${path}:${line}: ${around(text, column)}`);
  const rest = hits.length - maxHits;
  if (rest > 0 || !isAll) {
    const words = rest > 0 && isAll ? `${rest} more` : "There are more";
    shown.push(`(${words}. Narrow it down with query or include.)`);
  }
  return shown.join("\n");
}

/** A long line is cut around its match: in a minified file the rest says nothing. */
function around(text: string, column = 0): string {
  const line = text.replace(/[\r\n]+$/, "");
  if (line.length <= maxHitLength) return line;
  const start = Math.max(0, Math.min(column - maxHitLength / 4, line.length - maxHitLength));
  const end = start + maxHitLength;
  return `${start > 0 ? "… " : ""}${line.slice(start, end)}${end < line.length ? " …" : ""}`;
}
