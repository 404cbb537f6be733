// Where words stand on the page, also where they run over several elements.

/** What is no text of the conversation: names of controls, and what is there for screen readers or for looks. */
const apart = "button, textarea, input, [aria-hidden=true], .unseen, .actions, [hidden]";
/** A word does not run from one of these to the next. */
const blocks = "p, li, td, th, h1, h2, h3, h4, h5, h6, pre, blockquote, summary, .chunk, .content, .message";
/** More than this nobody steps through. */
export const mostFound = 2000;

interface Piece {
  readonly node: Text;
  /** Where it begins in the whole text. */
  readonly start: number;
}

/** Ranges of all that equals one of `words` below `root`, whatever its case, in the order of the page. */
export function findWords(root: Element, words: readonly string[]): Range[] {
  const patterns = words.filter((word) => /\S/.test(word)).map(patternOf);
  if (patterns.length === 0) return [];
  const { text, pieces } = textOf(root);
  const found: Range[] = [];
  for (const { index, 0: match } of text.matchAll(new RegExp(patterns.join("|"), "giu"))) {
    const range = rangeOf(pieces, index, index + match.length);
    if (range) found.push(range);
    if (found.length === mostFound) break;
  }
  return found;
}

/** The text below `root` as it is read, and where its pieces are. Blocks are apart by a line break. */
export function textOf(root: Element): { readonly text: string; readonly pieces: readonly Piece[] } {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
    node instanceof Element && node.matches(apart) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  const pieces: Piece[] = [];
  const texts: string[] = [];
  let length = 0;
  let block: Element | null | undefined;
  const add = (text: string) => {
    texts.push(text);
    length += text.length;
  };
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!(node instanceof Text)) continue;
    const own = node.parentElement?.closest(blocks);
    if (block !== undefined && own !== block) add("\n");
    block = own;
    pieces.push({ node, start: length });
    add(node.data);
  }
  return { text: texts.join(""), pieces };
}

/** From `start` to `end` of the text that `textOf` gave; undefined for an empty stretch. */
export function rangeOf(pieces: readonly Piece[], start: number, end: number): Range | undefined {
  const first = pieceAt(pieces, start);
  const last = pieceAt(pieces, end - 1);
  if (!first || !last || end <= start) return undefined;
  const range = new Range();
  range.setStart(first.node, Math.min(start - first.start, first.node.length));
  range.setEnd(last.node, Math.min(end - last.start, last.node.length));
  return range;
}

/** By halves: a step costs little, however long the conversation. */
function pieceAt(pieces: readonly Piece[], at: number): Piece | undefined {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pieces[middle]?.start ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return pieces[low];
}

/** As it stands; any white space equals any other. */
function patternOf(word: string): string {
  return word
    .trim()
    .replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")
    .replace(/\s+/g, "\\s+");
}
