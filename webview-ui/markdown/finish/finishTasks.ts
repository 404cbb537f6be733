// What is left to do on a block that will not change any more, and how it is done.

/** Coloured nodes that read as `code` does; undefined for an unknown language. */
export type Highlight = (code: string, language: string) => DocumentFragment | undefined;

/** A formula as nodes; undefined for TeX that cannot be set. */
export type Typeset = (tex: string, display: boolean) => Node | undefined;

/** The libraries it takes, each loaded by the first block that needs it. */
export interface FinishLibraries {
  highlight(): Promise<Highlight>;
  typeset(): Promise<Typeset>;
}

/** One piece of work on one element of the page; short enough for a frame. */
export interface FinishTask {
  readonly element: Element;
  /** Loads what it needs and resolves to the work itself. Rejects when the library cannot be loaded. */
  prepare(libraries: FinishLibraries): Promise<() => void>;
}

/** Longer code stays plain: highlighting it would take longer than a frame. */
const mostCharacters = 10_000;
const mostLines = 200;
/** The same for a formula. */
const mostTex = 4000;

/** The tasks of a block, in the order of the page. What is done already is none. */
export function findTasks(block: Element): FinishTask[] {
  const found = block.querySelectorAll(".code-block code[class], .math[data-tex]");
  const elements = block.matches(".math[data-tex]") ? [block, ...found] : [...found];
  return elements
    .filter(isUnfinished)
    .flatMap((element) => (element.matches(".math") ? mathTask(element) : codeTasks(element)));
}

/** Code is in pieces until it is coloured, a formula is text until it is set. */
function isUnfinished(element: Element): boolean {
  return element.matches(".math")
    ? element.firstElementChild === null
    : element.querySelector(":scope > [class^=hljs]") === null;
}

/** Two: reading a grammar for the first time takes as long as a block of code does. */
function codeTasks(element: Element): FinishTask[] {
  const task = (work: (highlight: Highlight, language: string) => void): FinishTask => ({
    element,
    prepare: async (libraries) => {
      const highlight = await libraries.highlight();
      return () => work(highlight, /^language-(.+)$/.exec(element.className)?.[1]?.toLowerCase() ?? "");
    },
  });
  return [
    task((highlight, language) => highlight("", language)),
    task((highlight, language) => {
      const code = element.textContent ?? "";
      // An item of a list is met twice: by itself, and with its list.
      const nodes = isShort(code) && isUnfinished(element) ? highlight(code, language) : undefined;
      if (nodes) element.replaceChildren(nodes);
    }),
  ];
}

function mathTask(element: Element): FinishTask {
  return {
    element,
    prepare: async (libraries) => {
      const typeset = await libraries.typeset();
      return () => {
        const tex = element.getAttribute("data-tex") ?? "";
        const nodes =
          tex.length > mostTex || !isUnfinished(element)
            ? undefined
            : typeset(tex, element.classList.contains("math-display"));
        if (nodes) element.replaceChildren(nodes);
      };
    },
  };
}

function isShort(code: string): boolean {
  return code !== "" && code.length <= mostCharacters && countLines(code) <= mostLines;
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lines += 1;
  return lines;
}
