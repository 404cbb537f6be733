// A part of a page as Markdown that a model reads: headings, lists, code, tables and links; nothing that is only looked at.

import { tidyLines } from "../../../core/tools/htmlText.ts";

const hidden: ReadonlySet<string> = new Set([
  "script",
  "style",
  "noscript",
  "template",
  "svg",
  "iframe",
  "form",
  "button",
  "select",
  "head",
  "title",
]);
const blocks =
  /^(?:address|article|aside|blockquote|dd|div|dl|dt|figcaption|figure|footer|header|main|nav|ol|p|section|table|tr|ul)$/;
/** Deeper than anybody builds a page that is read. */
const deepest = 400;

/** As much of a document's node as is looked at; elements have the rest. */
export interface PageNode {
  readonly nodeType: number;
  readonly textContent: string | null;
  readonly childNodes: Iterable<PageNode>;
  readonly localName?: string;
  getAttribute?(name: string): string | null;
}

/** `root` in lines; links are whole, by `base`. Throws for one that is built deeper than pages are. */
export function markdownOf(root: PageNode, base: string): string {
  const pieces: string[] = [];
  /** Code keeps its spaces: it is put in when all else is tidy. */
  const codes: string[] = [];
  const walk = (node: PageNode, depth: number): void => {
    if (depth > deepest) throw new RangeError("The page is built too deep.");
    if (node.nodeType === 3) pieces.push((node.textContent ?? "").replace(/[\s\0]+/g, " "));
    const name = node.localName ?? "";
    if (node.nodeType !== 1 || hidden.has(name)) return;
    if (name === "pre") {
      codes.push((node.textContent ?? "").replace(/^\n+/, "").trimEnd());
      pieces.push(`\n\n\0${codes.length - 1}\0\n\n`);
      return;
    }
    const [before, after] = ends(node, name, base);
    pieces.push(before);
    for (const child of node.childNodes) walk(child, depth + 1);
    pieces.push(after);
  };
  walk(root, 0);
  const text = tidyLines(pieces.join("").replaceAll("- \n\n", "- "));
  return text.replace(/\0(\d+)\0/g, (_, index) => fenced(codes[Number(index)] ?? ""));
}

/** What stands before and after what is in an element. */
function ends(element: PageNode, name: string, base: string): readonly [string, string] {
  if (/^h[1-6]$/.test(name)) return [`\n\n${"#".repeat(Number(name.charAt(1)))} `, "\n\n"];
  if (blocks.test(name)) return ["\n\n", "\n\n"];
  switch (name) {
    case "code":
      return ["`", "`"];
    case "br":
    case "hr":
      return ["\n", ""];
    case "li":
      return ["\n- ", ""];
    case "td":
    case "th":
      return ["", " | "];
    case "img":
      return [imageText(element), ""];
    case "a":
      return linkEnds(element, base);
    default:
      return ["", ""];
  }
}

function imageText(image: PageNode): string {
  const alt = (image.getAttribute?.("alt") ?? "").trim();
  return alt === "" ? "" : `[Image: ${alt}]`;
}

/** What stands around the text of a link; nothing where it leads to no page, or only within this one. */
function linkEnds(link: PageNode, base: string): readonly [string, string] {
  const to = link.getAttribute?.("href") ?? "";
  if (to === "" || to.startsWith("#") || !URL.canParse(to, base)) return ["", ""];
  const { href, protocol } = new URL(to, base);
  const isPage = (protocol === "https:" || protocol === "http:") && href.length <= 500;
  return isPage && (link.textContent ?? "").trim() !== "" ? ["[", `](${href})`] : ["", ""];
}

/** In a fence that nothing in it ends. */
function fenced(code: string): string {
  const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${code}\n${fence}`;
}
