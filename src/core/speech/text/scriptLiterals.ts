/** What stands before a slash that begins a regular expression: an operator, or a word that takes a value. */
const beforeRegExp =
  /(?:^|[(,=:[!&|?{;+\-*%~^>])$|(?:^|[^\w$.])(?:return|typeof|case|in|of|delete|void|throw|new|instanceof|do|else|yield|await)$/;
/** UTF-16 units of the longest of these words and what must not stand before it. */
const longestWord = 11;

/** Template literals and regular expressions of JavaScript and TypeScript, on one way through a source. */
export class ScriptLiterals {
  readonly #source: string;
  /** For each template that is open, the braces that are open in its code. */
  readonly #templates: number[] = [];
  /** Behind the last code that is not white space. */
  #codeEnd = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** Where to go on after what begins at `at`, which is neither a comment nor a string in quotes. */
  skip(at: number): number {
    const char = this.#source[at];
    const braces = this.#templates.at(-1);
    if (char === "`") return this.#skipTemplate(at + 1);
    if (char === "/") return this.#beginsRegExp() ? this.#skipRegExp(at) : at + 1;
    if (braces === undefined) return at + 1;
    if (char === "}" && braces === 0) {
      this.#templates.pop();
      return this.#skipTemplate(at + 1);
    }
    if (char === "{") this.#templates[this.#templates.length - 1] = braces + 1;
    if (char === "}") this.#templates[this.#templates.length - 1] = braces - 1;
    return at + 1;
  }

  /** Told of all that is not a comment. */
  pass(start: number, end: number): void {
    if (end - start > 1 || /\S/.test(this.#source[start] ?? "")) this.#codeEnd = end;
  }

  /** From inside a template's text to its end, or into its code. */
  #skipTemplate(from: number): number {
    for (let i = from; i < this.#source.length; i++) {
      const char = this.#source[i];
      if (char === "\\") i++;
      else if (char === "`") return i + 1;
      else if (char === "$" && this.#source[i + 1] === "{") {
        this.#templates.push(0);
        return i + 2;
      }
    }
    return this.#source.length;
  }

  #beginsRegExp(): boolean {
    return beforeRegExp.test(this.#source.slice(Math.max(0, this.#codeEnd - longestWord), this.#codeEnd));
  }

  /** A regular expression ends on its line, or the slash divides. */
  #skipRegExp(start: number): number {
    let inClass = false;
    for (let i = start + 1; i < this.#source.length; i++) {
      const char = this.#source[i];
      if (char === "\n" || char === "\r") break;
      if (char === "\\") i++;
      else if (char === "[") inClass = true;
      else if (char === "]") inClass = false;
      else if (char === "/" && !inClass) return i + 1;
    }
    return start + 1;
  }
}
