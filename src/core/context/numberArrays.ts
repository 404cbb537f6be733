// Arrays of numbers that grow.

type NumberArray =
  | Uint8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>;

/**
 * An array with what `array` holds and room for `length` numbers, `array` itself where it has it. Otherwise `array` is
 * empty from then on: its memory goes back at once instead of waiting for the garbage collector.
 */
export function withRoom<T extends NumberArray>(array: T, length: number): T {
  return length <= array.length ? array : withLength(array, Math.ceil(length * 1.5));
}

/** The same, cut or filled with zeros to exactly `length` numbers. */
export function withLength<T extends NumberArray>(array: T, length: number): T {
  const type = array.constructor as new (buffer: ArrayBuffer) => T;
  return new type(array.buffer.transfer(length * array.BYTES_PER_ELEMENT));
}

/** The UTF-16 codes of `text`. */
export function codesOf(text: string): Uint16Array<ArrayBuffer> {
  const codes = new Uint16Array(text.length);
  for (let at = 0; at < text.length; at++) codes[at] = text.charCodeAt(at);
  return codes;
}
