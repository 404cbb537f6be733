// `find_symbol`: what the language services of VS Code know, as far as the gate admits the files it lies in.

import type * as vscode from "vscode";
import { findSymbol } from "../../../core/tools/findSymbol.ts";
import { placeOf } from "../../../core/tools/placeOf.ts";
import { maxTextBytes } from "../../../core/tools/readLimits.ts";
import { consentText, refusedText } from "../../../core/tools/readWords.ts";
import { lastName, type OutlineSymbol, outlineText, wordPlaces } from "../../../core/tools/symbolText.ts";
import { type CallResult, type Tool, textResult, tool } from "../../../core/tools/toolRun.ts";
import { wakeService } from "../wakeService.ts";
import { uriOf, workspaceFolders } from "../workspaceFolders.ts";
import { filesWithWord } from "./filesWithWord.ts";
import { Asking, outlineOf, placesFor, type ServicePlace, workspaceSymbols } from "./languageServices.ts";
import { linesToTell } from "./linesToTell.ts";
import { placesText } from "./placesText.ts";
import { readForModel } from "./readFileTool.ts";
import type { ReadingDeps } from "./readingDeps.ts";
import { someAtATime, stopping } from "./stoppable.ts";

/** How many places of a name are asked about, in one file and in the workspace. */
const maxWords = 8;
const maxDefinitions = 3;
/** Places of a name that are looked at. */
const maxPlaces = 100;
/** How long symbols of the workspace are waited for at first, in ms: where none come, files are looked into. */
const workspaceMs = 1_500;
/** The same of files in which a name was found: they may have nothing to do with it. */
const guessMs = 2_500;

/** Asks the services that are there; where there are none, it says so. */
export function createFindSymbol(reading: ReadingDeps): Tool {
  const deps: SymbolDeps = { ...reading, asking: new Asking() };
  return tool(
    findSymbol,
    stopping(async ({ name = "", path, kind }, { scope: { chat }, signal }) => {
      const query = name.trim();
      if (path === undefined || path.trim() === "") {
        if (query === "" || kind === "outline") return failed("`path` is needed for an outline, `name` for all else.");
        const places = await placesOfName(deps, query, kind ?? "definition", chat, signal);
        return placesResult(deps, chat, places, { name: query }, query);
      }
      const place = placeOf(path, workspaceFolders());
      if (place.type === "problem") return failed(place.text);
      const { shown } = place;
      const uri = uriOf(place);
      // Nothing of a file that is not admitted is handed to a language server either.
      const read = await readForModel(deps.gate, uri.toString(), chat);
      if (read.type === "refused") return failed(refusedText(shown, read.reason));
      if (read.type === "consent") return failed(consentText(shown, read.reasons));
      if (query === "" || kind === "outline") {
        const symbols = await outlineWhenReady(deps, uri, signal);
        if (symbols.length === 0) return textResult(await nothing(uri, shown), { path: shown, count: 0 });
        const inside = query === "" ? symbols : named(symbols, lastName(query));
        const lines = read.text.split(/\r\n|\r|\n/);
        const told = onLines(inside, await linesToTell(deps.gate, uri.toString(), linesOf(inside), lines, chat));
        const text = outlineText(told, lines) || `(No symbol \`${query}\` in what may be read of \`${shown}\`.)`;
        return textResult(text, { path: shown, count: countOf(told) });
      }
      const words = await wordsToTell(deps.gate, uri.toString(), read.text, query, chat);
      if (words.length === 0) return failed(`\`${lastName(query)}\` does not stand in \`${shown}\`.`);
      const ask = async () => {
        for (const word of words) {
          const found = await placesFor(kind ?? "definition", uri, word);
          if (found.length > 0) return found;
        }
        return [];
      };
      const language = await wakeService(uri);
      const places = language === noLanguage ? [] : await deps.asking.of(`${language} places`, ask, signal);
      if (places.length === 0) return textResult(await nothing(uri, shown), { name: query, path: shown, count: 0 });
      return placesResult(deps, chat, places, { name: query, path: shown }, query);
    }),
  );
}

interface SymbolDeps extends ReadingDeps {
  readonly asking: Asking;
}

/** No service knows it. */
const noLanguage = "plaintext";

async function placesOfName(
  deps: SymbolDeps,
  name: string,
  kind: "definition" | "references",
  chat: string,
  signal: AbortSignal,
): Promise<readonly ServicePlace[]> {
  const word = lastName(name);
  const definitions = await definitionsOf(deps, word, chat, signal);
  if (kind === "definition") return definitions;
  const found: ServicePlace[] = [];
  let looked = 0;
  for (const { uri, line } of definitions) {
    if (looked === maxDefinitions) break;
    const read = await readForModel(deps.gate, uri.toString(), chat);
    if (read.type !== "admitted") continue;
    looked++;
    const here = (read.text.split(/\r\n|\r|\n/)[line] ?? "").replaceAll("\t", " ");
    const [at] = wordPlaces(here, word, 1);
    if (!at) continue;
    const ask = () => placesFor("references", uri, { line, character: at.character });
    found.push(...(await deps.asking.of(`${await wakeService(uri)} places`, ask, signal)));
  }
  return found;
}

/** By the workspace's symbols; where no service offers any, by the outlines of files that hold the word. */
async function definitionsOf(
  deps: SymbolDeps,
  word: string,
  chat: string,
  signal: AbortSignal,
): Promise<readonly ServicePlace[]> {
  const exact = async () => {
    const found = await workspaceSymbols(word);
    const same = found.filter(({ name }) => lastName(name) === word);
    return same.length > 0 ? same : found.filter(({ name }) => name.toLowerCase().includes(word.toLowerCase()));
  };
  const known = await deps.asking.of("workspace", exact, signal, workspaceMs);
  const told = await admittedPlaces(deps.gate, known, chat);
  if (told.length > 0) return told;
  // A service starts with the first document of its language.
  const uris = await filesWithWord(deps, word, chat, signal);
  const outlines = await Promise.all(uris.map((uri) => outlineWhenReady(deps, uri, signal, guessMs)));
  return outlines.flatMap((outline, nth) => {
    const uri = uris[nth];
    return uri ? named(outline, word).map(({ first, kind }) => ({ uri, line: first - 1, label: kind })) : [];
  });
}

/** Those in files that are not asked about for their place or name; what stands in them is looked at later. */
async function admittedPlaces<P extends ServicePlace>(
  gate: ReadingDeps["gate"],
  places: readonly P[],
  chat: string,
): Promise<readonly P[]> {
  const may = await someAtATime(places.slice(0, maxPlaces), async ({ uri }) => {
    const place = await gate.admit(uri.toString(), "file", chat, maxTextBytes);
    return place.type === "admitted" && !gate.asksByName(uri.toString(), chat);
  });
  return places.filter((_, nth) => may[nth]);
}

/** Where the name stands in what may be told of the file. */
async function wordsToTell(gate: ReadingDeps["gate"], address: string, text: string, query: string, chat: string) {
  const all = wordPlaces(text, query, maxPlaces);
  const lines = text.split(/\r\n|\r|\n/);
  const told = await linesToTell(gate, address, new Set(all.map(({ line }) => line)), lines, chat);
  return all.filter(({ line }) => told.has(line)).slice(0, maxWords);
}

async function outlineWhenReady(
  { asking }: SymbolDeps,
  uri: vscode.Uri,
  signal: AbortSignal,
  ms?: number,
): Promise<readonly OutlineSymbol[]> {
  const language = await wakeService(uri);
  return language === noLanguage ? [] : asking.of(`${language} outline`, () => outlineOf(uri), signal, ms);
}

async function nothing(uri: vscode.Uri, shown: string): Promise<string> {
  const language = await wakeService(uri);
  return `(Nothing: no language service answered for \`${shown}\` (${language}), or it knows of none. search_text finds text.)`;
}

function named(symbols: readonly OutlineSymbol[], word: string): readonly OutlineSymbol[] {
  return symbols.flatMap((symbol) => (lastName(symbol.name) === word ? [symbol] : named(symbol.children, word)));
}

function countOf(symbols: readonly OutlineSymbol[]): number {
  return symbols.reduce((sum, { children }) => sum + 1 + countOf(children), 0);
}

async function placesResult(
  { gate }: ReadingDeps,
  chat: string,
  places: readonly ServicePlace[],
  facts: { readonly name: string; readonly path?: string },
  query: string,
): Promise<CallResult> {
  if (places.length === 0) {
    return textResult(unknown(query), { ...facts, count: 0 });
  }
  const { text, count } = await placesText(gate, places, chat);
  // The same words when it is known, in files that may not be read.
  return textResult(text || unknown(query), { ...facts, count });
}

const unknown = (query: string) =>
  `(Nothing: no language service knows \`${query}\` in files that may be read. search_text finds text.)`;

const failed = (text: string): CallResult => textResult(text, undefined, "failed");

/** The symbols that begin on one of `lines` (from 0), at any depth. */
function onLines(symbols: readonly OutlineSymbol[], lines: ReadonlySet<number>): readonly OutlineSymbol[] {
  return symbols.flatMap((symbol) => {
    const children = onLines(symbol.children, lines);
    return lines.has(symbol.first - 1) ? [{ ...symbol, children }] : children;
  });
}

/** The first lines of symbols and of what is in them, from 0. */
function linesOf(symbols: readonly OutlineSymbol[]): readonly number[] {
  return symbols.flatMap(({ first, children }) => [first - 1, ...linesOf(children)]);
}
