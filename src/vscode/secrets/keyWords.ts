import type { KeyProblem } from "../../core/model/apiKey.ts";
import { assertNever } from "../../core/util/assertNever.ts";
import type { Translate } from "../errors/describeError.ts";

/** What is wrong with a key, in words. The words never repeat any part of it. */
export function describeKeyProblem(reason: KeyProblem["reason"], t: Translate): string {
  switch (reason) {
    case "empty":
      return t("Enter the API key.");
    case "whitespace-inside":
      return t("The key has a space or a line break in it. Copy it again, alone.");
    case "non-ascii":
      return t("The key has characters that no MiMo key has. Copy it again.");
    case "looks-like-another-service":
      return t("This looks like the key of another service. MiMo keys start with sk-, tp- or ttp-.");
    case "too-short":
      return t("The key is too short. Copy all of it.");
    case "unknown-prefix":
      return t("MiMo keys start with sk-, tp- or ttp-. This one does not, but you may try it.");
    default:
      return assertNever(reason);
  }
}
