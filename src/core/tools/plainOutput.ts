// What a terminal would show in the end of what a command put out.

/**
 * `output` without colours and other sequences, and of a line that was written over its last form. Lines stand for
 * themselves: a sequence that is left open ends with its line, so that it hides nothing of what follows.
 */
export function plainOutput(output: string): string {
  if (!/(?![\t\n])\p{Cc}/u.test(output)) return output.toWellFormed();
  return output
    .replace(sequences, "")
    .replace(/\r+\n/g, "\n")
    .split("\n")
    .map((line) => (line.includes("\r") ? lastForm(line) : line))
    .join("\n")
    .replace(/(?![\t\n])\p{Cc}/gu, "")
    .toWellFormed();
}

const esc = String.fromCharCode(0x1b);
const bell = String.fromCharCode(0x07);

/** CSI, OSC, other strings and the short ones, as terminals take them (ECMA-48). */
const sequences = new RegExp(
  [
    "\\[[0-?]*[ -/]*[@-~]",
    `\\][^${bell}${esc}\\n]*(?:${bell}|${esc}\\\\)?`,
    `[PX^_][^${esc}\\n]*(?:${esc}\\\\)?`,
    "[ -/]*[0-~]",
  ]
    .map((sequence) => `${esc}${sequence}`)
    .join("|"),
  "g",
);

function lastForm(line: string): string {
  const forms = line.split("\r").filter((form) => form !== "");
  return forms.at(-1) ?? "";
}
