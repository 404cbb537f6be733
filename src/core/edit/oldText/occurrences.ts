// Where a sequence stands in another, overlapping places too, in a time that grows with both lengths alone, whatever
// repeats in them (Knuth, Morris and Pratt).

/** All places of `needle` (not empty) in `text`. */
export function occurrences<T>(text: ArrayLike<T>, needle: ArrayLike<T>): number[] {
  const places: number[] = [];
  const length = needle.length;
  if (length === 0 || length > text.length) return places;
  const fallback = fallbacks(needle);
  let matched = 0;
  for (let at = 0; at < text.length; at++) {
    while (matched > 0 && text[at] !== needle[matched]) matched = fallback[matched - 1] ?? 0;
    if (text[at] === needle[matched]) matched++;
    if (matched === length) {
      places.push(at - length + 1);
      matched = fallback[matched - 1] ?? 0;
    }
  }
  return places;
}

/** For each beginning of `needle`: how much of its end is also its beginning. */
function fallbacks<T>(needle: ArrayLike<T>): Int32Array {
  const fallback = new Int32Array(needle.length);
  let matched = 0;
  for (let at = 1; at < needle.length; at++) {
    while (matched > 0 && needle[at] !== needle[matched]) matched = fallback[matched - 1] ?? 0;
    if (needle[at] === needle[matched]) matched++;
    fallback[at] = matched;
  }
  return fallback;
}

/** Those of `places`, in order, that do not overlap the one before, each `length` long. */
export function apart(places: readonly number[], length: number): number[] {
  let end = 0;
  return places.filter((place) => {
    if (place < end) return false;
    end = place + length;
    return true;
  });
}
