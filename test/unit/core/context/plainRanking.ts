// Scoring and ranking as one would write them for a few strings: what the ones for many are held against.

/** Higher is better; undefined when the letters are not in `path` in order. Both in lower case. */
export function plainScore(query: string, path: string): number | undefined {
  const brevity = 1 / (1 + path.length);
  const first = path.indexOf(query);
  if (first < 0) {
    let gaps = 0;
    let at = -1;
    for (let letter = 0; letter < query.length; letter++) {
      const found = path.indexOf(query.charAt(letter), at + 1);
      if (found < 0) return undefined;
      if (found !== at + 1) gaps++;
      at = found;
    }
    return 1 / (1 + gaps) + brevity / 1000;
  }
  const name = path.lastIndexOf("/") + 1;
  const inName = first >= name ? first : path.indexOf(query, name);
  if (inName === name) return (path.length - name === query.length ? 6 : 5) + brevity;
  if (first === 0) return 4 + brevity;
  return (inName > name ? 3 : 2) + brevity;
}

/** The `limit` best, best first; of equals the first by path. */
export function plainRank(query: string, paths: Iterable<string>, limit: number): readonly string[] {
  const wanted = query.toLowerCase();
  return [...new Set(paths)]
    .flatMap((path) => {
      const score = wanted === "" ? 0 : plainScore(wanted, path.toLowerCase());
      return score === undefined ? [] : [{ path, score }];
    })
    .sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1))
    .slice(0, limit)
    .map(({ path }) => path);
}
