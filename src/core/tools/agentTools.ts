// The tools of the agent, in the order in which they stand at the beginning of every request: it is kept.

import { askUser } from "./askUser.ts";
import { commandOutput } from "./commandOutput.ts";
import { deleteFile } from "./deleteFile.ts";
import { diagnostics } from "./diagnostics.ts";
import { editFile } from "./editFile.ts";
import { findSymbol } from "./findSymbol.ts";
import { listFiles } from "./listFiles.ts";
import { moveFile } from "./moveFile.ts";
import { readFile } from "./readFile.ts";
import { readUrl } from "./readUrl.ts";
import { runCommand } from "./runCommand.ts";
import { searchText } from "./searchText.ts";
import type { ToolDefinition } from "./tool.ts";
import { updateTodos } from "./updateTodos.ts";
import { writeFile } from "./writeFile.ts";

/** All of them. Ask and Plan have the same list, so that a change of mode costs nothing; what they may not call is refused. */
export const agentTools: readonly ToolDefinition[] = [
  readFile,
  listFiles,
  searchText,
  findSymbol,
  diagnostics,
  editFile,
  writeFile,
  moveFile,
  deleteFile,
  runCommand,
  commandOutput,
  readUrl,
  askUser,
  updateTodos,
];
