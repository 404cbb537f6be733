// Which files of a diff a person would be asked about. Their place is no question: Git knows them.

import { type DiffFile, namesIn } from "./diffFiles.ts";
import type { ConsentReason } from "./readDecision.ts";
import type { SecretFinder } from "./secretFinder.ts";
import { hasSecretName } from "./secretNames.ts";

/** A file of a diff with what speaks against sending it. */
export interface JudgedFile extends DiffFile {
  readonly reasons: readonly ConsentReason[];
}

/**
 * `files`, which may have been cut, judged by their names and by the lines that are left. One whose name cannot be read
 * may have any.
 */
export async function judgeFiles(files: readonly DiffFile[], findSecret: SecretFinder): Promise<readonly JudgedFile[]> {
  // One look at the whole is enough for most diffs.
  const isClean = (await findSecret(linesOf(files.map(({ text }) => text).join("")))) === undefined;
  return Promise.all(
    files.map(async (file) => {
      const reasons: ConsentReason[] = mayBeSecret(file) ? ["secret-name"] : [];
      const kind = isClean ? undefined : await findSecret(linesOf(file.text));
      return { ...file, reasons: kind ? [...reasons, kind] : reasons };
    }),
  );
}

/** The lines as they stand in the files. */
function linesOf(diff: string): string {
  return diff.replace(/(?<![^\n])[+ -]/g, "");
}

function mayBeSecret({ paths }: DiffFile): boolean {
  return paths.length === 0 || paths.some(hasSecretName);
}

/** What is left of a file whose text is not sent. */
export function withoutText(file: DiffFile): string {
  return `${namesIn(file.text)}[the text of this file is left out]\n`;
}
