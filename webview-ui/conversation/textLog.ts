// A text that only grows. Appending costs the same however long it is, and a reader who remembers how many pieces it
// has drawn is given just the new ones.

/** An immutable view of a growing text. Later views share the pieces of earlier ones. */
export interface TextLog {
  /** Shared with later views: only the first `count` belong to this one. Another array means another text. */
  readonly pieces: readonly string[];
  readonly count: number;
  /** In UTF-16 units. */
  readonly length: number;
}

/** A text of its own, of one piece, or none. */
export function newLog(text = ""): TextLog {
  return text === "" ? { pieces: [], count: 0, length: 0 } : { pieces: [text], count: 1, length: text.length };
}

/** The text with `text` at its end. `log` itself still reads as before. */
export function appendText(log: TextLog, text: string): TextLog {
  if (text === "") return log;
  // The array is shared as long as nobody appended to this view before; a second continuation gets a copy.
  const pieces = (log.pieces.length === log.count ? log.pieces : log.pieces.slice(0, log.count)) as string[];
  pieces.push(text);
  return { pieces, count: log.count + 1, length: log.length + text.length };
}

/** The whole text; costs its length. */
export function readLog(log: TextLog): string {
  return log.pieces.length === log.count ? log.pieces.join("") : log.pieces.slice(0, log.count).join("");
}

/** The first `length` UTF-16 units, or what there is of them; costs what it returns. */
export function startOfLog(log: TextLog, length: number): string {
  let start = "";
  for (let index = 0; index < log.count && start.length < length; index++) start += log.pieces[index]?.slice(0, length);
  return start.slice(0, length);
}

/** Another text: the last `length` UTF-16 units of this one. */
export function endOfText(log: TextLog, length: number): TextLog {
  return log.length <= length ? log : newLog(length === 0 ? "" : readLog(log).slice(-length));
}

/** `log` brought to read as `text`: continued when `text` continues it (so what is drawn stays), else a new one. */
export function adoptText(log: TextLog | undefined, text: string): TextLog {
  if (!log || text.length < log.length) return newLog(text);
  return text.startsWith(readLog(log)) ? appendText(log, text.slice(log.length)) : newLog(text);
}
