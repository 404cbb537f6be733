// The tools that VS Code knows of other extensions and of MCP servers.

import * as vscode from "vscode";
import { fields, list, text } from "../../../core/model/wireValue.ts";
import type { ForeignToolInfo } from "../../../core/tools/foreign/foreignTool.ts";

/** Makers whose tools work inside of VS Code's own chat alone, or do there what ours do here. */
const ofChat = /^github\.copilot(?:-chat)?$/i;

/** The tag that VS Code gives to what comes from a server. */
const serverTag = "mcp";

/** A tool of `vscode.lm.tools`. At run time it also has what the stable types do not name. */
type Listed = vscode.LanguageModelToolInformation & { readonly fullReferenceName?: unknown };

/** What an extension's manifest says of one of its tools. */
interface Declared {
  readonly source: string;
  readonly title: string;
}

/** Those that may be chosen now, in VS Code's order. What VS Code makes for its own chat is not in it. */
export function foreignTools(): readonly ForeignToolInfo[] {
  const declared = declaredTools();
  return vscode.lm.tools.flatMap((tool: Listed): ForeignToolInfo[] => {
    const { name, description, inputSchema } = tool;
    const of = declared.get(name) ?? (tool.tags.includes(serverTag) ? serverTool(tool) : undefined);
    if (!of) return [];
    const schema = inputSchema as ForeignToolInfo["schema"];
    return [{ ...of, name, description, schema }];
  });
}

/** By name; VS Code takes a name once. */
function declaredTools(): ReadonlyMap<string, Declared> {
  const found = new Map<string, Declared>();
  for (const { id, packageJSON } of vscode.extensions.all) {
    const { contributes, isBuiltin } = fields(packageJSON);
    if (isBuiltin === true || ofChat.test(id)) continue;
    for (const each of list(fields(contributes).languageModelTools)) {
      const { name, displayName } = fields(each);
      const known = text(name);
      if (known !== undefined) found.set(known, { source: id, title: text(displayName) ?? known });
    }
  }
  return found;
}

/**
 * `mcp_SERVER_TOOL`, of which VS Code cuts the server's name to 13 characters; its reference, `SERVER/TOOL`, has all of it
 * where there is one.
 */
function serverTool({ name, fullReferenceName }: Listed): Declared {
  const reference = text(fullReferenceName) ?? "";
  const slash = reference.indexOf("/");
  if (slash > 0) return { source: `${reference.slice(0, slash)} (MCP)`, title: reference.slice(slash + 1) };
  const [, server = "", title = name] = /^mcp_([^_]+)_(.+)$/s.exec(name) ?? [];
  return { source: `${server} (MCP)`, title };
}
