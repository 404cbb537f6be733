// A second reading of a command line, beside the grammar's: of a language so small that bash, zsh and sh all read it the
// same way. The grammar says what a line is; this says that nothing in it can be taken otherwise. Where both agree on every
// word of every command, that is what runs.

import { isDistinct } from "./oddCharacters.ts";
import type { ShellKind } from "./shellReading.ts";

const plain = /[A-Za-z0-9_\-./:,+@%]/;
/** What a backslash takes the meaning of inside `"…"`; before anything else it stands for itself. */
const escapable = '"\\$`';

/**
 * The words of each command of `line`, or undefined when it has anything but plain words, `'…'`, `"…"` without
 * expansions, and `&&`, `||`, `|`, `;` and line feeds between commands.
 */
export function plainCommands(line: string, shell: ShellKind): readonly (readonly string[])[] | undefined {
  return new Reader(line, shell).read();
}

class Reader {
  readonly #line: string;
  readonly #shell: ShellKind;
  readonly #commands: string[][] = [];
  #words: string[] = [];
  /** Undefined between words. */
  #word: string | undefined;
  /** An operator stands before that needs a command behind it. */
  #isOpen = false;

  constructor(line: string, shell: ShellKind) {
    this.#line = line;
    this.#shell = shell;
  }

  read(): readonly (readonly string[])[] | undefined {
    const letters = Array.from(this.#line);
    for (let at = 0; at < letters.length; ) {
      const next = this.#step(letters, at);
      if (next === undefined) return undefined;
      at = next;
    }
    return this.#endCommand() || !this.#isOpen ? this.#commands : undefined;
  }

  /** Where to go on; undefined: it is not plain. */
  #step(letters: readonly string[], at: number): number | undefined {
    const letter = letters[at] ?? "";
    if (letter === " " || letter === "\t") {
      this.#endWord();
      return at + 1;
    }
    if (letter === "\n") {
      if (this.#endCommand()) this.#isOpen = false;
      return at + 1;
    }
    if (letter === ";") return this.#endCommand() && letters[at + 1] !== ";" ? this.#opened(at + 1, false) : undefined;
    if (letter === "|" || letter === "&") return this.#operator(letters, at);
    if (letter === "'") return this.#single(letters, at + 1);
    if (letter === '"') return this.#double(letters, at + 1);
    if (!this.#isPlain(letter)) return undefined;
    this.#word = (this.#word ?? "") + letter;
    return at + 1;
  }

  #operator(letters: readonly string[], at: number): number | undefined {
    const isDouble = letters[at + 1] === letters[at];
    if (letters[at] === "&" && !isDouble) return undefined;
    const after = letters[at + (isDouble ? 2 : 1)];
    if (after === "&" || after === "|" || !this.#endCommand()) return undefined;
    return this.#opened(at + (isDouble ? 2 : 1), true);
  }

  #opened(at: number, isOpen: boolean): number {
    this.#isOpen = isOpen;
    return at;
  }

  #single(letters: readonly string[], from: number): number | undefined {
    const end = letters.indexOf("'", from);
    // zsh may be told to take `''` inside of quotes for one.
    if (end === -1 || letters[end + 1] === "'") return undefined;
    this.#word = (this.#word ?? "") + letters.slice(from, end).join("");
    return end + 1;
  }

  #double(letters: readonly string[], from: number): number | undefined {
    let text = "";
    for (let at = from; at < letters.length; at++) {
      const letter = letters[at] ?? "";
      if (letter === '"') {
        this.#word = (this.#word ?? "") + text;
        return at + 1;
      }
      if (letter === "$" || letter === "`" || letter === "!") return undefined;
      const next = letters[at + 1];
      if (letter !== "\\") text += letter;
      else if (next === undefined || next === "\n" || next === "!") return undefined;
      else {
        text += escapable.includes(next) ? next : letter + next;
        at++;
      }
    }
    return undefined;
  }

  #isPlain(letter: string): boolean {
    if (letter > "\x7f") return isDistinct(letter);
    // At the beginning of a word zsh takes `=ls` for the path of `ls`.
    if (letter === "=") return this.#word !== undefined;
    // `HEAD~1`; zsh may know an operator of that sign.
    if (letter === "~") return this.#shell !== "zsh" && /[A-Za-z0-9]$/.test(this.#word ?? "");
    return plain.test(letter);
  }

  #endWord(): void {
    if (this.#word !== undefined) this.#words.push(this.#word);
    this.#word = undefined;
  }

  /** Whether there was one. */
  #endCommand(): boolean {
    this.#endWord();
    if (this.#words.length === 0) return false;
    this.#commands.push(this.#words);
    this.#words = [];
    return true;
  }
}
