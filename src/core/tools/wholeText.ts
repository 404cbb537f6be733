// What `write_file` puts into a file that is there: the model's text in the file's form.

/**
 * `content` with the line endings of `before`, the text that it replaces (undefined: there is none), and without a mark at
 * its front: whether there is one is the file's affair. Endings that are mixed count by their majority.
 */
export function wholeText(content: string, before: string | undefined): string {
  const text = content.startsWith("\ufeff") ? content.slice(1) : content;
  const eol = before === undefined ? undefined : eolOf(before);
  return eol === undefined ? text : text.replace(/\r\n|\n/g, () => eol);
}

/** The ending of most lines; undefined for a text of one line. */
function eolOf(text: string): string | undefined {
  const all = text.split("\n").length - 1;
  if (all === 0) return undefined;
  const windows = text.split("\r\n").length - 1;
  return windows * 2 > all ? "\r\n" : "\n";
}
