// Which of many paths a few typed letters mean.

/** Higher is better; undefined when the letters are not in `path` in order. Both in lower case. */
export function scorePath(query: string, path: string): number | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1);
  // Of equals the shorter path wins, by less than any step between the kinds of match.
  const brevity = 1 / (1 + path.length);
  if (name === query) return 6 + brevity;
  if (name.startsWith(query)) return 5 + brevity;
  if (path.startsWith(query)) return 4 + brevity;
  if (name.includes(query)) return 3 + brevity;
  if (path.includes(query)) return 2 + brevity;
  const gaps = gapsOf(query, path);
  return gaps === undefined ? undefined : 1 / (1 + gaps) + brevity / 1000;
}

/** How many times the letters of `query` stand apart in `text`; undefined when they are not all there in order. */
function gapsOf(query: string, text: string): number | undefined {
  let gaps = 0;
  let at = -1;
  for (const letter of query) {
    const next = text.indexOf(letter, at + 1);
    if (next < 0) return undefined;
    if (next !== at + 1) gaps++;
    at = next;
  }
  return gaps;
}

/** The `limit` best of `items` by their path, best first; all of them, in order, for an empty query. */
export function rankPaths<T>(
  query: string,
  items: readonly T[],
  pathOf: (item: T) => string,
  limit: number,
): readonly T[] {
  if (query === "") return items.slice(0, limit);
  const wanted = query.toLowerCase();
  const scored: { item: T; score: number }[] = [];
  for (const item of items) {
    const score = scorePath(wanted, pathOf(item).toLowerCase());
    if (score !== undefined) scored.push({ item, score });
  }
  return scored
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ item }) => item);
}
