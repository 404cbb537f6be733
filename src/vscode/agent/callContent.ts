// What a call was asked for and what came of it, for a line that is opened. Pure.

import type { CallPart } from "../../core/conversation/message.ts";
import { unifiedDiff } from "../../core/edit/unifiedDiff.ts";
import { parseToolArguments } from "../../core/tools/toolArguments.ts";
import type { CallContent, ShownText } from "../../protocol/agent.ts";
import type { Translate } from "../errors/describeError.ts";
import { callArguments } from "./callArguments.ts";

/** As much of a result as is shown in the view, in UTF-16 units; all of it opens in an editor. */
const mostShown = 65_536;

/** What is shown of `call`. */
export function callContent(call: CallPart, t: Translate): CallContent {
  const input = shownInput(call);
  const parts = call.progress?.state === "ended" ? call.progress.content : [];
  const output = parts.map((part) => (part.type === "text" ? part.text : t("[Image: {0}]", part.name))).join("\n");
  return { ...(input && { input }), output: short(output, t) };
}

function shownInput(call: CallPart): ShownText | undefined {
  const { name, input } = callArguments(call);
  const text = (field: string) => (typeof input[field] === "string" ? input[field] : "");
  switch (name) {
    case "run_command":
      return { kind: "command", text: text("command") };
    case "edit_file":
      return { kind: "diff", text: unifiedDiff(text("old_text"), text("new_text")) };
    case "write_file":
      return { kind: "text", text: text("content") };
    case "read_url":
      return { kind: "text", text: text("url") };
    case "read_file":
    case "list_files":
    case "search_text":
    case "find_symbol":
    case "diagnostics":
    case "move_file":
    case "delete_file":
    case "command_output":
    case "ask_user":
    case "update_todos":
      return undefined;
    default:
      return { kind: "text", text: readable(call) };
  }
}

/** The arguments of a tool that is not ours, a line each; as they are when they make no sense. */
function readable({ arguments: json }: CallPart): string {
  const read = parseToolArguments(json);
  return read.ok && !read.repaired && json.trim() !== "" ? JSON.stringify(read.input, null, 2) : json;
}

/** The end of a long result tells more than its middle. */
function short(output: string, t: Translate): string {
  if (output.length <= mostShown) return output;
  const half = mostShown / 2;
  const left = output.length - mostShown;
  return [output.slice(0, half), t("… {0} characters are left out …", left), output.slice(-half)].join("\n");
}
