// What stands between two lines of `---` at the start of a skill or a prompt file. Written by anybody, for other tools: read
// leniently, a line at a time, and never with more than its beginning. Of YAML only what such files have is understood:
// `name: text`, in quotes or not, and texts over several lines.

/** Characters of a file in which its front matter has to end. */
const longest = 16_384;

/** A file that may begin with front matter. */
export interface FrontMatter {
  /** By their names in lower case; of two of one name the first. A list or a map is left out. */
  readonly fields: ReadonlyMap<string, string>;
  /** What follows it; the whole text when there is none. */
  readonly body: string;
}

/** Never throws; its work grows with the length of the text alone. */
export function readFrontMatter(text: string): FrontMatter {
  const plain = text.replace(/^\ufeff/, "");
  const head = plain.slice(0, longest);
  const start = /^---[ \t]*(?:\r\n|\n|\r)/.exec(head);
  const end = start && /^(?:---|\.\.\.)[ \t]*$/m.exec(head.slice(start[0].length));
  if (!start || !end) return { fields: new Map(), body: plain };
  const from = start[0].length;
  const lines = head.slice(from, from + end.index).split(/\r\n|\n|\r/);
  const body = plain.slice(from + end.index + end[0].length).replace(/^(?:\r\n|\n|\r)/, "");
  return { fields: fieldsOf(lines), body };
}

function fieldsOf(lines: readonly string[]): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (let at = 0; at < lines.length; ) {
    const [, name, first = ""] = /^([A-Za-z][\w-]{0,63})[ \t]*:(?:[ \t]+(.*))?$/.exec(lines[at] ?? "") ?? [];
    at++;
    if (name === undefined) continue;
    const more: string[] = [];
    // What is further in belongs to it, and empty lines between.
    while (at < lines.length && /^(?:[ \t]|$)/.test(lines[at] ?? "")) more.push((lines[at++] ?? "").trim());
    const value = textOfField(first.trim(), more);
    if (value !== undefined && !fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), value);
  }
  return fields;
}

/** Undefined for what is no text. */
function textOfField(first: string, more: readonly string[]): string | undefined {
  const block = /^([|>])[+-]?\d?[+-]?(?:[ \t]+#.*)?$/.exec(first);
  if (block) return more.join(block[1] === "|" ? "\n" : " ").trim();
  if (/^[[{&*!]/.test(first) || (first === "" && more.some((line) => line.startsWith("- ")))) return undefined;
  const whole = [first, ...more].filter((part) => part !== "").join(" ");
  const quote = whole[0];
  if (quote === '"' || quote === "'") {
    const close = whole.indexOf(quote, 1) < 0 ? whole.length : whole.lastIndexOf(quote);
    const inside = whole.slice(1, close);
    return quote === "'" ? inside.replaceAll("''", "'") : inside.replace(/\\(["\\/])/g, "$1").replaceAll("\\n", "\n");
  }
  return whole.replace(/(?:^|[ \t])#.*$/, "").trim();
}
