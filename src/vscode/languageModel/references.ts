// What goes with a question to `@mimo`: what the person attached, or for a command what is in front of them.

import * as vscode from "vscode";
import type { Ask, ReadDecision } from "../../core/access/readDecision.ts";
import type { ReadGate } from "../../core/access/readGate.ts";
import type { ImagePart } from "../../core/model/languageModel.ts";
import type { PromptReference } from "../../core/prompts/participantPrompt.ts";
import type { AskConsent, MayShow } from "../access/askConsent.ts";

/** What may be read and sent, and the question about it. */
export interface ReferenceAccess {
  readonly gate: ReadGate;
  readonly askConsent: AskConsent;
  readonly mayShow: MayShow;
}

/** References that could be read. */
export interface ReadReferences {
  readonly texts: readonly PromptReference[];
  readonly images: readonly ImagePart[];
  /** What was used, to be shown with the answer. */
  readonly used: readonly (vscode.Uri | vscode.Location)[];
}

/** UTF-16 units of one reference; a longer one is cut, and says so. */
const longest = 400_000;

/** VS Code adds the instructions and skills of its own agent to every question; they speak of tools that `@mimo` has not. */
const ofTheAgent = /^vscode\.(customizations|prompt)\b/;

/**
 * Reads what is attached. What cannot be read as text, such as a folder, is left out. Undefined when the person is asked
 * about some of it, all at once, and says no.
 */
export async function readReferences(
  references: readonly vscode.ChatPromptReference[],
  access: ReferenceAccess,
): Promise<ReadReferences | undefined> {
  const images: ImagePart[] = [];
  const read: (PromptReference | Place)[] = [];
  for (const { id, value } of references) {
    if (ofTheAgent.test(id)) continue;
    if (typeof value === "string") {
      read.push({ name: vscode.l10n.t("Attached"), text: cut(value) });
    } else if (value instanceof vscode.Uri || value instanceof vscode.Location) {
      const uri = value instanceof vscode.Uri ? value : value.uri;
      read.push({ value, decision: await access.gate.read(uri.toString()) });
    } else {
      const image = await readImage(value);
      if (image) images.push(image);
    }
  }
  const asks = read.flatMap((each): Ask[] =>
    "decision" in each && each.decision.type === "consent" ? [each.decision] : [],
  );
  if (asks.length > 0 && !(await access.askConsent(asks))) return undefined;
  const texts: PromptReference[] = [];
  const used: (vscode.Uri | vscode.Location)[] = [];
  for (const each of read) {
    if (!("decision" in each)) {
      texts.push(each);
      continue;
    }
    const { value, decision } = each;
    if (decision.type === "refused") continue;
    texts.push(toReference(value, decision));
    used.push(value);
  }
  return { texts, images, used };
}

interface Place {
  readonly value: vscode.Uri | vscode.Location;
  readonly decision: ReadDecision;
}

/** The selection of the active editor, or its whole text without one; nothing without an editor. Undefined for a no. */
export async function readActiveEditor({ mayShow }: ReferenceAccess): Promise<ReadReferences | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return { texts: [], images: [], used: [] };
  const { document, selection } = editor;
  const value = selection.isEmpty ? document.uri : new vscode.Location(document.uri, selection);
  const text = document.getText(selection.isEmpty ? undefined : selection);
  if (!(await mayShow(document.uri.toString(), text))) return undefined;
  return {
    texts: [{ name: nameOf(value), text: cut(text), language: document.languageId }],
    images: [],
    used: [value],
  };
}

function toReference(
  value: vscode.Uri | vscode.Location,
  { text, languageId }: { readonly text: string; readonly languageId: string },
): PromptReference {
  const part = value instanceof vscode.Uri ? text : inRange(text, value.range);
  return { name: nameOf(value), text: cut(part), language: languageId };
}

function nameOf(value: vscode.Uri | vscode.Location): string {
  if (value instanceof vscode.Uri) return vscode.workspace.asRelativePath(value);
  const { start, end } = value.range;
  return `${vscode.workspace.asRelativePath(value.uri)}:${start.line + 1}-${end.line + 1}`;
}

function inRange(text: string, { start, end }: vscode.Range): string {
  const lines = text.split(/\r\n|\n|\r/).slice(start.line, end.line + 1);
  const last = lines.length - 1;
  return lines
    .map((line, index) => line.slice(index === 0 ? start.character : 0, index === last ? end.character : undefined))
    .join("\n");
}

function cut(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}\n[…]`;
}

/** An attached picture (`ChatReferenceBinaryData`), whose class is not in the stable types. */
async function readImage(value: unknown): Promise<ImagePart | undefined> {
  if (typeof value !== "object" || value === null) return undefined;
  const { mimeType, data } = value as { mimeType?: unknown; data?: unknown };
  if (typeof mimeType !== "string" || !mimeType.startsWith("image/") || typeof data !== "function") return undefined;
  const bytes: unknown = await data.call(value);
  if (!(bytes instanceof Uint8Array)) return undefined;
  return { type: "image", source: { type: "base64", mimeType, data: Buffer.from(bytes).toString("base64") } };
}
