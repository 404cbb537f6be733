import type { ReadGate } from "../../../core/access/readGate.ts";
import type { SeenFiles } from "../../../core/tools/seenFiles.ts";
import type { LentFolders } from "../../access/lentFolders.ts";
import type { FileSearch } from "../../search/fileSearch.ts";
import type { TextSearch } from "../../search/textSearch.ts";

/** What the reading tools stand on. */
export interface ReadingDeps {
  /** What is read beside the workspace. */
  readonly lent?: Pick<LentFolders, "folders">;
  readonly gate: ReadGate;
  readonly files: FileSearch;
  readonly texts: TextSearch;
  readonly seen: SeenFiles;
  /** Keeps a picture beside the conversations and gives its hash; the store of attachments. */
  readonly pictures: { put(bytes: Uint8Array, mimeType: string): Promise<string> };
  /** Whether the model that `chat` speaks with takes pictures. */
  readonly seesImages: (chat: string) => boolean;
}
