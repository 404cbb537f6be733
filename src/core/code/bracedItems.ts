// The items of a text whose brackets say what belongs together: the pieces of splitBraces with what they say.
// codeItems asks for those of a level.

import type { CodeItem, IsGap } from "./codeItem.ts";
import type { CodeText } from "./codeText.ts";
import { addComments } from "./commentItems.ts";
import { afterDecorators } from "./decorators.ts";
import type { Members, Place } from "./head.ts";
import { isImportText } from "./importText.ts";
import type { LineRange } from "./lineRange.ts";
import { readPiece } from "./readPiece.ts";
import { type Region, sliceOf } from "./region.ts";
import { type Block, type Endings, type Piece, splitBraces } from "./splitBraces.ts";

const endings: Readonly<Record<Members, Endings>> = {
  statements: { comma: false, newline: true, block: true, angles: false },
  members: { comma: false, newline: true, block: true, angles: false },
  list: { comma: true, newline: false, block: false, angles: true },
  both: { comma: true, newline: true, block: true, angles: true },
};

/** Those of `region`, whose whole lines are `lines`; undefined when its brackets do not match. */
export function bracedItems(
  text: CodeText,
  region: Region,
  lines: LineRange,
  place: Place,
  isGap: IsGap,
): readonly CodeItem[] | undefined {
  const pieces = splitBraces(text, region, endingsOf(text, place));
  if (pieces === undefined) return undefined;
  const items: CodeItem[] = [];
  let position = lines.start;
  for (const group of onLines(pieces)) {
    const [piece] = group;
    if (piece === undefined) continue;
    const start = piece.start.line;
    const end = (group.at(-1)?.end.line ?? start) + 1;
    const lead = addComments(items, text, { start: position, end: start }, place, isGap);
    items.push(
      group.length === 1 ? bracedItem(text, piece, lead, place) : plainItem(text, lead, start, end, place, group),
    );
    position = end;
  }
  addComments(items, text, { start: position, end: lines.end }, place, isGap, true);
  return items;
}

function endingsOf({ syntax }: CodeText, place: Place): Endings {
  const { comma, newline, block, angles } = endings[place === "root" ? "statements" : place];
  const isJsList = syntax.family === "js" && place === "list";
  return { comma, newline: newline && (syntax.newlineEnds ?? false), block, angles: angles && !isJsList };
}

/** Pieces that share a line are one. */
function onLines(pieces: readonly Piece[]): Piece[][] {
  const groups: Piece[][] = [];
  for (const piece of pieces) {
    const last = groups.at(-1)?.at(-1);
    if (last && piece.start.line <= last.end.line) groups.at(-1)?.push(piece);
    else groups.push([piece]);
  }
  return groups;
}

function plainItem(
  text: CodeText,
  lead: number,
  start: number,
  end: number,
  place: Place,
  pieces: readonly Piece[],
): CodeItem {
  const regions = pieces.flatMap(({ blocks }) => blocks.map(regionOf));
  const isImport = pieces.every((piece) => isImportText(text, sliceOf(text.code, piece), place));
  const type = isImport ? "import" : "statement";
  return {
    type,
    definition: undefined,
    start: lead,
    decorators: start,
    head: start,
    end,
    body: undefined,
    regions,
    place,
  };
}

const regionOf = ({ open, close }: Block): Region => ({
  start: { line: open.line, column: open.column + 1 },
  end: close,
});

function bracedItem(text: CodeText, piece: Piece, lead: number, place: Place): CodeItem {
  const start = piece.start.line;
  const end = piece.end.line + 1;
  const head = afterDecorators(text, piece);
  const base = { start: lead, decorators: start, head: head.line, end, place };
  const whole = { start: head, end: piece.end };
  if (isImportText(text, sliceOf(text.code, whole), place)) {
    return { ...base, type: "import", definition: undefined, body: undefined, regions: [] };
  }
  const { definition, block } = readPiece(text, piece, head, place);
  const isMember = definition?.members !== undefined;
  const regions = isMember && block ? [regionOf(block)] : piece.blocks.map(regionOf);
  const isOwnLines = block !== undefined && hasOwnLines(text, block);
  const body = isOwnLines ? { start: block.open.line + 1, end: block.close.line } : undefined;
  return { ...base, type: definition ? "definition" : "statement", definition, body, regions };
}

function hasOwnLines({ code }: CodeText, { open, close }: Block): boolean {
  if (open.line === close.line) return false;
  return (
    (code[open.line] ?? "").slice(open.column + 1).trim() === "" &&
    (code[close.line] ?? "").slice(0, close.column).trim() === ""
  );
}
