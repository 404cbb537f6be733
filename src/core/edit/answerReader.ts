// Finds the code in an answer while it streams. The prompt asks for one fenced block; what stands around it is prose.
//
// The rules: the first fence opens the answer and the fence that closes it ends it (CommonMark 0.31, section 4.5, and a
// fence with an info string inside a block opens a block of its own, as in a Markdown file that is being rewritten). An
// answer without any fence is code as a whole.

/** What was found so far. */
export interface Answer {
  /** Whole lines of code, without what is still being written. */
  readonly lines: readonly string[];
  /** `none`: no fence was seen, so all of it counts. `open`: the block has not been closed. */
  readonly fence: "none" | "open" | "closed";
  /** Blocks after the first: the answer is not the one block that was asked for. */
  readonly moreBlocks: boolean;
}

/** Without a fence, so many lines are held back: prose before a block is shorter than that, and is never shown as code. */
const proseLines = 3;

interface Fence {
  readonly character: string;
  readonly length: number;
}

/** Takes an answer in pieces, cut anywhere. */
export class AnswerReader {
  /** The line that has no ending yet; grows as a rope and is read once. */
  #rest = "";
  #outside: string[] = [];
  #inside: string[] = [];
  readonly #open: Fence[] = [];
  #blocks = 0;

  /** Takes the next piece of the answer's text. */
  push(text: string): void {
    let start = 0;
    // A CR may be half of a line ending that is cut; it is taken off with the LF.
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
      this.#takeLine(this.#rest + text.slice(start, end));
      this.#rest = "";
      start = end + 1;
    }
    this.#rest += text.slice(start);
  }

  /** What can be shown now. */
  get answer(): Answer {
    if (this.#blocks > 0) return this.#result(this.#inside);
    return this.#result(this.#outside.length > proseLines ? this.#outside : []);
  }

  /** The whole answer, when nothing more will come. The line that has no ending counts. */
  end(): Answer {
    if (this.#rest !== "") this.#takeLine(this.#rest);
    this.#rest = "";
    return this.#result(this.#blocks > 0 ? this.#inside : this.#outside);
  }

  #result(lines: readonly string[]): Answer {
    const fence = this.#blocks === 0 ? "none" : this.#blocks === 1 && this.#open.length > 0 ? "open" : "closed";
    return { lines: [...lines], fence, moreBlocks: this.#blocks > 1 };
  }

  #takeLine(raw: string): void {
    const line = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
    const current = this.#open.at(-1);
    const fence = /^ {0,3}(?<run>`{3,}|~{3,})(?<info>.*)$/.exec(line)?.groups;
    const run = fence?.run ?? "";
    const info = fence?.info?.trim() ?? "";
    if (!current) {
      if (run !== "" && !(run.startsWith("`") && info.includes("`"))) {
        this.#open.push({ character: run.charAt(0), length: run.length });
        this.#blocks++;
      } else if (this.#blocks === 0) this.#outside.push(line);
      return;
    }
    const fits = run.startsWith(current.character) && run.length >= current.length;
    if (fits && info === "") {
      this.#open.pop();
      if (this.#open.length === 0) return;
    } else if (fits && /^[\w+#.-]+$/.test(info)) this.#open.push({ character: run.charAt(0), length: run.length });
    if (this.#blocks === 1) this.#inside.push(line);
  }
}
