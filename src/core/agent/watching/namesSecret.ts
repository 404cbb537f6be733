import { hasSecretName } from "../../access/secretNames.ts";
import { findSecretText } from "../../access/secretText.ts";

/** Whether a line that would be said aloud, or shown over another window, has a secret in it or names where one is kept. */
export function namesSecret(line: string): boolean {
  if (findSecretText(line) !== undefined) return true;
  return line.split(/[\s"'`=:,;|&<>()[\]{}]+/).some((word) => hasSecretName(word.replaceAll("\\", "/")));
}
