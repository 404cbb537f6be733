// What a compiler quotes of other files: the type of a constant is its value, so that a message about an admitted file may
// say what stands in one that is not (`Type '"hunter22!"' is not assignable to …`).

import { looksChosen, looksRandom } from "../access/secretValue.ts";

/** A text in double quotes, the last of which may have been cut off, and a long number. */
const quoted = /"((?:[^"\\\n]|\\.){6,400})(?:"|$)|(?<![\w.])\d{6,40}(?![\w.])/g;

/** `message` about a file that holds `text`, without values that do not stand in it and could be somebody's password. */
export function withoutForeignValues(message: string, text: string): string {
  return message.replace(quoted, (whole, value: string = whole) => {
    const isForeign = !text.includes(value) && !text.includes(value.replace(/\\(.)/gs, "$1"));
    const mayBeSecret = value === whole || looksChosen(value) || looksRandom(value);
    return isForeign && mayBeSecret ? '"…"' : whole;
  });
}
