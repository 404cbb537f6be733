// What the model is told of files that cannot be read, or not without the person.

import type { ConsentReason, ReadRefusal } from "../access/readDecision.ts";
import { assertNever } from "../util/assertNever.ts";
import { maxTextBytes } from "./readLimits.ts";

/** Why the file `path` was not read. */
export function refusedText(path: string, reason: ReadRefusal): string {
  switch (reason) {
    case "missing":
      return `There is no file \`${path}\`.`;
    case "binary":
      return `\`${path}\` is no text.`;
    case "too-large":
      return `\`${path}\` is larger than ${maxTextBytes / 1024 / 1024} MB and was not read. search_text does not look into it either.`;
    default:
      return assertNever(reason);
  }
}

/** Why `path` was not read (or what else was to be done) without the person's consent. */
export function consentText(
  path: string,
  reasons: readonly ConsentReason[],
  done: "read" | "listed" | "searched" = "read",
): string {
  return `\`${path}\` was not ${done}: it ${reasons.map(reasonText).join(", and it ")}. Only the person can allow that.`;
}

function reasonText(reason: ConsentReason): string {
  switch (reason) {
    case "outside":
      return "lies outside of the workspace, or leads there";
    case "ignored":
      return "is ignored by Git";
    case "excluded":
      return "is hidden by the setting files.exclude";
    case "secret-name":
      return "is named as files with secrets are";
    case "private-key":
      return "holds a private key";
    case "api-key":
      return "holds what looks like a key or a password";
    default:
      return assertNever(reason);
  }
}
