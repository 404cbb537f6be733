// Puts single WebP pictures together into one that moves (Google's "WebP Container Specification": VP8X, ANIM, ANMF).

/** A picture as a WebP file, whose transparency is not kept, and where and how long it is shown. `x` and `y` are even. */
export interface AnimationFrame {
  readonly webp: Buffer;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly durationMs: number;
}

/** The bytes of a picture that plays its frames again and again, each over what stands there already. */
export function animatedWebp(size: { width: number; height: number }, frames: readonly AnimationFrame[]): Buffer {
  const animation = 0b10;
  const head = Buffer.concat([Buffer.from([animation, 0, 0, 0]), uint24(size.width - 1), uint24(size.height - 1)]);
  const forEver = Buffer.alloc(6);
  const parts = [Buffer.from("WEBP"), chunk("VP8X", head), chunk("ANIM", forEver), ...frames.map(toChunk)];
  return chunk("RIFF", Buffer.concat(parts));
}

function toChunk({ webp, x, y, width, height, durationMs }: AnimationFrame): Buffer {
  if (x % 2 || y % 2) throw new Error(`A frame begins at ${x}, ${y}: both have to be even.`);
  const image = imageOf(webp);
  const overwrite = 0b10;
  const place = [x / 2, y / 2, width - 1, height - 1, durationMs].map(uint24);
  return chunk("ANMF", Buffer.concat([...place, Buffer.from([overwrite]), image]));
}

/** The chunk with the picture itself, whatever else the file has beside it. */
function imageOf(webp: Buffer): Buffer {
  for (let at = 12; at + 8 <= webp.length; ) {
    const name = webp.toString("latin1", at, at + 4);
    const end = at + 8 + webp.readUInt32LE(at + 4);
    if (name === "VP8 " || name === "VP8L") return webp.subarray(at, end + (end % 2));
    at = end + (end % 2);
  }
  throw new Error("A frame has no picture in it.");
}

/** Its name, its length and its bytes, filled up to an even number. */
function chunk(name: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, "latin1");
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

function uint24(value: number): Buffer {
  const bytes = Buffer.alloc(3);
  bytes.writeUIntLE(value, 0, 3);
  return bytes;
}
