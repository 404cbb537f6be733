// Lists, tables and quotes, which models make long: a group is drawn part by part.

import type { Token, Tokens } from "marked";
import { directed, itemElement, listElement, rowElement, tableElement } from "./blockNodes.ts";
import { isVisible, keyOf, type LexedSource } from "./blocks.ts";
import type { Drawn } from "./drawn.ts";
import { type BlockLabels, dressed } from "./dress.ts";
import { drawParts, type PartPlan } from "./parts.ts";

/** What a group is drawn with. */
export interface GroupContext {
  readonly lexed: LexedSource;
  readonly labels: BlockLabels;
  /** Whether it stands in another block. */
  readonly nested: boolean;
  /** Draws a block within the group. */
  drawInner(token: Token, previous: Drawn | undefined): Drawn;
}

interface Group {
  /** What all parts depend on; undefined when it must be drawn anew. */
  readonly kind: string | undefined;
  readonly parts: readonly PartPlan[];
  /** The element without its parts. */
  create(): HTMLElement;
  /** Where in it the parts stand, if not in the element itself. */
  readonly box?: string;
}

/** Draws a block that has parts, keeping what `previous` has of it; undefined for other blocks. */
export function drawGroup(token: Token, context: GroupContext, previous?: Drawn): Drawn | undefined {
  const group = groupOf(token as Tokens.Generic, context);
  if (!group) return undefined;
  const { kind = "", parts, box } = group;
  const kept = kind !== "" && previous?.parts?.kind === kind ? previous : undefined;
  const element = kept?.element ?? group.create();
  return { element, parts: drawParts((box && element.querySelector(box)) || element, kind, parts, kept?.parts) };
}

function groupOf(token: Tokens.Generic, context: GroupContext): Group | undefined {
  if (token.type === "list") return listGroup(token as Tokens.List, context);
  if (token.type === "table") return tableGroup(token as Tokens.Table, context);
  if (token.type === "blockquote") return quoteGroup(token as Tokens.Blockquote, context);
  return undefined;
}

function listGroup(token: Tokens.List, { lexed, labels, nested }: GroupContext): Group {
  return {
    kind: `list ${token.ordered} ${token.start} ${token.loose}`,
    parts: token.items.map((item) => ({
      key: keyUnlessReferring(item.raw, lexed),
      draw: () => {
        lexed.readInline(item);
        return { element: dressed(itemElement(item), labels) };
      },
    })),
    create: () => (nested ? listElement(token) : directed(listElement(token))),
  };
}

function tableGroup(token: Tokens.Table, { lexed, labels, nested }: GroupContext): Group {
  const { header, align, rows } = token;
  return {
    kind: keyUnlessReferring(`table ${align.join()}\n${textOf(header)}`, lexed),
    parts: rows.map((row) => ({
      key: keyUnlessReferring(textOf(row), lexed),
      draw: () => {
        readCells(row, lexed);
        return { element: dressed(rowElement(row), labels) };
      },
    })),
    create: () => {
      readCells(header, lexed);
      const box = tableElement(token);
      box.firstElementChild?.append(document.createElement("tbody"));
      return dressed(nested ? box : directed(box), labels);
    },
    box: "tbody",
  };
}

function quoteGroup(token: Tokens.Blockquote, { lexed, nested, drawInner }: GroupContext): Group {
  return {
    kind: "quote",
    parts: token.tokens.filter(isVisible).map((inner) => ({
      key: keyUnlessReferring(inner.raw, lexed) && keyOf(inner),
      draw: (previous) => drawInner(inner, previous),
    })),
    create: () => {
      const quote = document.createElement("blockquote");
      return nested ? quote : directed(quote);
    },
  };
}

/** What may refer to a definition reads anew whenever there are any. */
function keyUnlessReferring(source: string, { links }: LexedSource): string | undefined {
  return source.includes("[") && Object.keys(links).length > 0 ? undefined : source;
}

const textOf = (cells: readonly Tokens.TableCell[]) => cells.map(({ text }) => text).join("\n");

function readCells(cells: readonly Tokens.TableCell[], { readInline }: LexedSource): void {
  for (const { tokens } of cells) readInline({ type: "cell", raw: "", tokens });
}
