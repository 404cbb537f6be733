// Sound as the service streams it (API document: Speech): 24 kHz, mono, signed 16-bit little-endian, in chunks that may
// end in the middle of a sample.

/** Samples a second. */
export const sampleRate = 24_000;

/** Joins chunks into whole samples. Serves one stream. */
export class PcmDecoder {
  #odd: number | undefined;

  /** The samples that are complete with these bytes; the odd byte at the end waits for the next chunk. */
  push(bytes: Uint8Array): Int16Array {
    const head = this.#odd === undefined ? 0 : 1;
    const total = bytes.length + head;
    const samples = new Int16Array(total >> 1);
    let at = 0;
    let index = 0;
    if (this.#odd !== undefined && bytes.length > 0) {
      samples[index++] = this.#odd | ((bytes[at++] ?? 0) << 8);
      this.#odd = undefined;
    }
    for (; at + 1 < bytes.length; at += 2) samples[index++] = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
    if (at < bytes.length) this.#odd = bytes[at];
    return samples;
  }

  /** Whether half a sample is left; at the end of a stream it is dropped, as nothing can be heard of it. */
  get hasOddByte(): boolean {
    return this.#odd !== undefined;
  }
}

/** The bytes of base64; throws for text that is none. */
export function decodeBase64(data: string): Uint8Array {
  const binary = atob(data);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** Samples one after the other. */
export function joinSamples(pieces: readonly Int16Array[]): Int16Array {
  const joined = new Int16Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

/** Samples as little-endian bytes, whatever the machine's order. */
export function samplesToBytes(samples: Int16Array): Uint8Array {
  const bytes = new Uint8Array(samples.length * 2);
  const view = new DataView(bytes.buffer);
  samples.forEach((sample, index) => {
    view.setInt16(index * 2, sample, true);
  });
  return bytes;
}

/** The other way round; half a sample at the end is dropped. */
export function bytesToSamples(bytes: Uint8Array): Int16Array {
  return new PcmDecoder().push(bytes);
}

/** Whether nothing can be heard: no samples, or zeros alone. */
export function isSilent(samples: Int16Array): boolean {
  return samples.every((sample) => sample === 0);
}
