// What has to be known of a language to tell its code from its literals and comments, and where a statement ends.

/** A kind of literal. */
export interface StringRule {
  readonly open: string;
  readonly close: string;
  /** Goes on over the end of a line. */
  readonly multiline?: boolean;
  /** `\` takes the next character with it; `double` writes the closing quote twice. */
  readonly escape?: "backslash" | "double";
  /** What opens code inside of the literal; a bracket at its end closes it. */
  readonly code?: string;
}

/** The words of one family of languages. */
export interface Syntax {
  readonly family: Family;
  /** Whether brackets or indentation say what belongs together. */
  readonly layout: "braces" | "indent";
  readonly lineComments: readonly string[];
  readonly blockComments: readonly (readonly [open: string, close: string])[];
  readonly nestedComments?: boolean;
  /** Longer openings first. */
  readonly strings: readonly StringRule[];
  /** `'` is a character, or a lifetime, or parts digits. */
  readonly chars?: boolean;
  /** Statements may end with their line. */
  readonly newlineEnds?: boolean;
  /** Lines that begin with `#` are the preprocessor's. */
  readonly preprocessor?: boolean;
  /** Regular expressions between slashes. */
  readonly regex?: boolean;
  /** Tags stand among the code. */
  readonly jsx?: boolean;
  /** The same name may stand for several functions with different parameters. */
  readonly overloads?: boolean;
}

export type Family =
  | "js"
  | "json"
  | "java"
  | "c"
  | "csharp"
  | "go"
  | "rust"
  | "php"
  | "kotlin"
  | "swift"
  | "dart"
  | "scala"
  | "css"
  | "python"
  | "ruby";

const double: StringRule = { open: '"', close: '"', escape: "backslash" };
const single: StringRule = { open: "'", close: "'", escape: "backslash" };
const triple: StringRule = { open: '"""', close: '"""', escape: "backslash", multiline: true };
const tripleSingle: StringRule = { open: "'''", close: "'''", escape: "backslash", multiline: true };
const slashes = {
  layout: "braces",
  lineComments: ["//"],
  blockComments: [["/*", "*/"]],
} as const;

const js: Syntax = {
  ...slashes,
  family: "js",
  strings: [double, single, { open: "`", close: "`", escape: "backslash", multiline: true, code: "${" }],
  newlineEnds: true,
  regex: true,
};
const jsx: Syntax = { ...js, jsx: true };
const json: Syntax = { ...slashes, family: "json", strings: [double] };
const c: Syntax = { ...slashes, family: "c", strings: [double], chars: true, preprocessor: true, overloads: true };
const kotlin: Syntax = {
  ...slashes,
  family: "kotlin",
  nestedComments: true,
  strings: [
    { open: '"""', close: '"""', multiline: true, code: "${" },
    { ...double, code: "${" },
  ],
  chars: true,
  newlineEnds: true,
  overloads: true,
};
const css: Syntax = { ...slashes, family: "css", lineComments: [], strings: [double, single] };

const syntaxes: Readonly<Record<string, Syntax>> = {
  javascript: jsx,
  javascriptreact: jsx,
  typescript: js,
  typescriptreact: jsx,
  json,
  jsonc: json,
  java: { ...slashes, family: "java", strings: [triple, double], chars: true, overloads: true },
  c,
  cpp: c,
  "cuda-cpp": c,
  csharp: {
    ...slashes,
    family: "csharp",
    strings: [
      { open: '$@"', close: '"', escape: "double", multiline: true, code: "{" },
      { open: '@$"', close: '"', escape: "double", multiline: true, code: "{" },
      { open: '@"', close: '"', escape: "double", multiline: true },
      { ...double, open: '$"', code: "{" },
      double,
    ],
    chars: true,
    preprocessor: true,
    overloads: true,
  },
  go: {
    ...slashes,
    family: "go",
    strings: [double, { open: "`", close: "`", multiline: true }],
    chars: true,
    newlineEnds: true,
  },
  rust: {
    ...slashes,
    family: "rust",
    nestedComments: true,
    strings: [{ ...double, multiline: true }],
    chars: true,
  },
  php: {
    ...slashes,
    family: "php",
    lineComments: ["//", "#"],
    strings: [
      { ...double, multiline: true },
      { ...single, multiline: true },
    ],
  },
  kotlin,
  scala: { ...kotlin, family: "scala" },
  swift: {
    ...slashes,
    family: "swift",
    nestedComments: true,
    strings: [
      { ...triple, code: "\\(" },
      { ...double, code: "\\(" },
    ],
    newlineEnds: true,
    overloads: true,
  },
  dart: {
    ...slashes,
    family: "dart",
    strings: [
      { ...triple, code: "${" },
      { ...tripleSingle, code: "${" },
      { ...double, code: "${" },
      { ...single, code: "${" },
    ],
  },
  css,
  scss: { ...css, lineComments: ["//"] },
  less: { ...css, lineComments: ["//"] },
  python: {
    family: "python",
    layout: "indent",
    lineComments: ["#"],
    blockComments: [],
    strings: [triple, tripleSingle, double, single],
  },
  ruby: {
    family: "ruby",
    layout: "indent",
    lineComments: ["#"],
    blockComments: [],
    strings: [{ ...double, code: "#{" }, { ...single }],
    regex: true,
  },
};

/** What is known of a language by VS Code's id for it; undefined for all others. */
export function syntaxOf(languageId: string): Syntax | undefined {
  return Object.hasOwn(syntaxes, languageId) ? syntaxes[languageId] : undefined;
}
