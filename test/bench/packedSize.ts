/**
 * The bytes that the entry `name` takes in a ZIP file, as packed; throws when there is none. Read from the list at the
 * file's end, which is at the offset that its last record says (APPNOTE 4.3.12 and 4.3.16).
 */
export function packedSize(zip: Buffer, name: string): number {
  const end = zip.lastIndexOf("PK\x05\x06", undefined, "latin1");
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field));
    const from = at + 46;
    const to = from + (nameLength ?? 0);
    if (zip.toString("utf8", from, to) === name) return zip.readUInt32LE(at + 20);
    at = to + (extraLength ?? 0) + (commentLength ?? 0);
  }
  throw new Error(`there is no ${name} in the package`);
}
