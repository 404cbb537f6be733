// What the read gate says of the places that a reading call names: what its approval is judged by.

import * as vscode from "vscode";
import type { ReadGate } from "../../../core/access/readGate.ts";
import type { PlaceVerdict } from "../../../core/agent/approvals/toolCall.ts";
import { placeOf } from "../../../core/tools/placeOf.ts";
import { maxTextBytes } from "../../../core/tools/readLimits.ts";
import { scopeOf } from "../../../core/tools/scopeOf.ts";
import { formatOfName, maxImageBytes } from "../../../protocol/media.ts";
import type { LentFolders } from "../../access/lentFolders.ts";
import { uriOf, workspaceFolders } from "../workspaceFolders.ts";
import { filesBelow } from "../writing/filesBelow.ts";
import { readForModel } from "./readFileTool.ts";
import { readingPlaceOf } from "./readingPlaceOf.ts";
import { someAtATime } from "./stoppable.ts";

/** A call's input as its definition has it: parsed, or anything at all. */
type Input = Readonly<Record<string, unknown>>;

/**
 * The places that the call `name` with `input` names and that are there: a file for `read_file`, `find_symbol`, `edit_file`
 * and `diagnostics`, a folder for `list_files`, for `move_file` what is moved, with all that is in it. None for what searches: its results leave out what is not admitted. What is
 * missing, no path or no text is left out as well: the tool says so better, and asks nobody. Never rejects.
 */
export async function placesOfReading(
  name: string,
  input: unknown,
  {
    gate,
    chat,
    lent,
  }: { readonly gate: ReadGate; readonly chat: string; readonly lent?: Pick<LentFolders, "folders"> },
): Promise<readonly PlaceVerdict[]> {
  const { path: named, from, start_line } = (typeof input === "object" && input !== null ? input : {}) as Input;
  const path = name === "move_file" ? from : named;
  if (typeof path !== "string" || path === "") return [];
  const address = addressOf(name, path, lent);
  if (address === undefined) return [];
  const verdict =
    name === "list_files"
      ? await gate.admit(address, "folder", chat)
      : await judgeFile(gate, address, chat, typeof start_line === "number" ? start_line : undefined);
  const below = name === "move_file" && verdict.type === "admitted" ? await placesBelow(gate, address, chat) : [];
  if (verdict.type !== "refused") return [verdict, ...below];
  // Whether anything is there is not told unasked either.
  const isOutside = name === "read_file" && isOutsidePlace(path, lent);
  return isOutside ? [{ type: "consent", address, path: verdict.path, reasons: ["outside"] }] : [];
}

function isOutsidePlace(path: string, lent: Pick<LentFolders, "folders"> | undefined): boolean {
  const place = readingPlaceOf(path, lent);
  return place.type === "place" && place.isOutside === true;
}

/** Files of a folder that are asked about, and those that are looked at. */
const mostAsked = 10;
const mostLooked = 500;

/** Of a folder that is moved: the files in it that Git ignores, or that are hidden, where they are and perhaps not where they come to. */
async function placesBelow(gate: ReadGate, address: string, chat: string): Promise<readonly PlaceVerdict[]> {
  if ((await gate.admit(address, "folder", chat)).type !== "admitted") return [];
  const { files } = await filesBelow(vscode.Uri.parse(address, true)).catch(() => ({ files: [] }));
  const places = await someAtATime(
    files.slice(0, mostLooked),
    (each) => gate.admit(each, "file", chat, Number.POSITIVE_INFINITY),
    (made) => made.filter(isAsked).length > mostAsked,
  );
  return places.filter(isAsked).slice(0, mostAsked);
}

const isAsked = ({ type }: PlaceVerdict) => type === "consent";

const ofOnePlace = ["read_file", "find_symbol", "edit_file", "move_file"];

function addressOf(name: string, path: string, lent: Pick<LentFolders, "folders"> | undefined): string | undefined {
  const folders = workspaceFolders();
  if (ofOnePlace.includes(name)) {
    const place = name === "read_file" ? readingPlaceOf(path, lent) : placeOf(path, folders);
    return place.type === "place" ? uriOf(place).toString() : undefined;
  }
  if (name !== "list_files" && name !== "diagnostics") return undefined;
  const scope = scopeOf(path, folders);
  const [part] = scope.type === "scope" && !scope.isAll ? scope.parts : [];
  return part && uriOf(part).toString();
}

async function judgeFile(gate: ReadGate, address: string, chat: string, start_line?: number): Promise<PlaceVerdict> {
  const read = await readForModel(gate, address, chat, { start_line });
  if (read.type !== "refused") {
    // What stands in it has no say, and is not handed on.
    if (read.type === "admitted") return { type: "admitted" };
    const { path, target, reasons } = read;
    return { type: "consent", address, path, ...(target !== undefined && { target }), reasons };
  }
  if (read.reason === "missing") return gate.admit(address, "folder", chat);
  if (formatOfName(address)?.kind !== "image") return read;
  const place = await gate.admit(address, "file", chat, Math.max(maxTextBytes, maxImageBytes));
  if (place.type !== "admitted") return place;
  const ask = await gate.judgeShown(address, "", chat);
  return ask ? { type: "consent", ...ask } : place;
}
