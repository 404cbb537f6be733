// `read_file`: a file through the read gate, as it is in the editor when it is open there.

import type { ReadDecision } from "../../../core/access/readDecision.ts";
import type { ReadGate } from "../../../core/access/readGate.ts";
import { fileText, type LineRange, piece } from "../../../core/tools/fileText.ts";
import { readFile } from "../../../core/tools/readFile.ts";
import { maxTextBytes } from "../../../core/tools/readLimits.ts";
import { consentText, refusedText } from "../../../core/tools/readWords.ts";
import { type CallResult, type Tool, textResult, tool } from "../../../core/tools/toolRun.ts";
import { formatOfName } from "../../../protocol/media.ts";
import { textHash } from "../textHash.ts";
import { uriOf } from "../workspaceFolders.ts";
import { nearestNames } from "./nearestNames.ts";
import { readImage } from "./readImage.ts";
import type { ReadingDeps } from "./readingDeps.ts";
import { readingPlaceOf } from "./readingPlaceOf.ts";
import { stopping } from "./stoppable.ts";

/** Reads what the gate admits for the chat of the call, and notes what the model has seen. */
export function createReadFile(deps: ReadingDeps): Tool {
  return tool(
    readFile,
    stopping(async ({ path, start_line, end_line }, { scope: { chat }, signal }) => {
      const place = readingPlaceOf(path, deps.lent);
      if (place.type === "problem") return textResult(place.text, undefined, "failed");
      const { shown } = place;
      const address = uriOf(place).toString();
      const isImage = formatOfName(shown)?.kind === "image";
      const image = isImage ? await readImage(deps, address, shown, chat) : undefined;
      if (image) return image;
      const range = { start_line, end_line };
      const decision = await readForModel(deps.gate, address, chat, range);
      if (decision.type === "consent") return failed(consentText(shown, decision.reasons));
      if (decision.type === "refused") {
        const { reason } = decision;
        if (reason === "missing" && place.isOutside) return failed(refusedText(shown, reason));
        if (reason === "missing") return failed(await missingText(deps, address, shown, chat, signal));
        const other = reason === "binary" && !isImage ? await readImage(deps, address, shown, chat) : undefined;
        return other ?? failed(refusedText(shown, reason));
      }
      const text = decision.text.replace(/^\ufeff/, "");
      const { text: lines, first, last } = fileText(text, range);
      deps.seen.note(chat, address, textHash(text));
      return textResult(lines, { path: shown, from: first, to: last });
    }),
  );
}

/** What the gate says of a file that is read in pieces. */
export function readForModel(
  gate: ReadGate,
  address: string,
  chat: string,
  range: LineRange = {},
): Promise<ReadDecision> {
  return gate.read(address, { chat, maxBytes: maxTextBytes, sends: (text) => piece(text, range) });
}

async function missingText(
  deps: ReadingDeps,
  address: string,
  shown: string,
  chat: string,
  signal: AbortSignal,
): Promise<string> {
  const folder = await deps.gate.admit(address, "folder", chat);
  if (folder.type !== "refused") return `\`${shown}\` is a folder. list_files tells what is in it.`;
  const names = await nearestNames(deps, shown, signal);
  const nearest =
    names.length === 0 ? "" : ` Of that name there ${names.length === 1 ? "is" : "are"}: ${names.join(", ")}.`;
  return refusedText(shown, "missing") + nearest;
}

const failed = (text: string): CallResult => textResult(text, undefined, "failed");
