// What files would be without the agent's changes, as documents: the left side of every difference.

import * as vscode from "vscode";
import type { ContentStore } from "../../../core/agent/checkpoints/changePorts.ts";
import { bytesOfLineText } from "../../../core/agent/checkpoints/lineText.ts";
import type { PendingFile } from "../../../core/agent/checkpoints/pendingFile.ts";
import { DisposableStore } from "../../../core/util/disposable.ts";

/** The scheme of these documents. */
export const beforeScheme = "mimo-before";

/** Finds a file that nobody has decided about. */
export type FindPending = (chat: string, file: string) => PendingFile | undefined;

/** Serves them. They change with the list. */
export class BeforeTexts implements vscode.Disposable {
  readonly #find: FindPending;
  readonly #store: Pick<ContentStore, "read">;
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<vscode.Uri>());

  constructor(find: FindPending, store: Pick<ContentStore, "read">) {
    this.#find = find;
    this.#store = store;
    this.#disposables.add(
      vscode.workspace.registerTextDocumentContentProvider(beforeScheme, {
        onDidChange: this.#changed.event,
        provideTextDocumentContent: (uri) => this.textOf(uri),
      }),
    );
  }

  /** The text of `file` without what is pending in `chat`. */
  pending(chat: string, file: string): vscode.Uri {
    return vscode.Uri.parse(file, true).with({ scheme: beforeScheme, query: JSON.stringify({ chat, file }) });
  }

  /** A content that was kept of `file`; none for undefined. */
  kept(file: string, hash: string | undefined): vscode.Uri {
    return vscode.Uri.parse(file, true).with({ scheme: beforeScheme, query: JSON.stringify({ hash, file }) });
  }

  /** The list of `chat` is another: what is shown is read again. */
  refresh(chat: string): void {
    for (const { uri } of vscode.workspace.textDocuments) {
      if (uri.scheme === beforeScheme && asked(uri)?.chat === chat) this.#changed.fire(uri);
    }
  }

  /** The text of such a document. */
  async textOf(uri: vscode.Uri): Promise<string> {
    const { chat = "", file = "", hash } = asked(uri) ?? {};
    const found = this.#find(chat, file);
    // Once it is decided there is no difference any more.
    const line = found?.isNew ? "" : (found?.without ?? found?.text);
    const now = vscode.Uri.parse(file, true);
    if (hash !== undefined) return decoded((await this.#store.read(hash)) ?? new Uint8Array(), now);
    if (line !== undefined) return decoded(bytesOfLineText(line), now);
    const isOpen = chat !== "" && vscode.workspace.textDocuments.find(({ uri: each }) => each.toString() === file);
    return isOpen ? isOpen.getText() : "";
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}

/** As the file itself is read. */
async function decoded(bytes: Uint8Array, uri: vscode.Uri): Promise<string> {
  const open = vscode.workspace.textDocuments.find(({ uri: each }) => each.toString() === uri.toString());
  return open ? vscode.workspace.decode(bytes, { encoding: open.encoding }) : vscode.workspace.decode(bytes, { uri });
}

function asked(
  uri: vscode.Uri,
): { readonly chat?: string; readonly file?: string; readonly hash?: string } | undefined {
  try {
    return JSON.parse(uri.query);
  } catch {
    return undefined;
  }
}
