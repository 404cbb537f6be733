// `list_files`: what neither Git nor `files.exclude` hides, below a folder or in the whole workspace.

import { pathsText } from "../../../core/tools/foundText.ts";
import { pathFilter } from "../../../core/tools/globs.ts";
import { listFiles } from "../../../core/tools/listFiles.ts";
import { shownPath } from "../../../core/tools/placeOf.ts";
import { consentText } from "../../../core/tools/readWords.ts";
import { innerFolders, type ScopePart, scopeOf } from "../../../core/tools/scopeOf.ts";
import { type CallResult, type Tool, textResult, tool } from "../../../core/tools/toolRun.ts";
import { visibleName } from "../../../core/util/plainText.ts";
import { openFolder, uriOf, workspaceFolders } from "../workspaceFolders.ts";
import type { ReadingDeps } from "./readingDeps.ts";
import { stopping } from "./stoppable.ts";

/** Lists names alone; nothing is read. */
export function createListFiles({ gate, files }: ReadingDeps): Tool {
  return tool(
    listFiles,
    stopping(async ({ path, pattern = "" }, { scope: { chat }, signal }) => {
      const folders = workspaceFolders();
      const scope = scopeOf(path, folders);
      if (scope.type === "problem") return failed(scope.text);
      const filter = pathFilter(pattern);
      const found = new Set<string>();
      const list = async ({ folder, relative }: ScopePart): Promise<string | undefined> => {
        const shown = shownPath(folder, relative, folders);
        const address = uriOf({ folder, relative }).toString();
        const admitted = await gate.admit(address, "folder", chat);
        if (admitted.type === "consent") return consentText(shown, admitted.reasons, "listed");
        const open = openFolder(folder);
        if (admitted.type === "refused" || !open) {
          const file = await gate.admit(address, "file", chat, Number.POSITIVE_INFINITY);
          return file.type === "refused"
            ? `There is no folder \`${shown}\`.`
            : `\`${shown}\` is a file. read_file reads it.`;
        }
        const below = [relative, filter.below].filter(Boolean).join("/");
        // What is looked for in a folder that is not there, or not to be seen, is not there either.
        if (filter.below !== "") {
          const inner = await gate.admit(uriOf({ folder, relative: below }).toString(), "folder", chat);
          if (inner.type !== "admitted") return undefined;
        }
        const isInner = innerFolders(folder, folders);
        const start = relative === "" ? 0 : relative.length + 1;
        const onPaths = (paths: readonly string[]) => {
          for (const each of paths) {
            if (filter.matches(each.slice(start)) && !isInner(each)) found.add(shownPath(folder, each, folders));
          }
        };
        await files.files({ folder: open, below, signal, onPaths });
        return undefined;
      };
      const problems = (await Promise.all(scope.parts.map(list))).filter((text) => text !== undefined);
      if (problems.length === scope.parts.length) return failed(problems.join("\n"));
      const text = [pathsText([...found].map(visibleName)), ...problems].join("\n");
      const [only] = scope.isAll ? [] : scope.parts;
      return textResult(text, {
        ...(only && { path: shownPath(only.folder, only.relative, folders) }),
        count: found.size,
      });
    }),
  );
}

const failed = (text: string): CallResult => textResult(text, undefined, "failed");
