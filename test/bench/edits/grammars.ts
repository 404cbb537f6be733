// What the bench knows of a language: the names its grammar gives to things, and how one writes a comment, a statement
// and a text of several lines in it.

/** One language of the bench. Node types are those of its tree-sitter grammar. */
export interface Grammar {
  readonly name: string;
  /** VS Code's id. */
  readonly languageId: string;
  /** `tree-sitter-<wasm>.wasm` */
  readonly wasm: string;
  readonly extensions: readonly string[];
  readonly functions: readonly string[];
  /** Have members: classes and their like. */
  readonly containers: readonly string[];
  /** Have members too, but are seldom written as a whole: namespaces. */
  readonly spaces: readonly string[];
  /** Definitions without members of their own. */
  readonly data: readonly string[];
  /** What stands around a definition and belongs to it. */
  readonly wrappers: readonly string[];
  /** Siblings that belong to the definition after them. */
  readonly attributes: readonly string[];
  readonly imports: readonly string[];
  /** Literals that may go over several lines. */
  readonly literals: readonly string[];
  readonly comments: readonly string[];
  /** Other nodes whose name counts as taken. */
  readonly names: readonly string[];
  /** Whether a language server's range of a definition has the comments above it. */
  readonly rangeHasComments: boolean;
  comment(text: string): string;
  /** A statement that nothing depends on, by a number. */
  statement(n: number): string;
  /** Lines around statements that run on a condition. */
  readonly condition: readonly [string, string];
  /** A parameter more, by its name; undefined where a call would not be valid by text alone. */
  parameter(name: string): string;
  /** A statement that holds a text with a line at column 0. */
  literal(inner: readonly string[]): readonly string[];
}

const slashes = (text: string) => `// ${text}`;
const hash = (text: string) => `# ${text}`;

const scriptBase = {
  functions: [
    "function_declaration",
    "generator_function_declaration",
    "method_definition",
    "function_signature",
    "abstract_method_signature",
  ],
  containers: ["class_declaration", "abstract_class_declaration"],
  spaces: ["internal_module", "module"],
  data: ["interface_declaration", "enum_declaration", "type_alias_declaration"],
  wrappers: ["export_statement", "ambient_declaration"],
  attributes: ["decorator"],
  imports: ["import_statement"],
  literals: ["template_string", "string"],
  comments: ["comment"],
  names: [
    "variable_declarator",
    "public_field_definition",
    "field_definition",
    "method_signature",
    "property_signature",
    "class",
    "function_expression",
  ],
  rangeHasComments: false,
  comment: slashes,
  statement: (n: number) => `console.log("step ${n}");`,
  condition: ["if (isReady) {", "}"] as const,
  literal: (inner: readonly string[]) => ["const usage = `Usage:", ...inner, "`;"],
};

const typescript: Grammar = {
  ...scriptBase,
  name: "typescript",
  languageId: "typescript",
  wasm: "typescript",
  extensions: [".ts", ".mts", ".cts"],
  parameter: (name) => `${name}?: number`,
};

/** The languages, each with at least a dozen real files in sources.json. */
export const grammars: readonly Grammar[] = [
  typescript,
  { ...typescript, name: "tsx", languageId: "typescriptreact", wasm: "tsx", extensions: [".tsx"] },
  {
    ...scriptBase,
    name: "javascript",
    languageId: "javascript",
    wasm: "javascript",
    extensions: [".js", ".mjs", ".cjs"],
    parameter: (name) => `${name} = 0`,
  },
  {
    name: "python",
    languageId: "python",
    wasm: "python",
    extensions: [".py"],
    functions: ["function_definition"],
    containers: ["class_definition"],
    spaces: [],
    data: [],
    wrappers: ["decorated_definition"],
    attributes: [],
    imports: ["import_statement", "import_from_statement", "future_import_statement"],
    literals: ["string"],
    comments: ["comment"],
    names: [],
    rangeHasComments: false,
    comment: hash,
    statement: (n) => `print("step ${n}")`,
    condition: ["if is_ready:", ""],
    parameter: (name) => `${name}=0`,
    literal: (inner) => ['usage = """Usage:', ...inner, '"""'],
  },
  {
    name: "go",
    languageId: "go",
    wasm: "go",
    extensions: [".go"],
    functions: ["function_declaration", "method_declaration"],
    containers: [],
    spaces: [],
    data: ["type_declaration"],
    wrappers: [],
    attributes: [],
    imports: ["import_declaration"],
    literals: ["raw_string_literal"],
    comments: ["comment"],
    names: ["type_spec", "const_spec", "var_spec", "field_declaration", "method_elem"],
    rangeHasComments: false,
    comment: slashes,
    statement: (n) => `log.Println("step ${n}")`,
    condition: ["if isReady {", "}"],
    parameter: (name) => `${name} int`,
    literal: (inner) => ["usage := `Usage:", ...inner, "`"],
  },
  {
    name: "rust",
    languageId: "rust",
    wasm: "rust",
    extensions: [".rs"],
    functions: ["function_item", "function_signature_item"],
    containers: ["impl_item", "trait_item"],
    spaces: ["mod_item"],
    data: ["struct_item", "enum_item", "type_item", "union_item"],
    wrappers: [],
    attributes: ["attribute_item"],
    imports: ["use_declaration"],
    literals: ["string_literal", "raw_string_literal"],
    comments: ["line_comment", "block_comment"],
    names: ["field_declaration", "enum_variant", "const_item", "static_item", "macro_definition", "associated_type"],
    rangeHasComments: true,
    comment: slashes,
    statement: (n) => `println!("step ${n}");`,
    condition: ["if is_ready {", "}"],
    parameter: (name) => `${name}: usize`,
    literal: (inner) => ['let usage = r#"Usage:', ...inner, '"#;'],
  },
  {
    name: "java",
    languageId: "java",
    wasm: "java",
    extensions: [".java"],
    functions: ["method_declaration", "constructor_declaration"],
    containers: ["class_declaration", "interface_declaration"],
    spaces: [],
    data: ["enum_declaration"],
    wrappers: [],
    attributes: [],
    imports: ["import_declaration", "package_declaration"],
    literals: ["string_literal"],
    comments: ["line_comment", "block_comment"],
    names: ["variable_declarator", "enum_constant", "record_declaration", "annotation_type_declaration"],
    rangeHasComments: true,
    comment: slashes,
    statement: (n) => `System.out.println("step ${n}");`,
    condition: ["if (isReady()) {", "}"],
    parameter: (name) => `int ${name}`,
    literal: (inner) => ['String usage = """', ...inner, '""";'],
  },
  {
    name: "csharp",
    languageId: "csharp",
    wasm: "c-sharp",
    extensions: [".cs"],
    functions: ["method_declaration", "constructor_declaration", "local_function_statement", "destructor_declaration"],
    containers: ["class_declaration", "struct_declaration", "interface_declaration"],
    spaces: ["namespace_declaration"],
    data: ["enum_declaration", "property_declaration", "delegate_declaration"],
    wrappers: [],
    attributes: [],
    imports: ["using_directive"],
    literals: ["verbatim_string_literal", "raw_string_literal", "interpolated_string_expression"],
    comments: ["comment"],
    names: ["variable_declarator", "enum_member_declaration", "event_field_declaration", "record_declaration"],
    rangeHasComments: false,
    comment: slashes,
    statement: (n) => `Console.WriteLine("step ${n}");`,
    condition: ["if (isReady)", ""],
    parameter: (name) => `int ${name}`,
    literal: (inner) => ['var usage = @"Usage:', ...inner, '";'],
  },
  {
    name: "cpp",
    languageId: "cpp",
    wasm: "cpp",
    extensions: [".cc", ".cpp", ".c", ".h", ".hpp"],
    functions: ["function_definition"],
    containers: ["class_specifier"],
    spaces: ["namespace_definition"],
    data: ["struct_specifier", "enum_specifier"],
    wrappers: ["template_declaration"],
    attributes: [],
    imports: ["preproc_include", "using_declaration"],
    literals: ["raw_string_literal", "string_literal"],
    comments: ["comment"],
    names: ["init_declarator", "field_declaration", "declaration", "enumerator", "preproc_def", "preproc_function_def"],
    rangeHasComments: false,
    comment: slashes,
    statement: (n) => `std::printf("step ${n}\\n");`,
    condition: ["if (is_ready()) {", "}"],
    parameter: (name) => `int ${name}`,
    literal: (inner) => ['const char* usage = R"(Usage:', ...inner, ')";'],
  },
  {
    name: "ruby",
    languageId: "ruby",
    wasm: "ruby",
    extensions: [".rb"],
    functions: ["method", "singleton_method"],
    containers: ["class"],
    spaces: ["module"],
    data: [],
    wrappers: [],
    attributes: [],
    imports: [],
    literals: ["string", "heredoc_body"],
    comments: ["comment"],
    names: ["assignment"],
    rangeHasComments: false,
    comment: hash,
    statement: (n) => `puts "step ${n}"`,
    condition: ["if ready?", "end"],
    parameter: (name) => `${name} = 0`,
    literal: (inner) => ["usage = <<USAGE", ...inner, "USAGE"],
  },
  {
    name: "php",
    languageId: "php",
    wasm: "php",
    extensions: [".php"],
    functions: ["function_definition", "method_declaration"],
    containers: ["class_declaration", "trait_declaration", "interface_declaration"],
    spaces: ["namespace_definition"],
    data: ["enum_declaration"],
    wrappers: [],
    attributes: [],
    imports: ["namespace_use_declaration"],
    literals: ["string", "encapsed_string", "heredoc_body", "nowdoc_body"],
    comments: ["comment"],
    names: ["property_element", "const_element"],
    rangeHasComments: false,
    comment: slashes,
    statement: (n) => `error_log("step ${n}");`,
    condition: ["if ($isReady) {", "}"],
    parameter: (name) => `int $${name} = 0`,
    literal: (inner) => ['$usage = "Usage:', ...inner, '";'],
  },
  {
    name: "css",
    languageId: "css",
    wasm: "css",
    extensions: [".css"],
    functions: ["rule_set"],
    containers: [],
    spaces: ["media_statement", "supports_statement"],
    data: ["keyframes_statement"],
    wrappers: [],
    attributes: [],
    imports: ["import_statement", "charset_statement"],
    literals: ["string_value"],
    comments: ["comment"],
    names: [],
    rangeHasComments: false,
    comment: (text) => `/* ${text} */`,
    statement: (n) => `--step-${n}: ${n};`,
    condition: ["@media print {", "}"],
    parameter: (name) => name,
    literal: () => [],
  },
];

/** The language of a file, by the end of its name. */
export function grammarOf(path: string): Grammar | undefined {
  if (path.endsWith(".d.ts")) return undefined;
  return grammars.find(({ extensions }) => extensions.some((extension) => path.endsWith(extension)));
}
