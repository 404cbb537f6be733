import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readBytes, type TextEncodingForm, writeBytes } from "../../../../src/core/tools/textBytes.ts";

const form = fc.constantFrom<TextEncodingForm>(
  { kind: "utf8", hasMark: false },
  { kind: "utf8", hasMark: true },
  { kind: "utf16le", hasMark: true },
  { kind: "utf16be", hasMark: true },
);

describe("bytes of files", () => {
  it("come back as they were, whatever the text", () => {
    const text = fc.string({ unit: "binary" }).filter((each) => !each.includes("\0") && !each.startsWith("\ufeff"));
    fc.assert(
      fc.property(text, form, (each, written) => {
        const bytes = writeBytes(each, written);
        expect(readBytes(bytes)).toEqual({ type: "text", text: each, form: written });
      }),
    );
  });

  it("are taken for text only when they are the very ones that are written for it", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const read = readBytes(bytes);
        if (read.type === "text") expect([...writeBytes(read.text, read.form)]).toEqual([...bytes]);
      }),
    );
  });

  it("with a zero are no text, and broken ones cannot be read", () => {
    expect(readBytes(Uint8Array.of(65, 0, 66)).type).toBe("binary");
    expect(readBytes(Uint8Array.of(0xd6, 0xd0)).type).toBe("undecodable");
    expect(readBytes(Uint8Array.of(0xff, 0xfe, 65)).type).toBe("undecodable");
    expect(readBytes(Uint8Array.of(0xff, 0xfe, 0x00, 0xd8)).type).toBe("undecodable");
  });
});
