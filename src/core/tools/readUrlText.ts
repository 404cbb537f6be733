// A page as a result: its title, where it came from, and as much of its text as a result holds.

import { maxOutputBytes } from "./commandText.ts";
import { byteLength } from "./fileText.ts";
import { plainOutput } from "./plainOutput.ts";

/** What was found on a page. */
export interface FoundPage {
  /** Empty without one. */
  readonly title: string;
  readonly text: string;
}

/** A page whose text is kept for the rest of it to be read. */
export interface ReadPage extends FoundPage {
  /** Where it came from at last. */
  readonly url: string;
  /** There was more of it than is taken. */
  readonly isCut: boolean;
}

/** `page` from the character `offset` (1-based) on. */
export function readUrlText({ title, text, url, isCut }: ReadPage, offset = 1): string {
  const whole = plain(text);
  const head = [title === "" ? "" : `# ${plain(title).replace(/\s+/g, " ").slice(0, 300)}`, url.slice(0, 2_000)];
  const said = head.filter((line) => line !== "").join("\n");
  if (whole === "") return `${said}\n\n(The page has no text; it may be made by scripts, which are not run.)`;
  const start = offset - 1;
  if (start >= whole.length) return `${said}\n\n(Nothing from character ${offset} on; ${whole.length} in all.)`;
  const end = fittingEnd(whole, start, maxOutputBytes - byteLength(said) - 200);
  const rest = isCut ? "; the page is larger than is read" : "";
  const note =
    end < whole.length
      ? `\n(Read on with offset ${end + 1}; ${whole.length} characters in all${rest}.)`
      : isCut
        ? "\n(The rest of the page is larger than is read.)"
        : "";
  return `${said}\n\n${whole.slice(start, end)}${note}`.toWellFormed();
}

/** The end of what fits in `bytes`, at a line's end where one is near. */
function fittingEnd(text: string, start: number, bytes: number): number {
  let end = Math.min(text.length, start + bytes);
  while (byteLength(text.slice(start, end)) > bytes) {
    const over = byteLength(text.slice(start, end)) - bytes;
    end -= Math.max(1, Math.floor(over / 3));
  }
  if (end === text.length) return end;
  const line = text.lastIndexOf("\n", end);
  if (line > start + (end - start) / 2) return line + 1;
  // No character is cut in two.
  return /[\ud800-\udbff]/.test(text.charAt(end - 1)) ? end - 1 : end;
}

/** What a terminal would show of it, and nothing that reads like the marks in which messages carry what is ours. */
function plain(text: string): string {
  return plainOutput(text.replace(/\r\n?/g, "\n")).replace(/<(?=\s*\/?\s*(?:mode|rules|date)\b)/gi, "‹");
}
