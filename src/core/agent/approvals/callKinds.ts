// Which of our tools do what, as far as it is judged. A tool that stands in none of these is not run.

import { askUser } from "../../tools/askUser.ts";
import { deleteFile } from "../../tools/deleteFile.ts";
import { diagnostics } from "../../tools/diagnostics.ts";
import { editFile } from "../../tools/editFile.ts";
import { findSymbol } from "../../tools/findSymbol.ts";
import { listFiles } from "../../tools/listFiles.ts";
import { moveFile } from "../../tools/moveFile.ts";
import { readFile } from "../../tools/readFile.ts";
import { readUrl } from "../../tools/readUrl.ts";
import { searchText } from "../../tools/searchText.ts";
import { updateTodos } from "../../tools/updateTodos.ts";
import { writeFile } from "../../tools/writeFile.ts";

const nameSet = (...tools: readonly { readonly name: string }[]): ReadonlySet<string> =>
  new Set(tools.map(({ name }) => name));

const talking = nameSet(askUser, updateTodos);
const reading = nameSet(readFile, listFiles, searchText, findSymbol, diagnostics);
const writing = nameSet(editFile, writeFile, moveFile, deleteFile);

/** Nothing but the conversation changes. */
export const isTalking = (name: string): boolean => talking.has(name);

/** Goes through the read gate. */
export const isReading = (name: string): boolean => reading.has(name);

/** Fetches a page. */
export const isFetching = (name: string): boolean => name === readUrl.name;

/** Goes through the write gate. */
export const isWriting = (name: string): boolean => writing.has(name);
