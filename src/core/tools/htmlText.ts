// The words of a page without a look at how it is built: what is told of one that is too large, too deep or too odd for
// its main text to be found. One pass, whatever stands in it.

/** What a page says beside its words. */
const hidden: ReadonlySet<string> = new Set([
  "script",
  "style",
  "noscript",
  "template",
  "svg",
  "head",
  "title",
  "iframe",
  "select",
]);
/** What stands within a line. */
const inline = /^(?:a|abbr|b|bdi|cite|code|em|font|i|img|kbd|mark|q|s|samp|small|span|strong|sub|sup|u|var|wbr)$/;
const tagName = /<\/?([a-z][a-z0-9]{0,20})/iy;

/** The words of `html`, a block a line. */
export function htmlText(html: string): string {
  const lower = html.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  const pieces: string[] = [];
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf("<", at);
    if (open === -1) {
      pieces.push(html.slice(at));
      break;
    }
    pieces.push(html.slice(at, open));
    if (html.startsWith("<!", open) || html.startsWith("<?", open)) {
      at = after(html, html.startsWith("<!--", open) ? "-->" : ">", open);
      continue;
    }
    tagName.lastIndex = open;
    const name = tagName.exec(lower)?.[1];
    if (name === undefined) {
      pieces.push("<");
      at = open + 1;
      continue;
    }
    const isEnd = html.charAt(open + 1) === "/";
    at = after(html, ">", open);
    if (hidden.has(name) && !isEnd) at = after(lower, `</${name}`, at, 0);
    if (!inline.test(name)) pieces.push("\n");
  }
  return tidyLines(withoutEntities(pieces.join("")));
}

/** The title that the head of `html` gives; empty without one. */
export function htmlTitle(html: string): string {
  const [, title = ""] = /<title[^>]{0,100}>([^<]{1,300})/i.exec(html.slice(0, 200_000)) ?? [];
  return withoutEntities(title).replace(/\s+/g, " ").trim();
}

/** Lines without spaces around them, at most one empty one between. */
export function tidyLines(text: string): string {
  const lines = text.split("\n").map((line) => line.replace(/[^\S\n]+/g, " ").trim());
  return lines
    .filter((line, index) => line !== "" || (index > 0 && lines[index - 1] !== ""))
    .join("\n")
    .trim();
}

/** The place behind the next `end`, or, with `skip` 0, before it; the end of the text without one. */
function after(text: string, end: string, from: number, skip = end.length): number {
  const found = text.indexOf(end, from);
  return found === -1 ? text.length : found + skip;
}

const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  ndash: "–",
  mdash: "—",
  hellip: "…",
  copy: "©",
};

function withoutEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[String(name).toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
