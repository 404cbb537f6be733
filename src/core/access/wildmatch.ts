// Whether a pattern of a .gitignore matches a text: a port of Git's wildmatch.c, quirks included, since what Git
// ignores is what Git says. Strings hold one byte a character, as Git compares bytes.

/** How a pattern is read. */
export interface WildmatchOptions {
  /** Whether `*` and `?` stop at a slash, and `**` between slashes does not. */
  readonly pathname: boolean;
  /** Whether A to Z equal a to z. */
  readonly foldsCase: boolean;
}

/** No match here; none at all; none before the nearest `**`. The last two keep a long pattern from costing ages. */
type Outcome = "match" | "no-match" | "abort" | "abort-to-starstar";

const slash = 0x2f;
const backslash = 0x5c;
const star = 0x2a;
const bracket = 0x5b;
const closing = 0x5d;
const dash = 0x2d;
const colon = 0x3a;

/** Whether the whole of `text` matches `pattern`; both in bytes (`toByteString`). Time grows with their product at most. */
export function wildmatch(pattern: string, text: string, options: WildmatchOptions): boolean {
  return new Match(pattern, text, options).from(0, 0) === "match";
}

/** Whether Git reads the byte `code` of a pattern as more than itself. */
export function isSpecial(code: number): boolean {
  return code === star || code === 0x3f || code === bracket || code === backslash;
}

/** `text` in UTF-8, a character for each byte. */
export function toByteString(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
  if (/^[\x00-\x7f]*$/.test(text)) return text;
  let bytes = "";
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return bytes;
}

/** `text` with A to Z as a to z, and nothing else: as Git folds. */
export function foldBytes(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

class Match {
  readonly #pattern: string;
  readonly #text: string;
  readonly #options: WildmatchOptions;
  /** What was tried already, by both places: without it, many stars cost exponentially. */
  readonly #tried = new Map<number, Outcome>();

  constructor(pattern: string, text: string, options: WildmatchOptions) {
    this.#pattern = pattern;
    this.#text = text;
    this.#options = options;
  }

  from(start: number, textStart: number): Outcome {
    const key = start * (this.#text.length + 1) + textStart;
    const known = this.#tried.get(key);
    if (known) return known;
    const outcome = this.#match(start, textStart);
    this.#tried.set(key, outcome);
    return outcome;
  }

  #match(start: number, textStart: number): Outcome {
    const { pathname } = this.#options;
    let p = start;
    let t = textStart;
    for (; p < this.#pattern.length; p++, t++) {
      const code = this.#pattern.charCodeAt(p);
      if (t >= this.#text.length && code !== star) return "abort";
      if (code === star) {
        const next = this.#star(start, p, t);
        if (typeof next === "string") return next;
        p = next.p;
        t = next.t;
      } else if (code === 0x3f) {
        if (pathname && this.#textAt(t) === slash) return "no-match";
      } else if (code === bracket) {
        const end = this.#set(p, this.#foldedText(t));
        if (typeof end === "string") return end;
        p = end;
        if (pathname && this.#textAt(t) === slash) return "no-match";
      } else {
        const isEscaped = code === backslash;
        if (isEscaped) p++;
        // Git folds the letters of a pattern, and not the one behind a backslash.
        const wanted = isEscaped ? this.#patternAt(p) : this.#foldedPattern(p);
        if (this.#foldedText(t) !== wanted) return "no-match";
      }
    }
    return t < this.#text.length ? "no-match" : "match";
  }

  /** From the star at `p` on: the outcome, or the places of a slash both sides have after `*`. */
  #star(start: number, at: number, textAt: number): Outcome | { p: number; t: number } {
    const { pathname } = this.#options;
    let p = at + 1;
    let t = textAt;
    let crosses = !pathname;
    if (this.#patternAt(p) === star) {
      while (this.#patternAt(p) === star) p++;
      const opens = at - 1 < start || this.#patternAt(at - 1) === slash;
      const after = this.#patternAt(p);
      const closes = after === 0 || after === slash || (after === backslash && this.#patternAt(p + 1) === slash);
      if (pathname && opens && closes) {
        // Between slashes it may stand for nothing.
        if (after === slash && this.from(p + 1, t) === "match") return "match";
        crosses = true;
      }
    }
    if (p >= this.#pattern.length) {
      return !crosses && this.#text.includes("/", t) ? "abort-to-starstar" : "match";
    }
    if (!crosses && this.#patternAt(p) === slash) {
      const next = this.#text.indexOf("/", t);
      return next < 0 ? "abort" : { p, t: next };
    }
    const literal = isSpecial(this.#patternAt(p)) ? undefined : this.#foldedPattern(p);
    for (; t < this.#text.length; t++) {
      if (literal !== undefined) {
        while (t < this.#text.length && (crosses || this.#textAt(t) !== slash) && this.#foldedText(t) !== literal) t++;
        if (this.#foldedText(t) !== literal) return crosses ? "abort" : "abort-to-starstar";
      }
      const outcome = this.from(p, t);
      if (outcome !== "no-match") {
        if (!crosses || outcome !== "abort-to-starstar") return outcome;
      } else if (!crosses && this.#textAt(t) === slash) return "abort-to-starstar";
    }
    return "abort";
  }

  /** Where the set that opens at `at` closes when it has `letter` in it, else the outcome. */
  #set(at: number, letter: number): Outcome | number {
    let p = at + 1;
    let code = this.#patternAt(p);
    const isNegated = code === 0x21 || code === 0x5e;
    if (isNegated) code = this.#patternAt(++p);
    let before = 0;
    let isIn = false;
    do {
      if (code === 0) return "abort";
      if (code === backslash) {
        code = this.#patternAt(++p);
        if (code === 0) return "abort";
        if (letter === code) isIn = true;
      } else if (code === dash && before !== 0 && this.#patternAt(p + 1) !== 0 && this.#patternAt(p + 1) !== closing) {
        code = this.#patternAt(++p);
        if (code === backslash) {
          code = this.#patternAt(++p);
          if (code === 0) return "abort";
        }
        const upper = this.#options.foldsCase && letter >= 0x61 && letter <= 0x7a ? letter - 32 : letter;
        if ((letter <= code && letter >= before) || (upper <= code && upper >= before)) isIn = true;
        code = 0;
      } else if (code === bracket && this.#patternAt(p + 1) === colon) {
        const nameStart = p + 2;
        const end = this.#pattern.indexOf("]", nameStart);
        if (end < 0) return "abort";
        if (end === nameStart || this.#patternAt(end - 1) !== colon) {
          // No ":]" closes it: a set like any other.
          if (letter === bracket) isIn = true;
        } else {
          const test = classes[this.#pattern.slice(nameStart, end - 1)];
          if (!test) return "abort";
          if (test(letter, this.#options.foldsCase)) isIn = true;
          p = end;
          code = 0;
        }
      } else if (letter === code) isIn = true;
      before = code;
      code = this.#patternAt(++p);
    } while (code !== closing);
    return isIn === isNegated ? "no-match" : p;
  }

  #patternAt(at: number): number {
    return at < this.#pattern.length ? this.#pattern.charCodeAt(at) : 0;
  }

  #textAt(at: number): number {
    return at < this.#text.length ? this.#text.charCodeAt(at) : 0;
  }

  #foldedPattern(at: number): number {
    return this.#fold(this.#patternAt(at));
  }

  #foldedText(at: number): number {
    return this.#fold(this.#textAt(at));
  }

  #fold(code: number): number {
    return this.#options.foldsCase && code >= 0x41 && code <= 0x5a ? code + 32 : code;
  }
}

const between = (low: number, high: number) => (code: number) => code >= low && code <= high;
const isDigit = between(0x30, 0x39);
const isLower = between(0x61, 0x7a);
const isUpper = between(0x41, 0x5a);
const isGraph = between(0x21, 0x7e);
const isAlpha = (code: number) => isLower(code) || isUpper(code);

/** The classes in a set, in ASCII, as Git knows them. */
const classes: Readonly<Record<string, ((code: number, foldsCase: boolean) => boolean) | undefined>> = {
  __proto__: null as never,
  alnum: (code) => isAlpha(code) || isDigit(code),
  alpha: isAlpha,
  blank: (code) => code === 0x20 || code === 0x09,
  cntrl: (code) => code < 0x20 || code === 0x7f,
  digit: isDigit,
  graph: isGraph,
  lower: isLower,
  print: between(0x20, 0x7e),
  punct: (code) => isGraph(code) && !isAlpha(code) && !isDigit(code),
  space: (code) => code === 0x20 || (code >= 0x09 && code <= 0x0d),
  upper: (code, foldsCase) => isUpper(code) || (foldsCase && isLower(code)),
  xdigit: (code) => isDigit(code) || between(0x61, 0x66)(code) || between(0x41, 0x46)(code),
};
