// The bundle that the first formula loads: KaTeX, its styles and its fonts.

import katex, { type KatexOptions } from "katex";
import "katex/dist/katex.css";

/** Nothing of a formula may load, link or name anything, and no macro may grow without end. */
const options = {
  throwOnError: true,
  trust: false,
  strict: "ignore",
  maxExpand: 500,
  maxSize: 20,
  output: "htmlAndMathml",
} satisfies KatexOptions;

/** A node of KaTeX's own tree, before it is part of the page. */
interface TreeNode {
  readonly attributes?: Record<string, string | undefined>;
  readonly children?: readonly TreeNode[];
  toNode(): Node;
}

/** Exported by KaTeX for renderers like this one; not in its types. */
const { __renderToDomTree: renderToTree } = katex as unknown as {
  __renderToDomTree(tex: string, options: KatexOptions): TreeNode;
};

/** The formula as nodes, with MathML for screen readers; undefined for TeX that cannot be set. Never throws. */
export function typeset(tex: string, displayMode: boolean): Node | undefined {
  try {
    const tree = renderToTree(tex, { ...options, displayMode, macros: {} });
    dropStyleAttributes(tree);
    return tree.toNode();
  } catch {
    return undefined;
  }
}

/** The page's policy forbids them. KaTeX puts them on MathML alone, which is not seen; all else it sets as properties. */
function dropStyleAttributes(node: TreeNode): void {
  if (node.attributes) delete node.attributes.style;
  for (const child of node.children ?? []) dropStyleAttributes(child);
}
