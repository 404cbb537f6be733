// Calls a tool of another extension or of an MCP server, through VS Code, and hands on what it returns.

import * as vscode from "vscode";
import type { ResultPart } from "../../../core/conversation/runParts.ts";
import { fields } from "../../../core/model/wireValue.ts";
import { foreignContent } from "../../../core/tools/foreign/foreignContent.ts";
import { foreignFailure, foreignResult } from "../../../core/tools/foreign/foreignResult.ts";
import { type ForeignTool, isSameTool } from "../../../core/tools/foreign/foreignTool.ts";
import { isUnchanged } from "../../../core/tools/foreign/foreignTools.ts";
import type { CallContext, CallResult } from "../../../core/tools/toolRun.ts";
import { maxImageBytes, sniffLength, sniffMedia } from "../../../protocol/media.ts";
import type { ReadingDeps } from "../reading/readingDeps.ts";
import { stoppable } from "../reading/stoppable.ts";
import { foreignTools } from "./foreignTools.ts";

/** What pictures in a result need. */
export type ForeignDeps = Pick<ReadingDeps, "pictures" | "seesImages">;

/** Whoever asked was allowed to. Settles as soon as the run is stopped, whatever the tool still does. */
export async function callForeign(
  tool: ForeignTool,
  input: unknown,
  { signal, scope }: CallContext,
  deps: ForeignDeps,
): Promise<CallResult> {
  const live = liveTool(tool);
  if (!live) return missing(tool);
  const cancellation = new vscode.CancellationTokenSource();
  const cancel = () => cancellation.cancel();
  signal.addEventListener("abort", cancel, { once: true });
  try {
    const options = { input: input as object, toolInvocationToken: undefined };
    const result = await stoppable(
      signal,
      Promise.resolve(vscode.lm.invokeTool(tool.name, options, cancellation.token)),
    );
    const keep = (bytes: Uint8Array) => keepPicture(bytes, tool, scope.chat, deps);
    const made = await foreignResult(tool, foreignContent(result.content), keep, hasFailed(result) ? "failed" : "done");
    return isUnchanged(tool, live) ? made : { ...made, facts: { ...made.facts, changed: true } };
  } catch (error) {
    signal.throwIfAborted();
    if (!liveTool(tool)) return missing(tool);
    if (isCancelled(error)) {
      return foreignFailure(tool, "It was cancelled before it was done, by the person or by the tool itself.");
    }
    const piece = { type: "text", text: `Failed: ${error instanceof Error ? error.message : String(error)}` } as const;
    return foreignResult(tool, [piece], async () => "", "failed");
  } finally {
    signal.removeEventListener("abort", cancel);
    cancellation.dispose();
  }
}

/** The tool as it is now; a name that somebody else has taken is another tool. */
function liveTool(tool: ForeignTool) {
  return foreignTools().find((each) => isSameTool(each, tool));
}

function missing(tool: ForeignTool): CallResult {
  const text = `\`${tool.title}\` is not there: ${tool.source}, which it belongs to, does not run. Go on without it, or tell the person to start it.`;
  return foreignFailure(tool, text, { missing: true });
}

/** Set at run time where VS Code knows that a tool failed; the stable types do not name it. */
const hasFailed = (result: vscode.LanguageModelToolResult): boolean => fields(result).hasError === true;

/** VS Code's own question was answered with no; the error has come through another process. */
const isCancelled = (error: unknown): boolean =>
  error instanceof vscode.CancellationError || (error instanceof Error && error.name === "Canceled");

async function keepPicture(
  bytes: Uint8Array,
  { title }: ForeignTool,
  chat: string,
  { pictures, seesImages }: ForeignDeps,
): Promise<ResultPart | string> {
  const format = sniffMedia(bytes.subarray(0, sniffLength));
  if (format?.kind !== "image") return "(A picture of a kind that cannot be handed on is left out.)";
  if (bytes.length > maxImageBytes) {
    return `(A picture of more than ${maxImageBytes / 1024 / 1024} MB is left out.)`;
  }
  if (!seesImages(chat)) return "(A picture is left out, which this model cannot see.)";
  const hash = await pictures.put(bytes, format.mimeType);
  return { type: "image", hash, mimeType: format.mimeType, name: `${title}.${format.extensions[0]}` };
}
