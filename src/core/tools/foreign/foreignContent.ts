// What a tool of others returned, read piece by piece. VS Code hands on parts of several kinds, and an extension may make
// any of them; they are known by their fields, as they are where one version of VS Code has a class that another has not.

import { fields, list } from "../../model/wireValue.ts";
import { parseJson } from "../../util/parseJson.ts";

/** One piece of a result. */
export type ForeignPiece =
  | { readonly type: "text"; readonly text: string }
  /** Bytes that say they are a picture; nobody has looked yet. */
  | { readonly type: "picture"; readonly bytes: Uint8Array };

/** The pieces of `parts`, in order. Never throws; what cannot be handed on is a word about it. */
export function foreignContent(parts: readonly unknown[]): readonly ForeignPiece[] {
  return parts.map(pieceOf);
}

const words = (text: string): ForeignPiece => ({ type: "text", text });

function pieceOf(part: unknown): ForeignPiece {
  const { value, data, mimeType } = fields(part);
  if (typeof value === "string") return words(value);
  if (data instanceof Uint8Array) return dataPiece(data, typeof mimeType === "string" ? mimeType : "");
  if (typeof value === "object" && value !== null) return words(promptText(value));
  return words("(A part of a kind that cannot be handed on is left out.)");
}

function dataPiece(bytes: Uint8Array, mimeType: string): ForeignPiece {
  if (/^image\//i.test(mimeType)) return { type: "picture", bytes };
  if (/^text\/|[/+](?:json|xml|yaml)\b|javascript/i.test(mimeType)) return words(new TextDecoder().decode(bytes));
  // A resource that a server only names comes as JSON with its address, under a type of VS Code's own.
  const { uri } = fields(bytes.length < 4096 ? parseJson(new TextDecoder().decode(bytes)) : undefined);
  if (typeof uri === "string") return words(`(A resource: ${uri})`);
  const named = fields(uri);
  if (typeof named.path === "string") {
    return words(`(A resource: ${String(named.scheme ?? "")}://${String(named.authority ?? "")}${named.path})`);
  }
  return words(`(${bytes.length} bytes of ${mimeType.slice(0, 80) || "no known type"} are left out.)`);
}

/** The text in what `@vscode/prompt-tsx` makes: a tree whose leaves of type 2 hold text, some on a line of their own. */
function promptText(value: unknown): string {
  let text = "";
  const add = (node: unknown, depth: number): void => {
    const { text: own, lineBreakBefore, children } = fields(node);
    if (typeof own === "string") text += (lineBreakBefore && text !== "" ? "\n" : "") + own;
    if (depth < 100) for (const child of list(children)) add(child, depth + 1);
  };
  add(fields(value).node ?? value, 0);
  return text;
}
