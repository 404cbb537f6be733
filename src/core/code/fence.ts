/** A fence that no line of `code` can close. */
export function fenceFor(code: string): string {
  let longest = 2;
  for (const match of code.matchAll(/^[ \t]*(`{3,})/gm)) longest = Math.max(longest, match[1]?.length ?? 0);
  return "`".repeat(longest + 1);
}

/** `code` in such a fence, under the name of its language. */
export function fenced(code: string, language: string): string {
  const fence = fenceFor(code);
  return `${fence}${language.replace(/[^\w+#.-]/g, "")}\n${code.replace(/\n$/, "")}\n${fence}`;
}
