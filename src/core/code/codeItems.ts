// The structure of a text: its statements, and what is defined in them, told from brackets and indentation outside of
// literals. It serves whole files and snippets alike. Where it is not sure it says so, and nothing is placed by it.

import type { CodeText } from "./codeText.ts";
import type { Head, Members, Place } from "./head.ts";
import type { LineRange } from "./lineRange.ts";
import { readHead } from "./readHead.ts";
import { type Block, type Endings, type Piece, type Position, type Region, splitBraces } from "./splitBraces.ts";
import { splitIndented } from "./splitIndented.ts";

/** Lines `[start, end)` that belong together: a statement with the comments right above it, or comments by themselves. */
export interface CodeItem extends LineRange {
  /** `gap` is a comment that stands for omitted code. */
  readonly type: "import" | "definition" | "statement" | "comment" | "gap";
  /** What it defines; only of a `definition`. */
  readonly definition: Head | undefined;
  /** Where decorators and attributes begin, and where what they decorate does; comments are before. */
  readonly decorators: number;
  readonly head: number;
  /** The lines between its brackets, or those indented below its head, when these are lines of their own. */
  readonly body: LineRange | undefined;
  /** What in it may hold more: the member's block, or every block of code. */
  readonly regions: readonly Region[];
  readonly place: Place;
}

/** Says whether a line is a comment that stands for omitted code. */
export type IsGap = (line: string) => boolean;

const endings: Readonly<Record<Members, Endings>> = {
  statements: { comma: false, newline: true, block: true, angles: false },
  members: { comma: false, newline: true, block: true, angles: false },
  list: { comma: true, newline: false, block: false, angles: true },
  both: { comma: true, newline: true, block: true, angles: true },
};

const imports: Readonly<Partial<Record<string, RegExp>>> = {
  js: /^(?:import\b(?!\s*[(.])|export\s+(?:type\s+)?(?:\*|\{[^}]*\})|(?:const|let|var)\s+[^=]*=\s*require\s*\([^)]*\);?$)/s,
  python: /^(?:import|from)\b/,
  java: /^import\b/,
  kotlin: /^import\b/,
  scala: /^import\b/,
  swift: /^(?:@\w+\s+)?import\b/,
  dart: /^(?:import|export|part)\b/,
  go: /^import\b/,
  rust: /^(?:pub(?:\s*\([^)]*\))?\s+)?(?:use|extern\s+crate)\b/,
  csharp: /^(?:global\s+)?using\s+(?:static\s+)?[\w.]+(?:\s*=\s*[\w.<>, ]+)?;$/,
  c: /^(?:#\s*(?:include|import)\b|using\b)/,
  ruby: /^require(?:_relative)?\b/,
  php: /^use\b/,
  css: /^@(?:import|use|forward)\b/,
};

/** The items of the whole text; undefined when its brackets or its indentation surprise. */
export function rootItems(text: CodeText, isGap: IsGap): readonly CodeItem[] | undefined {
  const last = text.lines.length - 1;
  const all = { start: 0, end: text.lines.length };
  if (text.syntax.layout === "indent") return indentedItems(text, all, "root", isGap);
  const region = { start: { line: 0, column: 0 }, end: { line: last, column: text.code[last]?.length ?? 0 } };
  return bracedItems(text, region, all, "root", isGap);
}

/** The members of a definition that has some; undefined when it has none, or they cannot be told apart. */
export function membersOf(text: CodeText, item: CodeItem, isGap: IsGap): readonly CodeItem[] | undefined {
  const members = item.definition?.members;
  if (members === undefined || item.body === undefined) return undefined;
  if (text.syntax.layout === "indent") return indentedItems(text, item.body, members, isGap);
  const [region] = item.regions;
  return region && bracedItems(text, region, item.body, members, isGap);
}

/** The statements in the code of an item that has no members: functions are defined in functions. */
export function innerItems(text: CodeText, item: CodeItem, isGap: IsGap): readonly CodeItem[] {
  if (text.syntax.layout === "indent") {
    return item.body ? (indentedItems(text, item.body, "statements", isGap) ?? []) : [];
  }
  return item.regions
    .filter(({ start, end }) => end.line - start.line > 1)
    .flatMap((region) => {
      const lines = { start: region.start.line + 1, end: region.end.line };
      return bracedItems(text, region, lines, "statements", isGap) ?? [];
    });
}

function bracedItems(
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

/**
 * Adds the comments of some lines without code, those apart that belong to what follows. Returns where the latter begin,
 * the range's end when there are none.
 */
function addComments(
  items: CodeItem[],
  text: CodeText,
  { start, end }: LineRange,
  place: Place,
  isGap: IsGap,
  isEnd = false,
): number {
  let from: number | undefined;
  const close = (line: number) => {
    if (from !== undefined) items.push(commentItem("comment", from, line, place));
    from = undefined;
  };
  for (let line = start; line < end; line++) {
    const original = text.lines[line] ?? "";
    if (isGap(original)) {
      close(line);
      items.push(commentItem("gap", line, line + 1, place));
    } else if (original.trim() === "" && text.inside[line] === 0) close(line);
    else from ??= line;
  }
  if (!isEnd) return from ?? end;
  close(end);
  return end;
}

function commentItem(type: "comment" | "gap", start: number, end: number, place: Place): CodeItem {
  return {
    type,
    definition: undefined,
    start,
    decorators: start,
    head: start,
    end,
    body: undefined,
    regions: [],
    place,
  };
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

function isImportText({ syntax }: CodeText, code: string, place: Place): boolean {
  if (place !== "root" && place !== "statements") return false;
  return imports[syntax.family]?.test(code.trim()) ?? false;
}

/** The text of a region, lines joined. */
function sliceOf(lines: readonly string[], { start, end }: Region): string {
  if (start.line === end.line) return (lines[start.line] ?? "").slice(start.column, end.column);
  return [
    (lines[start.line] ?? "").slice(start.column),
    ...lines.slice(start.line + 1, end.line),
    (lines[end.line] ?? "").slice(0, end.column),
  ].join("\n");
}

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

/** The head up to the block that is the definition's own. */
function readPiece(
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

function hasOwnLines({ code }: CodeText, { open, close }: Block): boolean {
  if (open.line === close.line) return false;
  return (
    (code[open.line] ?? "").slice(open.column + 1).trim() === "" &&
    (code[close.line] ?? "").slice(0, close.column).trim() === ""
  );
}

const decorator: Readonly<Partial<Record<string, RegExp>>> = {
  rust: /^#\[/,
  php: /^#\[/,
  csharp: /^\[/,
  c: /^\[\[|^(?:__attribute__|__declspec)\s*\(/,
};
const annotation = /^@(?!interface\b)[\w.$:]+\s*/;

/** The first character that is no decorator, attribute or annotation. */
function afterDecorators(text: CodeText, { start, end }: Piece): Position {
  const { family } = text.syntax;
  let at = start;
  for (let count = 0; count < 50; count++) {
    const line = (text.code[at.line] ?? "").slice(at.column);
    const marked = decorator[family]?.exec(line)?.[0];
    const named = family === "css" || marked !== undefined ? undefined : annotation.exec(line)?.[0];
    // A macro on a line of its own, as in front of exported functions.
    const macro = family === "c" && at.line < end.line ? /^[A-Z][A-Z0-9_]{2,}(?=\s*$|\()/.exec(line)?.[0] : undefined;
    const found = marked ?? named ?? macro;
    if (found === undefined) return at;
    const length = marked === undefined ? found.length : found.length - 1 - (marked.startsWith("[[") ? 1 : 0);
    const after = { line: at.line, column: at.column + length };
    const closed = /^[([]/.test((text.code[after.line] ?? "").slice(after.column)) ? closeOf(text, after, end) : after;
    const next = closed && nextOf(text, closed, end);
    if (next === undefined || (macro !== undefined && next.line === at.line)) return at;
    at = next;
  }
  return at;
}

function closeOf({ code }: CodeText, from: Position, end: Position): Position | undefined {
  let depth = 0;
  for (let line = from.line; line <= end.line; line++) {
    const text = code[line] ?? "";
    for (let column = line === from.line ? from.column : 0; column < text.length; column++) {
      const char = text[column] ?? "";
      if ("([{".includes(char)) depth++;
      else if (")]}".includes(char) && --depth === 0) return { line, column: column + 1 };
    }
  }
  return undefined;
}

function nextOf({ code }: CodeText, from: Position, end: Position): Position | undefined {
  for (let line = from.line; line <= end.line; line++) {
    const start = line === from.line ? from.column : 0;
    const to = line === end.line ? end.column : undefined;
    const found = (code[line] ?? "").slice(start, to).search(/\S/);
    if (found !== -1) return { line, column: start + found };
  }
  return undefined;
}

function indentedItems(text: CodeText, lines: LineRange, place: Place, isGap: IsGap): readonly CodeItem[] | undefined {
  const pieces = splitIndented(text, lines);
  if (pieces === undefined) return undefined;
  const items: CodeItem[] = [];
  let position = lines.start;
  let decorators: { readonly lead: number; readonly start: number } | undefined;
  for (const piece of pieces) {
    const lead = addComments(items, text, { start: position, end: piece.start }, place, isGap);
    position = piece.end;
    const code = text.code.slice(piece.start, piece.headEnd).join("\n").trim();
    if (text.syntax.family === "python" && code.startsWith("@") && piece.body === undefined) {
      decorators ??= { lead, start: piece.start };
      continue;
    }
    const base = {
      start: decorators?.lead ?? lead,
      decorators: decorators?.start ?? piece.start,
      head: piece.start,
      end: piece.end,
      body: piece.body,
      regions: [],
      place,
    };
    decorators = undefined;
    if (isImportText(text, code, place)) items.push({ ...base, type: "import", definition: undefined });
    else {
      const original = text.lines.slice(piece.start, piece.headEnd).join("\n").trim();
      const definition = indentedHead(text, code, original, place, base);
      items.push({ ...base, type: definition ? "definition" : "statement", definition });
    }
  }
  if (decorators) return undefined;
  addComments(items, text, { start: position, end: lines.end }, place, isGap, true);
  return items;
}

function indentedHead(
  text: CodeText,
  code: string,
  original: string,
  place: Place,
  item: LineRange & { decorators: number; head: number },
): Head | undefined {
  const { family } = text.syntax;
  if (
    /^(?:if|for|while|with|try|match|return|del|raise|assert|async\s+(?:for|with)|unless|case|begin|print)\b/.test(code)
  )
    return undefined;
  if (family === "ruby" && /^[\w.]+[?!]?\s*(?:\([^)]*\))?\s+do\b/.test(code)) return undefined;
  const head = readHead(code.replace(/:\s*$/, ""), original, family, place, item.end > item.head + 1);
  if (head === undefined) return undefined;
  if (head.kind === "type") return { ...head, members: "statements" };
  const decorated = text.code.slice(item.decorators, item.head).join("\n");
  const access = /@[\w]+\.(?<access>setter|deleter|getter)\b/.exec(decorated)?.groups?.access;
  if (access) return { ...head, name: `${head.name}.${access}` };
  return /@(?:typing\.)?overload\b/.test(decorated) ? { ...head, name: `${head.name}.overload` } : head;
}
