// Which part of a statement is its head, and which block is the definition's own.
// bracedItems makes an item of both.

import type { CodeText } from "./codeText.ts";
import type { Head, Place } from "./head.ts";
import { readHead } from "./readHead.ts";
import { type Position, sliceOf } from "./region.ts";
import type { Block, Piece } from "./splitBraces.ts";

/** The head, from `start` up to the block that is the definition's own. */
export function readPiece(
  text: CodeText,
  { blocks, end }: Piece,
  start: Position,
  place: Place,
): { definition: Head | undefined; block: Block | undefined } {
  const { family } = text.syntax;
  const read = (to: Position, hasBlock: boolean) =>
    readHead(sliceOf(text.code, { start, end: to }), sliceOf(text.lines, { start, end: to }), family, place, hasBlock);
  const after = (block: Block) =>
    sliceOf(text.code, { start: { line: block.close.line, column: block.close.column + 1 }, end });
  const outer = blocks.filter(({ depth }) => depth === 0);
  const block = outer.at(-1);
  if (block) {
    const definition = read(block.open, true);
    if (definition?.members === "list" && outer.length > 1 && family === "js")
      return { definition: undefined, block: undefined };
    if (isSeveral(definition, sliceOf(text.code, { start, end: block.open }), after(block)))
      return { definition: undefined, block };
    return { definition, block };
  }
  const [inner] = blocks;
  if (inner?.depth === 1 && blocks.length === 1 && /^\s*(?:,\s*)?\)\s*[;,]?\s*$/.test(after(inner))) {
    const definition = read(inner.open, false);
    if (definition?.members !== undefined) return { definition, block: inner };
  }
  const definition = read(end, false);
  if (definition?.kind === "type" && definition.members !== undefined)
    return { definition: forwardOf(definition), block: undefined };
  return isSeveral(definition, sliceOf(text.code, { start, end }), "")
    ? { definition: undefined, block: undefined }
    : { definition, block: undefined };
}

/** A type without a block, such as a forward declaration, is another thing than the type. */
const forwardOf = (definition: Head): Head => ({ ...definition, kind: "variable", members: undefined });

/** `let a = 1, b = 2` defines more than can be told by one name. */
function isSeveral(definition: Head | undefined, before: string, after: string): boolean {
  if (definition?.kind !== "variable") return false;
  let flat = `${before} ${after}`.replace(/[,;]\s*$/, "");
  for (let last = ""; last !== flat; ) {
    last = flat;
    flat = flat.replaceAll(/\([^()[\]{}]*\)|\[[^()[\]{}]*\]|\{[^()[\]{}]*\}|<[^()[\]{}<>;]*>/g, " ");
  }
  return flat.includes(",");
}
