// What is to be on the page, block by block, from the source.

import type { Links, Token } from "marked";
import { isVisible, keyOf, type LexedSource, lexBlocks } from "./blocks.ts";
import type { Drawn } from "./drawn.ts";
import type { OpenFence } from "./openFence.ts";

/** What is to be on the page in one place. */
export interface Plan {
  /** Absent for source that is shown as it is written. */
  readonly token?: Token;
  readonly source: string;
  /** Tells whether it must be drawn anew. */
  readonly key: string;
  /** Whether it may hold a reference to a link definition. */
  readonly mayRefer: boolean;
}

/** A block on the page. */
export interface Block extends Drawn {
  /** Tells whether it must be drawn anew. */
  readonly key: string;
  /** Whether it may hold a reference to a link definition. */
  readonly mayRefer: boolean;
  /** The fence that fills it, if one does; its key is the fence's then. */
  readonly fence?: OpenFence;
}

/** A plan for each block that shows. */
export function planAll(lexed: LexedSource): Plan[] {
  const hasLinks = Object.keys(lexed.links).length > 0;
  return lexed.tokens.filter(isVisible).map((token) => ({
    token,
    source: token.raw,
    key: keyOf(token),
    mayRefer: hasLinks && token.raw.includes("["),
  }));
}

/** Source as it is written. */
export function plainPlan(source: string): Plan {
  return { source, key: `plain\n${source}`, mayRefer: false };
}

/** Whether drawing `plan` would change nothing. Where definitions were known or are, a reference may read anew. */
export function looksLike(block: Block, plan: Plan): boolean {
  return (block.fence?.key() ?? block.key) === plan.key && !block.mayRefer && !plan.mayRefer;
}

/** Undefined when the source nests too deep to be read. */
export function tryLex(source: string, links: Links): LexedSource | undefined {
  try {
    return lexBlocks(source, links);
  } catch {
    return undefined;
  }
}
