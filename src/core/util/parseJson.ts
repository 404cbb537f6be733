/**
 * Levels of nesting that are taken. Reading has no limit of its own, but whatever goes through a value level by level
 * (`JSON.stringify` is the first) runs out of stack at some thousands.
 */
export const deepestJson = 200;

/** The value of a JSON text; undefined when it is none, or nested deeper than anything could handle. */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isTooDeep(value, text.length) ? undefined : value;
  } catch {
    return undefined;
  }
}

/** Of a text of `length`: each level takes two brackets. */
function isTooDeep(value: unknown, length: number): boolean {
  if (length <= 2 * deepestJson) return false;
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth === deepestJson) return true;
    const inner: unknown[] = [];
    for (const each of level) {
      if (typeof each !== "object" || each === null) continue;
      for (const item of Array.isArray(each) ? each : Object.values(each)) {
        if (typeof item === "object" && item !== null) inner.push(item);
      }
    }
    level = inner;
  }
  return false;
}
