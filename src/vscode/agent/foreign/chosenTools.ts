// Which tools of others the person has switched on in this workspace, with all that goes out of them: what a server says of
// its tools later changes nothing until they are chosen anew, and the beginning of a request stays as it is.

import * as vscode from "vscode";
import { type ForeignTool, type ForeignToolId, isSameTool } from "../../../core/tools/foreign/foreignTool.ts";
import { foreignToolsOf, parseForeignTools, serialiseForeignTools } from "../../../core/tools/foreign/foreignTools.ts";
import { once } from "../../../core/util/once.ts";

/** Where they are kept: VS Code's storage of the workspace, which no file of it reaches. */
const storedName = "mimo.chosenTools";

/** No tools; the same list each time. */
const none: readonly ForeignTool[] = [];

/** One for the window. Reads what is kept when it is first asked. */
export class ChosenTools {
  readonly #state: vscode.Memento;
  readonly #kept: () => readonly ForeignTool[];
  #chosen: readonly ForeignTool[] | undefined;

  constructor(workspaceState: vscode.Memento) {
    this.#state = workspaceState;
    this.#kept = once(() => parseForeignTools(workspaceState.get(storedName)));
  }

  /** What the person has chosen, sorted; the same list until that changes. */
  get all(): readonly ForeignTool[] {
    return this.#chosen ?? this.#kept();
  }

  /** Those that may go out here: where MiMo only reads, it has none. */
  get current(): readonly ForeignTool[] {
    const { isTrusted, workspaceFolders = [] } = vscode.workspace;
    return isTrusted && workspaceFolders.length > 0 ? this.all : none;
  }

  has(tool: ForeignToolId): boolean {
    return this.current.some((each) => isSameTool(each, tool));
  }

  /** The one that goes out under `name`. */
  named(name: string): ForeignTool | undefined {
    return this.all.find(({ definition }) => definition.name === name);
  }

  /** Takes `tools` for those that are chosen; for a run that goes on they stay what they were. */
  async choose(tools: readonly ForeignTool[]): Promise<void> {
    this.#chosen = foreignToolsOf(tools);
    await this.#state.update(storedName, serialiseForeignTools(this.#chosen));
  }
}
