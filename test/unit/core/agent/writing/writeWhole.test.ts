import { describe, expect, it } from "vitest";
import { BrokenWrite, type FileBytes, writeWhole } from "../../../../../src/core/agent/writing/writeWhole.ts";

/** A file on a disk with room for so many bytes; what does not fit is cut off. */
class Disk implements FileBytes {
  bytes: Uint8Array | undefined;
  room: number;

  constructor(bytes: Uint8Array | undefined, room: number) {
    this.bytes = bytes;
    this.room = room;
  }

  async read() {
    return this.bytes;
  }

  async write(bytes: Uint8Array) {
    this.bytes = bytes.slice(0, this.room);
    if (bytes.length > this.room) throw new Error("ENOSPC");
  }

  async delete() {
    this.bytes = undefined;
  }
}

const bytes = (text: string) => new TextEncoder().encode(text);

describe("writeWhole", () => {
  it("writes", async () => {
    const disk = new Disk(bytes("old"), 100);
    await writeWhole(disk, bytes("new"), bytes("old"));
    expect(disk.bytes).toEqual(bytes("new"));
  });

  it("puts back what was there when the disk is full, and nothing where nothing was", async () => {
    for (const before of [bytes("old"), undefined]) {
      const disk = new Disk(before, 4);
      const error = await writeWhole(disk, bytes("longer"), before).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(BrokenWrite);
      expect(error).toMatchObject({ message: "ENOSPC", isWhole: true });
      expect(disk.bytes).toEqual(before);
    }
  });

  it("says so when that is not to be had", async () => {
    const disk = new Disk(bytes("older"), 4);
    await expect(writeWhole(disk, bytes("longer"), bytes("older"))).rejects.toMatchObject({ isWhole: false });
    const gone = Object.assign(new Disk(bytes("old"), 2), { read: () => Promise.reject(new Error("EIO")) });
    await expect(writeWhole(gone, bytes("new"), bytes("old"))).rejects.toMatchObject({ isWhole: false });
  });
});
