// From the bytes of a page to its text: which kinds are read, and in which encoding.

/** `html` has a main text to be found; `text` is told as it is. */
export type PageForm = "html" | "text";

/** What a page of this type is read as; undefined for one that is not. Without a type it is taken for text. */
export function pageForm(contentType: string): PageForm | undefined {
  const [type = ""] = contentType.toLowerCase().split(";");
  const name = type.trim();
  if (name === "text/html" || name === "application/xhtml+xml") return "html";
  const isText = name === "" || name.startsWith("text/") || /^application\/(?:[\w.-]+\+)?(?:json|xml|yaml)$/.test(name);
  return isText || others.has(name) ? "text" : undefined;
}

const others: ReadonlySet<string> = new Set([
  "application/javascript",
  "application/ndjson",
  "application/x-ndjson",
  "application/x-yaml",
  "application/toml",
  "application/markdown",
  "image/svg+xml",
]);

/** Where a page says in itself what its encoding is, in bytes. */
const beginning = 2_048;

/** The text of a page: by the mark at its front, else as the header says, else as it says itself, else UTF-8. */
export function pageText(bytes: Uint8Array, contentType: string): string {
  const marked = markOf(bytes);
  const told = /charset\s*=\s*["']?([\w.:-]{1,40})/i.exec(contentType)?.[1];
  for (const label of [marked, told, marked ?? told ?? ownEncoding(bytes)]) {
    if (label === undefined) continue;
    try {
      return new TextDecoder(label).decode(bytes);
    } catch {
      // Nobody knows that one.
    }
  }
  return new TextDecoder().decode(bytes);
}

function markOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? "utf-8" : undefined;
}

/** `<meta charset>`, `<meta http-equiv … content="…; charset=">` or `<?xml encoding=?>`. */
function ownEncoding(bytes: Uint8Array): string | undefined {
  const text = new TextDecoder("latin1").decode(bytes.subarray(0, beginning));
  const xml = /^\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.:-]{1,40})/i.exec(text)?.[1];
  const label = xml ?? /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{1,40})/i.exec(text)?.[1];
  // It could be read, so it is not that.
  return label && /^utf-?16/i.test(label) ? "utf-8" : label;
}
