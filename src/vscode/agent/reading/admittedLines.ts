// Which lines of a file may go to the model, when they are all that goes.

import type { ReadGate } from "../../../core/access/readGate.ts";
import type { Hit } from "../../../core/tools/foundText.ts";
import { maxTextBytes } from "../../../core/tools/readLimits.ts";
import { readForModel } from "./readFileTool.ts";

/** A line of it alone does not show that it is a piece of a key, or the value of a secret. */
const mayBePiece = ({ path, text }: Hit) => /[A-Za-z0-9+/=]{40}/.test(text) || /\.ya?ml$/i.test(path);

/** Lines that are looked at together, with what is around them. */
const blockLines = 20;

/**
 * Those of `hits`, of the file at `address`, that the model may be told of. What becomes of one depends on it and on the file
 * alone: would another hit beside it change that, a query could ask what stands in a line that is not told. Never rejects.
 */
export async function admittedLines(
  gate: ReadGate,
  address: string,
  hits: readonly Hit[],
  chat: string,
): Promise<readonly Hit[]> {
  const place = await gate.admit(address, "file", chat, maxTextBytes);
  if (place.type !== "admitted" || (await gate.judgeShown(address, "", chat))) return [];
  const may = await mayTellEach(gate, address, hits, chat);
  const blocks = new Map<number, Promise<boolean>>();
  const mayTellBlock = (at: number) => {
    const read = blocks.get(at) ?? readForModel(gate, address, chat, { start_line: at * blockLines + 1 }).then(isRead);
    blocks.set(at, read);
    return read;
  };
  const told: Hit[] = [];
  for (const [nth, hit] of hits.entries()) {
    if (!may[nth]) continue;
    if (!mayBePiece(hit) || (await mayTellBlock(Math.floor((hit.line - 1) / blockLines)))) told.push(hit);
  }
  return told;
}

const isRead = ({ type }: { readonly type: string }) => type === "admitted";

/** Each by itself. Where nothing is found in all of them there is nothing in any. */
async function mayTellEach(
  gate: ReadGate,
  address: string,
  hits: readonly Hit[],
  chat: string,
): Promise<readonly boolean[]> {
  const mayTell = async (text: string) => (await gate.judgeShown(address, text, chat)) === undefined;
  if (await mayTell(hits.map(({ text }) => text).join("\n"))) return hits.map(() => true);
  return Promise.all(hits.map(({ text }) => mayTell(text)));
}
