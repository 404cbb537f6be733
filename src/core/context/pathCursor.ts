// Reads one path after another without a string for each.

import type { CaseFolder } from "./foldCase.ts";
import { withRoom } from "./numberArrays.ts";
import { noNode, type PathTree } from "./pathTree.ts";

const slash = 0x2f;
/** A listing goes through some folders at a time, so the next path may stand in one of a moment ago. */
const maxLines = 16;

/** A path, as it is and in lower case. Both begin with the path of a folder, which is written once for all in it. */
interface Line {
  folder: number;
  codes: Uint16Array<ArrayBuffer>;
  codesOfFolder: number;
  codesEnd: number;
  folded: Uint16Array<ArrayBuffer>;
  foldedOfFolder: number;
  foldedEnd: number;
}

/** Stands at one path of a tree at a time. */
export class PathCursor {
  readonly #tree: PathTree;
  readonly #case: CaseFolder;
  readonly #lines: (Line | undefined)[];
  #line = emptyLine();

  /** `folder` may serve all cursors: it keeps what it learned. */
  constructor(tree: PathTree, folder: CaseFolder) {
    this.#tree = tree;
    this.#case = folder;
    this.#lines = [this.#line];
  }

  /** The path in lower case, as UTF-16, up to `foldedLength`; good until the next move. */
  get folded(): Uint16Array {
    return this.#line.folded;
  }

  get foldedLength(): number {
    return this.#line.foldedEnd;
  }

  /** Goes to the path of `node`, which is one of the tree. */
  moveTo(node: number): void {
    const folder = this.#tree.parentOf(node);
    if (folder !== this.#line.folder) this.#line = this.#lineIn(folder);
    const line = this.#line;
    line.codesEnd = this.#write(line, node, line.codesOfFolder);
    line.foldedEnd = this.#fold(line, line.codesOfFolder, line.foldedOfFolder);
  }

  /** The path it stands at. */
  text(): string {
    const { codes, codesEnd } = this.#line;
    return String.fromCharCode(...codes.subarray(0, codesEnd));
  }

  /** Whether the path it stands at comes before `other`, as `<` has it. */
  isBefore(other: string): boolean {
    const { codes, codesEnd } = this.#line;
    const length = Math.min(codesEnd, other.length);
    for (let at = 0; at < length; at++) {
      const difference = (codes[at] ?? 0) - other.charCodeAt(at);
      if (difference !== 0) return difference < 0;
    }
    return codesEnd < other.length;
  }

  /** A line that begins with the path of `folder`. */
  #lineIn(folder: number): Line {
    const place = (folder + 1) % maxLines;
    const line = this.#lines[place] ?? emptyLine();
    this.#lines[place] = line;
    if (line.folder === folder) return line;
    const above: number[] = [];
    for (let node = folder; node !== noNode; node = this.#tree.parentOf(node)) above.push(node);
    line.folder = folder;
    line.codesEnd = 0;
    for (const node of above.reverse()) {
      line.codesEnd = this.#write(line, node, line.codesEnd);
      line.codes[line.codesEnd++] = slash;
    }
    line.codesOfFolder = line.codesEnd;
    line.foldedOfFolder = this.#fold(line, 0, 0);
    return line;
  }

  /** Writes the name of `node`, with room for a `/` behind it. */
  #write(line: Line, node: number, at: number): number {
    line.codes = withRoom(line.codes, at + this.#tree.nameLength(node) + 1);
    return this.#tree.copyName(node, line.codes, at);
  }

  #fold(line: Line, start: number, at: number): number {
    line.folded = withRoom(line.folded, at + 2 * (line.codesEnd - start));
    return this.#case.fold(line.codes, start, line.codesEnd, line.folded, at);
  }
}

function emptyLine(): Line {
  return {
    folder: noNode,
    codes: new Uint16Array(128),
    codesOfFolder: 0,
    codesEnd: 0,
    folded: new Uint16Array(256),
    foldedOfFolder: 0,
    foldedEnd: 0,
  };
}
