// The result of a tool of others: bounded, in words that say what is not in it. Material like all that tools return.

import type { ResultPart } from "../../conversation/runParts.ts";
import { maxOutputBytes } from "../commandText.ts";
import { byteLength } from "../fileText.ts";
import { plainOutput } from "../plainOutput.ts";
import type { CallResult } from "../toolRun.ts";
import type { ForeignPiece } from "./foreignContent.ts";
import type { ForeignTool } from "./foreignTool.ts";

/** Pictures of one result: each is a thousand tokens or more. */
const mostPictures = 4;

/** Keeps a picture and gives its part; a sentence about why there is none. */
export type KeepPicture = (bytes: Uint8Array) => Promise<ResultPart | string>;

/** The texts of `pieces` as one, cut to 16 KB, then the pictures that can be handed on. */
export async function foreignResult(
  tool: ForeignTool,
  pieces: readonly ForeignPiece[],
  keep: KeepPicture,
  outcome: CallResult["outcome"] = "done",
): Promise<CallResult> {
  const texts: string[] = [];
  const notes: string[] = [];
  const pictures: ResultPart[] = [];
  let leftOut = 0;
  for (const piece of pieces) {
    if (piece.type === "text") texts.push(piece.text);
    else if (pictures.length >= mostPictures) leftOut++;
    else {
      const kept = await keep(piece.bytes);
      if (typeof kept === "string") notes.push(kept);
      else pictures.push(kept);
    }
  }
  if (leftOut > 0) notes.push(`(${leftOut} more ${leftOut === 1 ? "picture is" : "pictures are"} left out.)`);
  const said = cutMiddle(plainOutput(texts.join("\n")), maxOutputBytes);
  const text = [...(said.trim() === "" ? [] : [said]), ...new Set(notes)].join("\n");
  const none = pictures.length === 0 ? "(No output.)" : "";
  const content: ResultPart[] = [...(text || none ? [{ type: "text", text: text || none } as const] : []), ...pictures];
  return { outcome, content, facts: factsOf(tool) };
}

/** A result of one sentence of ours, about a call that `tool` did not answer. */
export function foreignFailure(tool: ForeignTool, text: string, facts: CallResult["facts"] = {}): CallResult {
  return { outcome: "failed", content: [{ type: "text", text }], facts: { ...factsOf(tool), ...facts } };
}

/** What the line says of a call when its tool is not chosen any more. */
const factsOf = ({ title, source }: ForeignTool) => ({ title, source });

/** `text` in at most about `maxBytes` of UTF-8, half from its beginning and half from its end, with a word between. */
export function cutMiddle(text: string, maxBytes: number): string {
  if (byteLength(text) <= maxBytes) return text;
  const head = fitting([...text.slice(0, maxBytes)], maxBytes / 2).join("");
  const tail = fitting([...text.slice(-maxBytes)].reverse(), maxBytes / 2)
    .reverse()
    .join("");
  const left = text.length - head.length - tail.length;
  return `${head}\n(… ${left} characters left out …)\n${tail}`.toWellFormed();
}

/** The first of `characters` that fit. */
function fitting(characters: readonly string[], bytes: number): string[] {
  let left = bytes;
  const end = characters.findIndex((each) => {
    left -= byteLength(each);
    return left < 0;
  });
  return characters.slice(0, end === -1 ? undefined : end);
}
