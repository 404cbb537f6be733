// Whether a text survives the encoding of its file. VS Code puts a mark in place of bytes that it could not read, and `?`
// in place of letters that it cannot write: saving then destroys them without a word.

import * as vscode from "vscode";

/** `undecodable`: the file was read in the wrong encoding; `unwritable`: `texts` have letters that its encoding lacks. */
export type EncodingProblem = "undecodable" | "unwritable";

/** What VS Code puts where it cannot read. */
const mark = "\uFFFD";

/** Why `texts` cannot be put into `document` without a loss when it is saved; undefined when they can. */
export async function encodingProblem(
  document: vscode.TextDocument,
  texts: readonly string[],
): Promise<EncodingProblem | undefined> {
  const { encoding, uri } = document;
  const isUnicode = /^utf/.test(encoding);
  if (!document.isUntitled && document.getText().includes(mark) && !(isUnicode && (await holdsMark(uri, encoding)))) {
    return "undecodable";
  }
  // Letters within ASCII are in every encoding that VS Code knows.
  const text = texts.join("\n");
  if (isUnicode || /^[\t-\r -~]*$/.test(text)) return undefined;
  const kept = await vscode.workspace.decode(await vscode.workspace.encode(text, { encoding }), { encoding });
  return kept === text ? undefined : "unwritable";
}

/** The mark may stand in the file itself. */
async function holdsMark(uri: vscode.Uri, encoding: string): Promise<boolean> {
  const label = /^utf16be/.test(encoding) ? "utf-16be" : /^utf16/.test(encoding) ? "utf-16le" : "utf-8";
  try {
    const bytes = await vscode.workspace.fs.readFile(uri);
    return new TextDecoder(label, { fatal: true }).decode(bytes).includes(mark);
  } catch {
    return false;
  }
}
