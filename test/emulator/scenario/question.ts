import type { ChatRequest, Turn } from "../chatRequest.ts";

/** The texts of a turn as one. */
export function textOf(turn: Turn | undefined): string {
  return turn?.texts.join("\n") ?? "";
}

/** What the user last said, without the lines that steer the emulator and without what a client tells beside it. */
export function questionOf(request: ChatRequest): string {
  const text = textOf(request.turns.findLast((turn) => turn.role === "user"));
  const rules = /^(?:<(rules(?:-\d+)?) [^>\n]*>\n[\s\S]*?\n<\/\1>\s*)+/;
  const said = text.replace(rules, "").replace(/^(?:<(mode|date)>[^<\n]*<\/\1>\s*)+/, "");
  return said.replace(/^\/(think|fault|tool|step|history|help)( .*)?$\n?/gm, "");
}

/** Whether a text is mainly Chinese. */
export function isChinese(text: string): boolean {
  const wide = text.match(/[\u4e00-\u9fff]/g)?.length ?? 0;
  return wide > 0 && wide >= text.replace(/\s/g, "").length / 8;
}
