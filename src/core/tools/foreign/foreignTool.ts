// A tool that is not ours: another extension's, or an MCP server's as VS Code knows it. All words of it are a stranger's.

import type { FunctionTool } from "../../model/languageModel.ts";

/** A tool as VS Code tells of it. */
export interface ForeignToolInfo {
  /** Where it comes from: the extension's id, or `NAME (MCP)` for the server NAME. Neither can pass for the other. */
  readonly source: string;
  /** VS Code's name for it, by which it is called. */
  readonly name: string;
  /** For people. */
  readonly title: string;
  /** For the model. */
  readonly description: string;
  /** A JSON Schema; undefined for a tool without parameters. */
  readonly schema: Readonly<Record<string, unknown>> | undefined;
}

/** The same, as it may stand in requests: bounded, and under a name that the service takes. */
export interface ForeignTool extends ForeignToolInfo {
  /** As it goes out; the same object as long as the tool is the same. */
  readonly definition: FunctionTool;
}

/** What makes a tool: no two of these are one. */
export type ForeignToolId = Pick<ForeignToolInfo, "source" | "name">;

/** Whether both are the same tool. */
export function isSameTool(a: ForeignToolId, b: ForeignToolId): boolean {
  return a.source === b.source && a.name === b.name;
}
