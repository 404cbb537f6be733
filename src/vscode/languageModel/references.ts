// What goes with a question to `@mimo`: what the person attached, or for a command what is in front of them.

import * as vscode from "vscode";
import type { ImagePart } from "../../core/model/languageModel.ts";
import type { PromptReference } from "../../core/prompts/participantPrompt.ts";

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

/** Reads what is attached. What cannot be read as text, such as a folder, is left out. */
export async function readReferences(references: readonly vscode.ChatPromptReference[]): Promise<ReadReferences> {
  const texts: PromptReference[] = [];
  const images: ImagePart[] = [];
  const used: (vscode.Uri | vscode.Location)[] = [];
  for (const { id, value } of references) {
    if (ofTheAgent.test(id)) continue;
    if (typeof value === "string") {
      texts.push({ name: vscode.l10n.t("Attached"), text: cut(value) });
    } else if (value instanceof vscode.Uri || value instanceof vscode.Location) {
      const read = await readPlace(value);
      if (!read) continue;
      texts.push(read);
      used.push(value);
    } else {
      const image = await readImage(value);
      if (image) images.push(image);
    }
  }
  return { texts, images, used };
}

/** The selection of the active editor, or its whole text without one; nothing without an editor. */
export async function readActiveEditor(): Promise<ReadReferences> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return { texts: [], images: [], used: [] };
  const { document, selection } = editor;
  const place = selection.isEmpty ? document.uri : new vscode.Location(document.uri, selection);
  return { texts: [toReference(document, selection.isEmpty ? undefined : selection)], images: [], used: [place] };
}

async function readPlace(place: vscode.Uri | vscode.Location): Promise<PromptReference | undefined> {
  const [uri, range] = place instanceof vscode.Uri ? [place, undefined] : [place.uri, place.range];
  try {
    return toReference(await vscode.workspace.openTextDocument(uri), range);
  } catch {
    return undefined;
  }
}

function toReference(document: vscode.TextDocument, range: vscode.Range | undefined): PromptReference {
  const path = vscode.workspace.asRelativePath(document.uri);
  const name = range ? `${path}:${range.start.line + 1}-${range.end.line + 1}` : path;
  return { name, text: cut(document.getText(range)), language: document.languageId };
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
