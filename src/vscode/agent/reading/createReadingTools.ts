// The tools by which the model looks at the workspace. All of them pass the read gate at the act, with what was agreed to
// in the chat of the call; none changes anything.

import type { Tool } from "../../../core/tools/toolRun.ts";
import type { IgnoredFiles } from "../../access/ignoredFiles.ts";
import { createFileSearch } from "../../search/createFileSearch.ts";
import { createTextSearch } from "../../search/createTextSearch.ts";
import { createDiagnostics } from "./diagnosticsTool.ts";
import { createFindSymbol } from "./findSymbolTool.ts";
import { createListFiles } from "./listFilesTool.ts";
import { createReadFile } from "./readFileTool.ts";
import type { ReadingDeps } from "./readingDeps.ts";
import { createSearchText } from "./searchTextTool.ts";

/** What they are made of. */
export interface ReadingToolsDeps extends Omit<ReadingDeps, "files" | "texts"> {
  readonly ignored: IgnoredFiles;
  /** Hears why a slower way was taken. */
  readonly warn: (message: string) => void;
  /** Where VS Code is installed; its own place by default. */
  readonly appRoot?: string;
}

/** All five, in the order in which they stand in requests. Nothing is searched or opened before the first call. */
export function createReadingTools({ ignored, warn, appRoot, ...others }: ReadingToolsDeps): readonly Tool[] {
  const files = createFileSearch(ignored, warn, appRoot);
  const deps: ReadingDeps = { ...others, files, texts: createTextSearch(ignored, files, warn, appRoot) };
  return [
    createReadFile(deps),
    createListFiles(deps),
    createSearchText(deps),
    createFindSymbol(deps),
    createDiagnostics(deps),
  ];
}
