import fc from "fast-check";
import { expect, it } from "vitest";
import { formatOfName, maxMediaBytes, mediaFormats, sniffLength, sniffMedia } from "../../../src/protocol/media.ts";

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === "string" ? [...part].map((character) => character.charCodeAt(0)) : part)),
  );

it.each([
  ["image/jpeg", bytes([0xff, 0xd8, 0xff, 0xe0])],
  ["image/png", bytes("\x89PNG\r\n\x1a\n")],
  ["image/gif", bytes("GIF89a")],
  ["image/webp", bytes("RIFF", [1, 0, 0, 0], "WEBPVP8 ")],
  ["image/bmp", bytes("BM", [9, 9, 0, 0, 0, 0, 0, 0, 54, 0])],
  ["audio/wav", bytes("RIFF", [1, 0, 0, 0], "WAVEfmt ")],
  ["audio/mpeg", bytes("ID3", [4])],
  ["audio/mpeg", bytes([0xff, 0xfb, 0x90, 0x64])],
  ["audio/flac", bytes("fLaC")],
  ["audio/ogg", bytes("OggS", [0, 2], "OpusHead")],
  ["audio/mp4", bytes([0, 0, 0, 32], "ftypM4A ")],
  ["video/mp4", bytes([0, 0, 0, 32], "ftypisom")],
  ["video/quicktime", bytes([0, 0, 0, 20], "ftypqt  ")],
  ["video/x-msvideo", bytes("RIFF", [1, 0, 0, 0], "AVI LIST")],
  ["video/x-ms-wmv", bytes([0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11])],
])("%s is told by its first bytes", (mimeType, head) => {
  expect(sniffMedia(head)?.mimeType).toBe(mimeType);
});

it.each([
  ["a text", bytes("Hello")],
  ["a text that begins like a bitmap", bytes("BM is a car maker")],
  ["HTML", bytes("<svg onload=alert(1)>")],
  ["a PDF", bytes("%PDF-1.7")],
  ["a picture in HEIC", bytes([0, 0, 0, 32], "ftypheic")],
  ["a picture in AVIF", bytes([0, 0, 0, 32], "ftypavif")],
  ["a film in Ogg", bytes("OggS", [0, 2], "\x80theora")],
  ["AAC without a container", bytes([0xff, 0xf1, 0x50, 0x80])],
  ["nothing", bytes()],
])("%s is none of them", (_, head) => {
  expect(sniffMedia(head)).toBeUndefined();
});

it("any bytes are looked at without throwing", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: sniffLength }), (head) => sniffMedia(head) !== null));
});

it("a name promises a format; its own extension is among each format's", () => {
  for (const format of mediaFormats) expect(formatOfName(`a.b.${format.extensions[0].toUpperCase()}`)).toBe(format);
  expect(formatOfName("png")).toBeUndefined();
  expect(formatOfName("a.svg")).toBeUndefined();
});

it("the largest file stays below 50 MB once it is encoded", () => {
  expect(Math.ceil(maxMediaBytes / 3) * 4).toBeLessThanOrEqual(50 * 1024 * 1024);
});
