// Names of files in the code of a line have the icon of a file from the first time they are drawn: it comes in no later,
// so no line moves. Whether there is such a file is seen by its colour, when the host has said so.

import { kindOf } from "./fileKinds.ts";
import { readMention, showsFile } from "./fileMention.ts";

/** Completes drawn blocks in place. */
export function dressFiles(fragment: ParentNode): void {
  for (const code of fragment.querySelectorAll<HTMLElement>(":not(pre) > code:not([class])")) {
    const mention = readMention(code.textContent ?? "");
    if (!mention || !showsFile(mention)) continue;
    code.className = `file-name file-${kindOf(mention.path) ?? "file"}`;
  }
}
