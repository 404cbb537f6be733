// Puts a content back where the person wants it: through the write gate, and where the file is open through its document, so
// that no tab opens, no cursor moves, and what was not saved stays so.

import { chmod, lstat, rm, symlink } from "node:fs/promises";
import * as vscode from "vscode";
import { type AskReason, carryOutWrite, type RefuseReason, type WriteAct } from "../../../core/access/writeGate.ts";
import type { FileContent, WriteEnd } from "../../../core/agent/checkpoints/changePorts.ts";
import { askAboutWrite, refusedWords } from "../../access/writeWords.ts";
import { placeOf, writePathOf, writeWorldOf } from "../../access/writeWorld.ts";
import { dirtyDocument, readFileContent } from "./readFileContent.ts";

/** `WorkingFiles.write`: the person pressed a button that names the file. */
export async function writeFileContent(
  place: string,
  content: FileContent | undefined,
  isUnchanged: () => Promise<boolean>,
): Promise<WriteEnd> {
  const uri = vscode.Uri.parse(place, true);
  const name = vscode.workspace.asRelativePath(uri);
  const refuse = (reason: RefuseReason | "failed"): WriteEnd => ({ type: "refused", text: refusedWords(reason, name) });
  if (vscode.workspace.fs.isWritableFileSystem(uri.scheme) !== true) return refuse("read-only");
  if (isUnsavedNotebook(uri))
    return { type: "refused", text: vscode.l10n.t("{0} has changes that are not saved.", name) };
  const onDisk = await exists(uri);
  if (!content && !onDisk) return { type: "done" };
  const kind: WriteAct["kind"] = !content ? "delete" : onDisk ? "edit" : "create";
  let isChanged = !(await isUnchanged());
  if (isChanged) return { type: "changed" };
  const ask = async (reasons: readonly AskReason[]) => {
    // The button named the file; what it cannot have said is that the file leads out of the workspace.
    if (reasons.every(({ kind }) => kind === "deletes" || kind === "protected")) return true;
    if (!(await askAboutWrite(name, await placeOf(uri), reasons))) return false;
    isChanged = !(await isUnchanged());
    return !isChanged;
  };
  const act = { kind, path: writePathOf(uri) } as WriteAct;
  // What an editor still shows of a file that is gone stays in it.
  const document = content?.kind === "bytes" && onDisk ? await documentOf(place, content.bytes) : undefined;
  const perform = async () => {
    if (!document) return ontoDisk(uri, content);
    isChanged = document.document.isClosed || document.document.version !== document.version;
    return !isChanged && intoDocument(document);
  };
  const outcome = await carryOutWrite({ act, by: "person" }, await writeWorldOf(uri), ask, perform);
  if (isChanged) return { type: "changed" };
  if (outcome.type === "refused") return refuse(outcome.reason);
  if (outcome.type === "declined") return { type: "declined" };
  return outcome.value ? { type: "done" } : refuse("failed");
}

interface OpenText {
  readonly document: vscode.TextDocument;
  readonly version: number;
  readonly text: string;
}

/** The open document of the file, and what is to stand in it; undefined when none is open, or it cannot say these bytes. */
async function documentOf(place: string, bytes: Uint8Array): Promise<OpenText | undefined> {
  const document =
    (await dirtyDocument(place)) ??
    vscode.workspace.textDocuments.find(({ uri, isClosed }) => !isClosed && uri.toString() === place);
  if (!document) return undefined;
  const { version, encoding } = document;
  const text = await vscode.workspace.decode(bytes, { encoding });
  const again = await vscode.workspace.encode(text, { encoding });
  const isSame = Buffer.from(bytes)
    .subarray(-again.length || undefined)
    .equals(Buffer.from(again));
  // A mark at the start is VS Code's to write; bytes that do not come back are no text in this encoding.
  return isSame && bytes.length - again.length <= 3 ? { document, version, text } : undefined;
}

/** Saved afterwards, unless something was not saved before. */
async function intoDocument({ document, text }: OpenText): Promise<boolean> {
  const { isDirty } = document;
  const edits = replacement(document, text);
  const ending = /\r\n/.test(text) ? vscode.EndOfLine.CRLF : vscode.EndOfLine.LF;
  if (/[\r\n]/.test(text) && ending !== document.eol) edits.push(vscode.TextEdit.setEndOfLine(ending));
  const edit = new vscode.WorkspaceEdit();
  edit.set(document.uri, edits);
  if (edits.length > 0 && !(await vscode.workspace.applyEdit(edit))) return false;
  return isDirty || !document.isDirty || (await document.save());
}

/** The one part that differs, so that cursors and folds elsewhere stay. */
function replacement(document: vscode.TextDocument, wanted: string): vscode.TextEdit[] {
  const now = document.getText();
  const text = wanted.replaceAll(/\r\n?|\n/g, document.eol === vscode.EndOfLine.CRLF ? "\r\n" : "\n");
  if (now === text) return [];
  let start = 0;
  while (start < now.length && start < text.length && now[start] === text[start]) start++;
  let end = 0;
  const most = Math.min(now.length, text.length) - start;
  while (end < most && now[now.length - 1 - end] === text[text.length - 1 - end]) end++;
  // Whole lines: half a line break or half a letter is no place in a document.
  const from = document.positionAt(start);
  const to = document.positionAt(now.length - end);
  const range = document.validateRange(new vscode.Range(from.line, 0, to.line, Number.MAX_SAFE_INTEGER));
  const head = document.offsetAt(range.start);
  return [vscode.TextEdit.replace(range, text.slice(head, text.length - (now.length - document.offsetAt(range.end))))];
}

async function ontoDisk(uri: vscode.Uri, content: FileContent | undefined): Promise<boolean> {
  if (content?.kind === "large") return false;
  const now = await readFileContent(uri.toString());
  if (!content || content.kind === "link" || now?.kind === "link") {
    const edit = new vscode.WorkspaceEdit();
    // What an editor shows of it is closed or told; a file system by itself would not tell.
    if (now) edit.deleteFile(uri, { ignoreIfNotExists: true });
    if (now && !(await vscode.workspace.applyEdit(edit))) return false;
    if (now && (await exists(uri))) await rm(uri.fsPath);
  }
  if (content?.kind === "link") {
    await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(uri, ".."));
    await symlink(content.target, uri.fsPath);
  }
  if (content?.kind === "bytes") await vscode.workspace.fs.writeFile(uri, content.bytes);
  if (content?.kind === "bytes" && content.executable && !now && uri.scheme === "file") await chmod(uri.fsPath, 0o755);
  return true;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  const look = uri.scheme === "file" ? lstat(uri.fsPath) : vscode.workspace.fs.stat(uri);
  return Promise.resolve(look).then(
    () => true,
    () => false,
  );
}

function isUnsavedNotebook(uri: vscode.Uri): boolean {
  return vscode.workspace.notebookDocuments.some(
    ({ uri: each, isDirty }) => isDirty && each.toString() === uri.toString(),
  );
}
