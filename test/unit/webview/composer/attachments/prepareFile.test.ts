import { expect, it } from "vitest";
import { maxMediaBytes } from "../../../../../src/protocol/media.ts";
import { lengthOf, sizeOf } from "../../../../../webview-ui/composer/attachments/describe.ts";
import { type MediaReaders, prepareFile } from "../../../../../webview-ui/composer/attachments/prepareFile.ts";

const readers: MediaReaders = {
  scaleImage: async (bytes) => ({ bytes, width: 4, height: 3, animated: false }),
  mediaDuration: async () => 1500,
};
const prepare = (name: string, ...parts: BlobPart[]) => prepareFile(new File(parts, name), readers);
const wav = "RIFF\0\0\0\0WAVEfmt ";

it("an image is scaled, sound and film are measured; the name does not matter", async () => {
  expect(await prepare("a.gif", "GIF89a")).toMatchObject({ width: 4, height: 3 });
  expect(await prepare("named-wrongly.gif", wav)).toMatchObject({ durationMs: 1500 });
});

it.each([
  ["empty", "a.png", [""]],
  ["wrong-content", "a.png", ["no picture"]],
  ["unknown-type", "a.pdf", ["%PDF-1.7"]],
  ["unknown-type", "no extension", ["text"]],
  ["too-large", "a.wav", [wav, new Uint8Array(maxMediaBytes)]],
] as const)("%s: %s", async (problem, name, parts) => {
  expect(await prepare(name, ...parts)).toBe(problem);
});

it("an image the browser cannot decode is damaged; a file that is gone is unreadable", async () => {
  const damaged = { ...readers, scaleImage: () => Promise.reject(new DOMException("no")) };
  expect(await prepareFile(new File(["GIF89a"], "a.gif"), damaged)).toBe("wrong-content");
  const gone = Object.assign(new File(["GIF89a"], "a.gif"), {
    slice: () => ({ arrayBuffer: () => Promise.reject(0) }),
  });
  expect(await prepareFile(gone as unknown as File, readers)).toBe("unreadable");
});

it("figures are said as people read them", () => {
  expect([0, 100, 1023, 1536, 20_000, 1_500_000, 30_000_000].map((bytes) => sizeOf(bytes, "en"))).toEqual([
    "0 KB",
    "0.1 KB",
    "1 KB",
    "1.5 KB",
    "20 KB",
    "1.4 MB",
    "29 MB",
  ]);
  expect([0, 999, 65_000, 3_723_000].map(lengthOf)).toEqual(["0:00", "0:01", "1:05", "1:02:03"]);
});
