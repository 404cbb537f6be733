// Speech faster or slower at the same pitch: pieces of the sound are laid over one another where they fit best (WSOLA,
// after W. Verhelst and M. Roelands, 1993; the scheme of a search window before each joint is SoundTouch's).

/** Samples at 24 kHz: a piece of 40 ms, joints of 8 ms, looked for within 15 ms. */
const pieceLength = 960;
const jointLength = 192;
const searchLength = 360;
/** What one step looks at. */
const needed = searchLength + pieceLength;

/** Stretches a stream of samples. `speed` is how much shorter it becomes. */
export class TimeStretcher {
  speed = 1;
  #input: Float32Array = new Float32Array(0);
  #joint: Float32Array | undefined;
  #rest = 0;

  /** Samples taken in and not yet used. */
  get pending(): number {
    return this.#input.length;
  }

  /** How many samples to push before `pull` can go on. */
  get wanted(): number {
    return Math.max(0, needed + Math.ceil(pieceLength * this.speed) - this.#input.length);
  }

  push(samples: Float32Array): void {
    const joined = new Float32Array(this.#input.length + samples.length);
    joined.set(this.#input);
    joined.set(samples, this.#input.length);
    this.#input = joined;
  }

  /** The next stretched samples, or undefined when more must be pushed first. */
  pull(): Float32Array | undefined {
    if (this.#input.length < needed) return undefined;
    const body = pieceLength - jointLength;
    const offset = this.#joint ? bestOffset(this.#joint, this.#input) : 0;
    const output = this.#input.slice(offset, offset + body);
    if (this.#joint) crossFade(output, this.#joint);
    this.#joint = this.#input.slice(offset + body, offset + pieceLength);
    const skip = body * this.speed + this.#rest;
    const whole = Math.min(Math.floor(skip), this.#input.length);
    this.#rest = skip - whole;
    this.#input = this.#input.slice(whole);
    return output;
  }

  /** All that is left, as it is; afterwards the stretcher is as new. */
  flush(): Float32Array {
    const left = this.#input;
    if (this.#joint) crossFade(left, this.#joint);
    this.clear();
    return left;
  }

  clear(): void {
    this.#input = new Float32Array(0);
    this.#joint = undefined;
    this.#rest = 0;
  }
}

/** From the end of what was heard over into `samples`. */
function crossFade(samples: Float32Array, from: Float32Array): void {
  const length = Math.min(from.length, samples.length);
  for (let i = 0; i < length; i++) {
    const weight = i / jointLength;
    samples[i] = (samples[i] ?? 0) * weight + (from[i] ?? 0) * (1 - weight);
  }
}

/** Where `input` sounds most like `joint`: the highest normalised correlation. Every other sample is enough for speech. */
function bestOffset(joint: Float32Array, input: Float32Array): number {
  let best = 0;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (let offset = 0; offset < searchLength; offset++) {
    let product = 0;
    let power = 1e-9;
    for (let i = 0; i < jointLength; i += 2) {
      const sample = input[offset + i] ?? 0;
      product += sample * (joint[i] ?? 0);
      power += sample * sample;
    }
    const score = product / Math.sqrt(power);
    if (score > bestScore) {
      bestScore = score;
      best = offset;
    }
  }
  return best;
}
