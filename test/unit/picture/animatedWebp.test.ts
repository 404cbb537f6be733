import { expect, test } from "vitest";
import { animatedWebp } from "../../picture/animatedWebp.ts";

/** A WebP file with an image of so many bytes. */
function webp(kind: string, length: number): Buffer {
  const head = Buffer.alloc(20);
  head.write("RIFF", 0, "latin1");
  head.write(`WEBP${kind}`, 8, "latin1");
  head.writeUInt32LE(length, 16);
  return Buffer.concat([head, Buffer.alloc(length + (length % 2), 7)]);
}

/** The chunks within `bytes`, which must fill it. */
function chunks(bytes: Buffer): { name: string; data: Buffer }[] {
  const all = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readUInt32LE(at + 4);
    all.push({ name: bytes.toString("latin1", at, at + 4), data: bytes.subarray(at + 8, at + 8 + length) });
    at += 8 + length + (length % 2);
  }
  return all;
}

test("frames stand one after the other with their places and times, each chunk filled up to an even length", () => {
  const file = animatedWebp({ width: 300, height: 200 }, [
    { webp: webp("VP8 ", 11), x: 0, y: 0, width: 300, height: 200, durationMs: 100 },
    { webp: webp("VP8L", 4), x: 20, y: 10, width: 7, height: 5, durationMs: 1500 },
  ]);
  expect(file.toString("latin1", 0, 4)).toBe("RIFF");
  expect(file.readUInt32LE(4)).toBe(file.length - 8);
  expect(file.toString("latin1", 8, 12)).toBe("WEBP");
  const [head, animation, ...frames] = chunks(file.subarray(12));
  expect(head).toEqual({ name: "VP8X", data: Buffer.from([2, 0, 0, 0, 43, 1, 0, 199, 0, 0]) });
  expect(animation).toEqual({ name: "ANIM", data: Buffer.alloc(6) });
  expect(frames.map(({ name }) => name)).toEqual(["ANMF", "ANMF"]);
  const [, second] = frames.map(({ data }) => data);
  const place = [0, 3, 6, 9, 12].map((at) => second?.readUIntLE(at, 3));
  expect(place).toEqual([10, 5, 6, 4, 1500]);
  expect(chunks(second?.subarray(16) ?? Buffer.alloc(0))).toEqual([{ name: "VP8L", data: Buffer.alloc(4, 7) }]);
});

test("of a file with more in it the picture is taken", () => {
  const rest = webp("VP8 ", 3).subarray(12);
  const whole = Buffer.concat([webp("VP8X", 10), rest]);
  const frame = { webp: whole, x: 0, y: 0, width: 2, height: 2, durationMs: 1 };
  const file = animatedWebp({ width: 2, height: 2 }, [frame]);
  expect(file.subarray(-rest.length)).toEqual(rest);
});

test("a frame from an odd place, or without a picture, is refused", () => {
  const size = { width: 10, height: 10 };
  const frame = { webp: webp("VP8 ", 2), x: 0, y: 0, width: 2, height: 2, durationMs: 1 };
  expect(() => animatedWebp(size, [{ ...frame, x: 1 }])).toThrow("both have to be even");
  expect(() => animatedWebp(size, [{ ...frame, webp: webp("VP8X", 2) }])).toThrow("no picture");
});
