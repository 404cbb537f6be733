// Output for a terminal that only shows it: what draws stays, what tells the terminal to do something goes. A sequence may
// set the clipboard or pretend to be the editor's own shell integration.

const esc = String.fromCharCode(0x1b);
const bell = String.fromCharCode(0x07);

/** Strings (ECMA-48): OSC, DCS, SOS, PM, APC. Another sequence ends one too: what is taken out joins nothing to a new one. */
const strings = new RegExp(`${esc}[\\]PX^_][^${bell}${esc}]*(?:${bell}|${esc}\\\\|(?=${esc}[^\\\\]))`, "g");
/** One that has begun, or may be about to. */
const begun = new RegExp(`${esc}(?:[\\]PX^_][^${bell}${esc}]*${esc}?)?$`);
/** UTF-16 units for which the end of one is waited for. */
const patience = 4096;

/** Takes strings out of a text that comes in pieces. */
export class TerminalText {
  #held = "";

  /** What may be shown of `text` and of what was held back. */
  add(text: string): string {
    // Letters of the other set of controls begin the same strings with one character.
    const all = (this.#held + text.replace(/[\u0080-\u009f]/g, "")).replace(strings, "");
    const start = begun.exec(all)?.index ?? all.length;
    const held = all.slice(start);
    this.#held = held.length > patience ? held.slice(0, 2) : held;
    return all.slice(0, start).replace(/\r?\n/g, "\r\n");
  }
}
