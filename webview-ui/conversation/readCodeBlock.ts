// A block of code on the page, as the host takes it.

/** Longer than what the host takes for a path or a language is none. */
const longestPath = 300;
const longestLanguage = 40;

/** What the host takes of a block. */
export function readCodeBlock(block: HTMLElement) {
  const { language = "", path } = block.dataset;
  return {
    text: block.querySelector("code")?.textContent ?? "",
    language: language.slice(0, longestLanguage),
    path: path !== undefined && path.length <= longestPath ? path : undefined,
  };
}
