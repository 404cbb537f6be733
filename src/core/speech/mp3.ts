/** An MP3 file without the tags at its start (ID3v2) and end (ID3v1), so that another may follow it. */
export function withoutId3(file: Uint8Array): Uint8Array {
  let start = 0;
  const isTag = (at: number, text: string) => [...text].every((char, index) => file[at + index] === char.charCodeAt(0));
  if (isTag(0, "ID3") && file.length >= 10) {
    // Four bytes of seven bits each.
    const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + ((file[at] ?? 0) & 0x7f), 0);
    start = Math.min(file.length, 10 + size);
  }
  const end = file.length >= 128 && isTag(file.length - 128, "TAG") ? file.length - 128 : file.length;
  return file.subarray(start, Math.max(start, end));
}
