import type { SpeechPart } from "./text/speakable.ts";

/** How long `parts` take to hear, in ms: about 150 English words a minute or 4 Chinese characters a second. */
export function estimateMs(parts: readonly Pick<SpeechPart, "text">[]): number {
  return parts.reduce((sum, part) => sum + textMs(part.text), 0);
}

function textMs(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const words = text.match(/[[\p{L}\p{N}]--[\p{Script=Han}]]+/gv)?.length ?? 0;
  return han * 250 + words * 400;
}
