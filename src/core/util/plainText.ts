// Names of files and other words of strangers, as they may stand in a sentence of ours: one line, nothing unseen, and
// nothing that becomes a link.

/** The most of a name that is shown, in characters. */
const longestName = 200;

/** What no eye sees, what begins a line, and what turns the direction of reading. The emoji sign U+FE0F may stand. */
const unseen = /(?!\uFE0F)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** `text` in one line; what cannot be seen in it, or misleads the eye, is shown as `�`. */
export function visibleName(text: string): string {
  return text.replace(unseen, "�");
}

/**
 * `name` (of a file, or what else a stranger wrote) as it may stand in words that a person decides by: {@link visibleName},
 * never a link, and at most 200 characters, with `…` in the middle of a longer one. Naming it twice changes nothing.
 */
export function plainName(name: string): string {
  // What an earlier call put in is taken out first, so that it is not shown.
  const characters = [...visibleName(name.replaceAll(brokenLink, "]("))];
  const half = Math.floor((longestName - 1) / 2);
  const short =
    characters.length <= longestName
      ? characters
      : [...characters.slice(0, longestName - 1 - half), "…", ...characters.slice(-half)];
  return withoutLinks(short.join(""));
}

/** A word joiner between the two parts of a link: it reads the same, and is none. */
const brokenLink = "]\u2060(";

/** `text`, which reads the same and in which VS Code finds no `[label](command:…)`. */
export function withoutLinks(text: string): string {
  return text.replaceAll("](", brokenLink);
}

/** `text`, which reads the same and in which VS Code finds no `$(icon)`, as it does in the status bar and in lists. */
export function withoutIcons(text: string): string {
  return text.replaceAll("$(", "$\u2060(");
}

/**
 * A whole message as it may be shown, with whatever names are in it: no links, no control characters, nothing that turns
 * the direction of reading. Lines stay where `lines` says so, and else become one.
 */
export function plainMessage(text: string, lines: "one" | "several" = "one"): string {
  const breaks = lines === "one" ? text.replaceAll(/[\t\r\n\u2028\u2029]+/g, " ") : text.replaceAll(/\r\n?/g, "\n");
  return withoutLinks(breaks.replace(/(?!\n)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, "�"));
}

/**
 * `text` of several lines as a person has to see it whole, before a yes: nothing in it turns the direction of reading or
 * stays unseen (each such character is a `�`); tabs and line breaks are kept.
 */
export function visibleText(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .split(/([\n\t]+)/)
    .map((piece, at) => (at % 2 === 0 ? visibleName(piece) : piece))
    .join("");
}
