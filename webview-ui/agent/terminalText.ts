// What a program writes for a terminal, as plain text: without colours, titles and movements of the cursor.

import type { TextFilter } from "../conversation/textFilter.ts";

// ECMA-48: control sequences (CSI), strings that end with BEL or ST (OSC, DCS, APC, PM, SOS), and single escapes.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const sequence = /\u001b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\u0007\u001b\n]*(?:\u0007|\u001b\\)?|[ -/]*[0-Z\\^-~])/g;
/** The beginning of one that is not all there. A string ends with its line, as it does for the model. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const begun = /\u001b(?:\[[0-?]*[ -/]*|[\]PX^_][^\u0007\u001b\n]*|[ -/]*)?$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const others = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;
/** A string without an end is none. */
const longestBegun = 4096;

/** Takes it as it comes, cut anywhere. */
export class TerminalText implements TextFilter {
  #held = "";

  push(added: string): string {
    const text = this.#held + added;
    const [end = ""] = begun.exec(text.slice(-longestBegun)) ?? [];
    const held = end.length < longestBegun ? end : "";
    const whole = text.slice(0, text.length - held.length).replace(sequence, "");
    // Whether a line that is written over follows or a new one is told by what comes after the sequences.
    const returned = whole.endsWith("\r");
    this.#held = (returned ? "\r" : "") + held;
    return plainLines(returned ? whole.slice(0, -1) : whole);
  }

  end(): string {
    const rest = this.#held;
    this.#held = "";
    return plainOutput(rest);
  }
}

/** The whole of one. */
export function plainOutput(text: string): string {
  return plainLines(text.replace(sequence, ""));
}

/** A line that was written over is shown as several. */
function plainLines(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(others, "");
}
