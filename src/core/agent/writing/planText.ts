// What a call of `edit_file` or `write_file` would make of a file: asked for to show it, and again to do it.

import type { RepairKind } from "../../edit/oldText/oldTextReading.ts";
import type { editFile } from "../../tools/editFile.ts";
import { planEdit } from "../../tools/editText.ts";
import type { ToolInput } from "../../tools/tool.ts";
import { wholeText } from "../../tools/wholeText.ts";
import type { writeFile } from "../../tools/writeFile.ts";
import type { FoundFile, FoundText } from "./writingPorts.ts";
import { missingText, unfitText } from "./writingWords.ts";

/** A call that puts a text into a file. */
export type TextCall =
  | { readonly name: "edit_file"; readonly input: ToolInput<typeof editFile> }
  | { readonly name: "write_file"; readonly input: ToolInput<typeof writeFile> };

/** The text that is to be in the file. */
export interface PlannedText {
  readonly type: "text";
  readonly found: FoundText | { readonly type: "missing" };
  /** Of the whole file. */
  readonly text: string;
  readonly repairs: readonly RepairKind[];
  /** Places that are replaced; 0 for a whole file. */
  readonly count: number;
}

/** `text` tells the model why there is none; `lines` are of the file, for a model that may read it. */
export interface PlanProblem {
  readonly type: "problem";
  readonly text: string;
  readonly lines?: string;
}

/** What `call` makes of `found`, the file `shown`. */
export function planText(call: TextCall, found: FoundFile, shown: string): PlannedText | PlanProblem {
  const unfit = unfitText(found, shown);
  if (unfit !== undefined) return { type: "problem", text: unfit };
  // What is no text and fits is a file that is still to be made.
  const base = found.type === "text" ? found : ({ type: "missing" } as const);
  if (call.name === "write_file") {
    const text = wholeText(call.input.content, base.type === "text" ? base.text : undefined);
    return { type: "text", found: base, text, repairs: [], count: 0 };
  }
  if (base.type === "missing") return { type: "problem", text: missingText(shown) };
  const plan = planEdit(base.text, call.input, shown);
  if (plan.type === "problem") return plan;
  const { text, repairs, count } = plan;
  return { type: "text", found: base, text, repairs, count };
}
