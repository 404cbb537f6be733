// The answers that the benchmarks of drawing stream.

import { everyBlock } from "../fixtures/webview-page/conversations.ts";

/** Of Markdown of every kind, cut to the length. */
export function mixedAnswer(size: number): string {
  return repeated(size, (n) => `# Part ${n}\n\n${everyBlock}\n\n`);
}

/** Answers of `size` characters that are one kind of block throughout. */
export const answersOfKind = {
  prose: (size: number) =>
    repeated(
      size,
      (n) => `Paragraph ${n} says a *few* words, with \`code\` and a [link](https://example.com/${n}).\n\n`,
    ),
  table: (size: number) =>
    `| Name | Value | Remark |\n|---|--:|---|\n${repeated(size, (n) => `| name ${n} | ${n * 7} | a *remark* with \`code\` in it |\n`)}`,
  list: (size: number) => repeated(size, (n) => `- Item ${n} says a *few* words, with \`code\` in it.\n`),
  "loose list": (size: number) => repeated(size, (n) => `${n + 1}. Item says a *few* words, with \`code\` in it.\n\n`),
  quote: (size: number) =>
    repeated(size, (n) => `> Line ${n} says a *few* words, with \`code\` in it.\n${n % 4 === 3 ? ">\n" : ""}`),
  code: (size: number) =>
    `\`\`\`ts\n${repeated(size, (n) => `export const value${n} = compute("${n}", { deep: true });\n`)}`,
} as const;

function repeated(size: number, part: (n: number) => string): string {
  let text = "";
  for (let n = 0; text.length < size; n++) text += part(n);
  return text.slice(0, size);
}
