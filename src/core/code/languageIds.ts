// From what a fence calls a language to VS Code's id for it, where the two differ.

const ids: Readonly<Record<string, string>> = {
  bash: "shellscript",
  "c#": "csharp",
  "c++": "cpp",
  console: "shellscript",
  cs: "csharp",
  golang: "go",
  h: "c",
  hpp: "cpp",
  js: "javascript",
  jsx: "javascriptreact",
  kt: "kotlin",
  make: "makefile",
  md: "markdown",
  "objective-c": "objective-c",
  patch: "diff",
  ps1: "powershell",
  py: "python",
  rb: "ruby",
  rs: "rust",
  sh: "shellscript",
  shell: "shellscript",
  text: "plaintext",
  ts: "typescript",
  tsx: "typescriptreact",
  txt: "plaintext",
  yml: "yaml",
  zsh: "shellscript",
};

/** VS Code's id for `name`, or undefined when `known`, the ids this VS Code has, lacks it. */
export function languageIdOf(name: string, known: readonly string[]): string | undefined {
  const lower = name.toLowerCase();
  const id = ids[lower] ?? lower;
  return known.includes(id) ? id : undefined;
}
