import type { ChatRequest, Turn } from "../chatRequest.ts";

/** The texts of a turn as one. */
export function textOf(turn: Turn | undefined): string {
  return turn?.texts.join("\n") ?? "";
}

/** What the user last said, without the lines that steer the emulator. */
export function questionOf(request: ChatRequest): string {
  const text = textOf(request.turns.findLast((turn) => turn.role === "user"));
  return text.replace(/^\/(think|fault|tool|history|help)( .*)?$\n?/gm, "");
}

/** Whether a text is mainly Chinese. */
export function isChinese(text: string): boolean {
  const wide = text.match(/[\u4e00-\u9fff]/g)?.length ?? 0;
  return wide > 0 && wide >= text.replace(/\s/g, "").length / 8;
}
