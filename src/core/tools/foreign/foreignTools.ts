// Tools of others that are chosen, as they stand in requests and are kept between windows.

import { fields, list, text } from "../../model/wireValue.ts";
import { parseJson } from "../../util/parseJson.ts";
import { agentTools } from "../agentTools.ts";
import { type ForeignTool, type ForeignToolInfo, isSameTool } from "./foreignTool.ts";
import { toForeignTool } from "./toForeignTool.ts";

/** Tools of one request that are known to be taken: Copilot's own limit, web search is one of them. */
const mostOfRequest = 128;

/** How many may be chosen. */
export const mostForeignTools = mostOfRequest - agentTools.length - 1;

const version = 1;

/**
 * Those of `infos` that can be sent, sorted by the name they go out under, whatever order VS Code has them in; of two with
 * one name, or one tool twice, the first.
 */
export function foreignToolsOf(infos: readonly ForeignToolInfo[]): readonly ForeignTool[] {
  const byName = new Map<string, ForeignTool>();
  for (const info of infos) {
    const tool = toForeignTool(info);
    if (tool && !byName.has(tool.definition.name)) byName.set(tool.definition.name, tool);
  }
  const sorted = [...byName.values()].sort((a, b) => (a.definition.name < b.definition.name ? -1 : 1));
  return sorted.slice(0, mostForeignTools);
}

/** As {@link parseForeignTools} reads it: with all that goes out, so that what was chosen stays what it was. */
export function serialiseForeignTools(tools: readonly ForeignTool[]): string {
  const kept = tools.map(
    ({ source, name, title, description, schema }): ForeignToolInfo => ({ source, name, title, description, schema }),
  );
  return JSON.stringify({ version, tools: kept });
}

/** The tools in `stored`, whatever that is. */
export function parseForeignTools(stored: unknown): readonly ForeignTool[] {
  const file = fields(typeof stored === "string" ? parseJson(stored) : undefined);
  if (file.version !== version) return [];
  return foreignToolsOf(
    list(file.tools).flatMap((each): ForeignToolInfo[] => {
      const { source, name, title, description, schema } = fields(each);
      if (text(source) === undefined || text(name) === undefined) return [];
      const isSchema = typeof schema === "object" && schema !== null && !Array.isArray(schema);
      return [
        {
          source: String(source),
          name: String(name),
          title: text(title) ?? String(name),
          description: text(description) ?? "",
          schema: isSchema ? (schema as ForeignToolInfo["schema"]) : undefined,
        },
      ];
    }),
  );
}

/** Whether `live`, the tool as it is now, says of itself what it said when `chosen` was chosen. */
export function isUnchanged(chosen: ForeignTool, live: ForeignToolInfo): boolean {
  const now = toForeignTool(live);
  return isSameTool(chosen, live) && JSON.stringify(now?.definition) === JSON.stringify(chosen.definition);
}
