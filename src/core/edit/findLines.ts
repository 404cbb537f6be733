/**
 * The line of `text` from which `lines` stand: `start` if they stand there, else the one place where they do. Undefined
 * when there is none, or more than one.
 */
export function findLines(text: readonly string[], lines: readonly string[], start: number): number | undefined {
  const standsAt = (at: number) => lines.every((line, index) => text[at + index] === line);
  if (standsAt(start)) return start;
  let found: number | undefined;
  for (let at = 0; at + lines.length <= text.length; at++) {
    if (!standsAt(at)) continue;
    if (found !== undefined) return undefined;
    found = at;
  }
  return found;
}
