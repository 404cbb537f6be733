/**
 * The question that opens the chat beside the code, in the person's language; the code goes with it as a reference.
 * `problem` is what the editor says is wrong with it.
 */
export function explainQuestion(language: string, problem?: string): string {
  if (language.toLowerCase().startsWith("zh")) {
    return problem === undefined ? "请解释这段代码。" : `请解释这段代码中的这个问题,并说明怎样解决:${problem}`;
  }
  return problem === undefined
    ? "Explain this code."
    : `Explain this problem with the code, and how to solve it: ${problem}`;
}
