// Files of the chat: takes them in from the webview, which is not trusted, and finds them again when they are sent.

import type { Attachment } from "../../core/conversation/attachment.ts";
import { sniffLength, sniffMedia } from "../../protocol/media.ts";
import type { SentAttachment, ToHost } from "../../protocol/toHost.ts";
import type { ToWebview } from "../../protocol/toWebview.ts";
import type { Translate } from "../errors/describeError.ts";
import type { FileAttachmentStore } from "./fileAttachmentStore.ts";

/** What the chat needs of the store, and of the editor to show a file. */
export interface ChatAttachmentsDeps {
  readonly store: FileAttachmentStore;
  readonly t: Translate;
  /** Opens the file at an absolute path. */
  open(path: string): Promise<void>;
  /** Called once after the first file was stored: the time to look for what nobody needs. */
  onFirstStored(): void;
  log(message: string): void;
}

/** The files of all conversations. */
export class ChatAttachments {
  readonly #deps: ChatAttachmentsDeps;

  #stored = false;

  constructor(deps: ChatAttachmentsDeps) {
    this.#deps = deps;
  }

  /** The folder a webview may show files from. */
  get dir(): string {
    return this.#deps.store.dir;
  }

  /** Stores a file and says what became of it. Never rejects. */
  async attach(file: Extract<ToHost, { type: "attach" }>): Promise<ToWebview> {
    const { id, name, bytes, width, height, durationMs } = file;
    const { store, t } = this.#deps;
    const format = sniffMedia(bytes.subarray(0, sniffLength));
    if (!format) return { type: "attachRefused", id, text: t("MiMo does not support files like “{0}”.", name) };
    try {
      const hash = await store.put(bytes, format.mimeType);
      if (!this.#stored) this.#deps.onFirstStored();
      this.#stored = true;
      const { kind, mimeType } = format;
      const attachment = { hash, kind, mimeType, name, size: bytes.length, width, height, durationMs };
      return { type: "attached", id, attachment };
    } catch (error) {
      this.#deps.log(`attachment not stored: ${String(error)}`);
      return { type: "attachRefused", id, text: t("“{0}” could not be stored: {1}", name, reasonOf(error)) };
    }
  }

  /** What was sent as it is stored, or the first file that is gone. */
  async resolve(sent: readonly SentAttachment[]): Promise<readonly Attachment[] | { readonly gone: SentAttachment }> {
    const attachments: Attachment[] = [];
    for (const file of sent) {
      const kind = file.mimeType.split("/")[0] as Attachment["kind"];
      const size = await this.#deps.store.size(file.hash, file.mimeType);
      if (size === undefined) return { gone: file };
      attachments.push({ ...file, kind, size });
    }
    return attachments;
  }

  /** In words, that a file of a draft is no longer there. */
  describeGone({ hash, name }: SentAttachment): ToWebview {
    return { type: "attachRefused", id: hash, text: this.#deps.t("“{0}” is no longer stored. Attach it again.", name) };
  }

  /** Shows a file in the editor, under the name it was attached by. */
  async open({ hash, mimeType, name }: Attachment): Promise<void> {
    await this.#deps.open(await this.#deps.store.named(hash, mimeType, name));
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
