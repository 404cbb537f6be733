// A picture as a result, for models that see.

import { consentText } from "../../../core/tools/readWords.ts";
import { type CallResult, textResult } from "../../../core/tools/toolRun.ts";
import { maxImageBytes, sniffLength, sniffMedia } from "../../../protocol/media.ts";
import type { ReadingDeps } from "./readingDeps.ts";

/**
 * The picture at `address`, kept beside the conversations; undefined when its first bytes show none.
 */
export async function readImage(
  { gate, pictures, seesImages }: ReadingDeps,
  address: string,
  shown: string,
  chat: string,
): Promise<CallResult | undefined> {
  const decision = await gate.readBytes(address, maxImageBytes, chat);
  if (decision.type === "consent") return failed(consentText(shown, decision.reasons));
  if (decision.type === "refused") {
    // Whoever reads it as text says what is wrong.
    if (decision.reason !== "too-large") return undefined;
    return failed(`\`${shown}\` is larger than ${maxImageBytes / 1024 / 1024} MB and was not read.`);
  }
  const { bytes } = decision;
  const format = sniffMedia(bytes.subarray(0, sniffLength));
  if (format?.kind !== "image") return undefined;
  if (!seesImages(chat)) return failed(`\`${shown}\` is a picture, which this model cannot see.`);
  const hash = await pictures.put(bytes, format.mimeType);
  const name = shown.slice(shown.lastIndexOf("/") + 1);
  const content = [
    { type: "text", text: `The picture \`${shown}\`.` },
    { type: "image", hash, mimeType: format.mimeType, name },
  ] as const;
  return { outcome: "done", content, facts: { path: shown } };
}

const failed = (text: string): CallResult => textResult(text, undefined, "failed");
