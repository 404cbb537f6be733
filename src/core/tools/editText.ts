// What `edit_file` makes of a text, and what it tells a model that did not hit: where to look, and what to write instead.

import { findOldText } from "../edit/oldText/findOldText.ts";
import type { NamedLines } from "../edit/oldText/nearestLines.ts";
import type { RepairKind } from "../edit/oldText/oldTextReading.ts";
import type { editFile } from "./editFile.ts";
import type { ToolInput } from "./tool.ts";

/** What is to be done to the text. */
export type EditPlan =
  | {
      readonly type: "edit";
      /** The whole file. */
      readonly text: string;
      /** None: old_text stood there as it was written. */
      readonly repairs: readonly RepairKind[];
      /** How many places are replaced. */
      readonly count: number;
    }
  /** `text` tells the model why not; `lines` are of the file, for a model that may read it. */
  | { readonly type: "problem"; readonly text: string; readonly lines?: string };

/** The edit of `content`, the text of the file `shown`. */
export function planEdit(
  content: string,
  { old_text, new_text, replace_all }: Omit<ToolInput<typeof editFile>, "path">,
  shown: string,
): EditPlan {
  const result = findOldText(content, old_text, new_text, { replaceAll: replace_all ?? false });
  if (result.type === "applied") {
    const { text, repairs, count } = result;
    return { type: "edit", text, repairs, count };
  }
  switch (result.reason) {
    case "empty":
      return problem(`old_text is empty, but \`${shown}\` is not. Give the text to replace, or use write_file.`);
    case "same":
      return problem("Nothing would change: new_text is what stands there already.");
    case "ambiguous":
      return ambiguous(result.count, result.places, shown);
    case "not-found":
      return notFound(content, new_text, result.nearest, shown);
  }
}

function ambiguous(count: number, places: readonly NamedLines[], shown: string): EditPlan {
  const more = count > places.length ? [`(and ${count - places.length} more)`] : [];
  return problem(
    `old_text stands at ${count} places in \`${shown}\`. Add lines around it until it stands once, or set replace_all.`,
    [...places.map(numbered), ...more].join("\n"),
  );
}

function notFound(content: string, newText: string, nearest: NamedLines | undefined, shown: string): EditPlan {
  const missing = `old_text does not stand in \`${shown}\`; nothing was changed.`;
  if (newText.trim() !== "" && newText.length > 8 && content.includes(newText)) {
    return problem(`${missing} new_text stands there already: was this edit made before?`);
  }
  return nearest
    ? problem(missing, `The nearest lines are:\n${numbered(nearest)}`)
    : problem(`${missing} No line is like it: read the file again.`);
}

/** As `read_file` numbers them. */
function numbered({ line, text }: NamedLines): string {
  return text.map((each, at) => `${line + at}\t${each}`).join("\n");
}

const problem = (text: string, lines?: string): EditPlan => ({
  type: "problem",
  text,
  ...(lines !== undefined && { lines }),
});
