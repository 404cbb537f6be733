// Lines of a file that is read in pieces: each is told only when the piece around it may be.

import type { ReadGate } from "../../../core/access/readGate.ts";

/** Lines that are looked at together, with as many before and behind: a key in several lines begins or ends there. */
const blockLines = 60;

/**
 * Those of `lines` (from 0) of the file at `address`, whose text is `text`, that may go to the model without the person. What
 * becomes of one depends on where it stands, and not on which others are asked about.
 */
export async function linesToTell(
  gate: ReadGate,
  address: string,
  lines: Iterable<number>,
  text: readonly string[],
  chat: string,
): Promise<ReadonlySet<number>> {
  const byBlock = Map.groupBy(lines, (line) => Math.floor(line / blockLines));
  const told = await Promise.all(
    [...byBlock].map(async ([block, within]) => {
      const piece = text.slice(Math.max(0, (block - 1) * blockLines), (block + 2) * blockLines).join("\n");
      return (await gate.judgeShown(address, piece, chat)) ? [] : within;
    }),
  );
  return new Set(told.flat());
}
