import fc from "fast-check";
import { expect, it } from "vitest";
import { isAnimated, jpegOrientation } from "../../../../../webview-ui/composer/attachments/imageFacts.ts";
import { fitInto } from "../../../../../webview-ui/composer/attachments/scaleImage.ts";

const bytes = (...parts: (string | number)[]) =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === "string" ? [...part].map((character) => character.charCodeAt(0)) : [part],
    ),
  );
const tables = [0xff, 0xdb, 0, 3, 0, 0xff, 0xd9];
const tiff = (turn: number) => ["MM", 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0, 0, 0, 0, 0];
const jpeg = bytes(0xff, 0xd8, ...tables);
const turned = (turn: number) => bytes(0xff, 0xd8, 0xff, 0xe1, 0, 34, "Exif\0\0", ...tiff(turn), ...tables);
const frame = [0x21, 0xf9, 4, 0, 10, 0, 0, 0, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0];
const gif = (frames: number) =>
  bytes("GIF89a", 1, 0, 1, 0, 0x80, 0, 0, 255, 0, 0, 0, 0, 255, ...Array(frames).fill(frame).flat(), 0x3b);
const pngHead = ["\x89PNG\r\n\x1a\n", 0, 0, 0, 1, "IHDR", 0, 0, 0, 0, 0];
const png = (chunk: string) => bytes(...pngHead, 0, 0, 0, 0, chunk, 0, 0, 0, 0);

it("a JPEG's orientation is read, upright without one", () => {
  expect(jpegOrientation(jpeg)).toBe(1);
  for (let turn = 1; turn <= 8; turn++) expect(jpegOrientation(turned(turn))).toBe(turn);
  expect(jpegOrientation(turned(9))).toBe(1);
});

it("an image of several frames moves", () => {
  expect(isAnimated(gif(2), "image/gif")).toBe(true);
  expect(isAnimated(gif(1), "image/gif")).toBe(false);
  expect(isAnimated(png("acTL"), "image/png")).toBe(true);
  expect(isAnimated(png("IDAT"), "image/png")).toBe(false);
  const webp = (flags: number) => bytes("RIFF\0\0\0\0WEBPVP8X\0\0\0\0", flags);
  expect(isAnimated(webp(0x02), "image/webp")).toBe(true);
  expect(isAnimated(webp(0x10), "image/webp")).toBe(false);
});

it("any bytes are looked at, and it ends", () => {
  const kinds = fc.constantFrom("image/gif", "image/png", "image/webp", "image/jpeg");
  const starts = fc.constantFrom(gif(2), png("acTL"), turned(6));
  fc.assert(
    fc.property(starts, fc.uint8Array({ maxLength: 80 }), fc.nat(80), kinds, (start, noise, at, kind) => {
      const damaged = Uint8Array.from(start);
      damaged.set(noise.subarray(0, Math.max(0, damaged.length - at)), Math.min(at, damaged.length));
      isAnimated(damaged, kind);
      expect(jpegOrientation(damaged)).toBeGreaterThan(0);
    }),
  );
});

it("scaling keeps the proportions, never enlarges, and leaves at least a pixel", () => {
  expect(fitInto(4000, 3000, 2048)).toEqual({ width: 2048, height: 1536 });
  expect(fitInto(100, 50, 2048)).toEqual({ width: 100, height: 50 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60_000 }), fc.integer({ min: 1, max: 60_000 }), (width, height) => {
      const size = fitInto(width, height, 2048);
      expect(Math.max(size.width, size.height)).toBe(Math.min(2048, Math.max(width, height)));
      expect(Math.min(size.width, size.height)).toBeGreaterThan(0);
      expect(Math.abs(size.width * height - size.height * width)).toBeLessThanOrEqual(Math.max(width, height));
    }),
  );
});
