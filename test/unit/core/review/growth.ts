// How the cost of something grows with its size, on a machine that does other things as well.

/**
 * How many times as long `long` takes as `short`, where it is four times the size: about four when the cost grows with the
 * size, sixteen when it grows with its square. The least of several looks counts: what else the machine does makes a look
 * longer, never shorter. `short` should take some milliseconds: below, it fits into places that `long` does not.
 */
export function growth(short: () => void, long: () => void): number {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  // The first look at each is slow: nothing is compiled yet.
  for (let look = 0; look < 3 || (look < 20 && most / least > 7); look++) {
    least = Math.min(least, took(short));
    most = Math.min(most, took(long));
  }
  return most / least;
}

/** In milliseconds. */
function took(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}
