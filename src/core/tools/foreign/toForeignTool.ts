// Makes of a stranger's tool what may stand in requests.

import { visibleName, visibleText } from "../../util/plainText.ts";
import { foreignName } from "./foreignName.ts";
import { foreignSchema } from "./foreignSchema.ts";
import type { ForeignTool, ForeignToolInfo } from "./foreignTool.ts";

/** Characters of a description; what is longer is cut, and says so. */
const longestDescription = 1024;

/**
 * `info` as it may be sent, its words bounded; of what came out of here it makes the same again. Undefined when its
 * parameters are more than anybody would pay for with every request.
 */
export function toForeignTool(info: ForeignToolInfo): ForeignTool | undefined {
  const schema = info.schema && foreignSchema(info.schema);
  if (schema === "too-large") return undefined;
  const description = shortDescription(info.description);
  const definition = {
    name: foreignName(info),
    // Whose words these are stands before them.
    description: `[${visibleName(info.source).slice(0, 100).toWellFormed()}] ${description}`,
    ...(schema && { parameters: schema }),
  };
  const title = visibleName(info.title).slice(0, 100).toWellFormed();
  return { ...info, title, description, schema, definition };
}

const cut = " … (cut)";

function shortDescription(text: string): string {
  // Runs of what is not seen would be tokens for nothing.
  const plain = visibleText(text)
    .replace(/�+/g, "�")
    .replace(/[^\S\n]+/g, " ")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
  const characters = [...plain];
  if (characters.length <= longestDescription) return plain;
  return (
    characters
      .slice(0, longestDescription - cut.length)
      .join("")
      .trimEnd() + cut
  );
}
