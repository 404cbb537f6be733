// What a file truly holds, told by a parser that shares nothing with the extension: definitions, members, statements,
// and the lines whose indentation means something.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Node, Parser as TreeParser } from "@vscode/tree-sitter-wasm";
import { type Grammar, grammars } from "./grammars.ts";

/** Lines `[start, end)`. */
export interface Rows {
  readonly start: number;
  readonly end: number;
}

/** A definition and the lines it has to itself. */
export interface Definition extends Rows {
  readonly name: string;
  readonly type: string;
  readonly role: "function" | "container" | "space" | "data" | "field";
  /** The first line of the comments right above; `start` when there are none. */
  readonly lead: number;
  /** The line with the name; decorators stand between `start` and it. */
  readonly head: number;
  /** False when it shares its first or last line with other code. */
  readonly alone: boolean;
  /** Of a function: what its body says, in order. Only when each begins a line and ends one. */
  readonly statements: readonly Rows[];
  /** Where the parameters end: a line and the column of the closing parenthesis, and whether there are any. */
  readonly parameters?: { readonly line: number; readonly column: number; readonly any: boolean };
  /** Lines of its body, the braces not among them. */
  readonly inner?: Rows;
  readonly members: readonly Definition[];
  readonly parent?: Definition;
}

/** Why a line's indentation is not the code's. */
export type RowKind = "code" | "literal" | "doc" | "comment" | "directive";

/** All that is known of a text. */
export interface Outline {
  readonly definitions: readonly Definition[];
  /** All of them, inner ones included. */
  readonly all: readonly Definition[];
  readonly imports: readonly Rows[];
  /** One for each line. */
  readonly rowKinds: readonly RowKind[];
  /** How often a name is given to something. */
  readonly names: ReadonlyMap<string, number>;
  /** Names of locals and fields with their lines, as outlines show them. */
  readonly variables: readonly (Rows & { readonly name: string })[];
  readonly hasErrors: boolean;
}

const require = createRequire(import.meta.url);
const { Language, Parser } = require("@vscode/tree-sitter-wasm") as typeof import("@vscode/tree-sitter-wasm");
const parsers = new Map<string, TreeParser>();

/** Loads the grammars. To be awaited once before the first outline. */
export async function loadGrammars(): Promise<void> {
  await Parser.init();
  const folder = dirname(require.resolve("@vscode/tree-sitter-wasm"));
  for (const { wasm } of grammars) {
    if (parsers.has(wasm)) continue;
    const parser = new Parser();
    parser.setLanguage(await Language.load(await readFile(join(folder, `tree-sitter-${wasm}.wasm`))));
    parsers.set(wasm, parser);
  }
}

/** Reads `lines`, a whole file in `grammar`. */
export function outlineOf(lines: readonly string[], grammar: Grammar): Outline {
  const tree = parsers.get(grammar.wasm)?.parse(lines.join("\n"));
  if (!tree) throw new Error(`${grammar.wasm} is not loaded`);
  try {
    return new Reader(lines, grammar).read(tree.rootNode);
  } finally {
    tree.delete();
  }
}

/** Whether a text parses without errors. */
export function isValid(lines: readonly string[], grammar: Grammar): boolean {
  const tree = parsers.get(grammar.wasm)?.parse(lines.join("\n"));
  const valid = tree?.rootNode.hasError === false;
  tree?.delete();
  return valid;
}

const childrenOf = (node: Node): Node[] => node.namedChildren.filter((each) => each !== null);
/** Some nodes take the line break along. */
const endRow = (node: Node) => (node.endPosition.column === 0 ? node.endPosition.row : node.endPosition.row + 1);
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

class Reader {
  readonly #lines: readonly string[];
  readonly #grammar: Grammar;
  readonly #all: Definition[] = [];
  readonly #imports: Rows[] = [];
  readonly #rowKinds: RowKind[];

  constructor(lines: readonly string[], grammar: Grammar) {
    this.#lines = lines;
    this.#grammar = grammar;
    this.#rowKinds = lines.map((line) =>
      /^\s*#/.test(line) && (grammar.name === "cpp" || grammar.name === "csharp") ? "directive" : "code",
    );
  }

  read(root: Node): Outline {
    const { comments, literals, functions, containers, data, names } = this.#grammar;
    for (const node of root.descendantsOfType([...comments])) if (node) this.#mark(node, "comment");
    for (const node of root.descendantsOfType([...literals]))
      if (node) this.#mark(node, node.parent && isDocstring(node) ? "doc" : "literal");
    const definitions = this.#definitionsIn(root);
    const taken = new Map<string, number>();
    const variables: (Rows & { name: string })[] = [];
    for (const node of root.descendantsOfType([...functions, ...containers, ...data, ...names])) {
      const name = node && nameOf(node);
      if (!name) continue;
      taken.set(name, (taken.get(name) ?? 0) + 1);
      if (names.includes(node.type)) variables.push({ name, start: node.startPosition.row, end: endRow(node) });
    }
    return {
      definitions,
      all: this.#all,
      imports: this.#imports,
      rowKinds: this.#rowKinds,
      names: taken,
      variables,
      hasErrors: root.hasError,
    };
  }

  #mark(node: Node, kind: RowKind): void {
    // A heredoc's body begins a line of its own.
    const first =
      node.type === "heredoc_body"
        ? node.startPosition.row + (node.startPosition.column > 0 ? 1 : 0)
        : node.startPosition.row + 1;
    for (let row = first; row < endRow(node); row++) {
      if (this.#rowKinds[row] !== "literal") this.#rowKinds[row] = kind;
    }
  }

  #definitionsIn(node: Node, parent?: Definition): Definition[] {
    return childrenOf(node).flatMap((child) => this.#definition(child, parent));
  }

  #definition(outer: Node, parent: Definition | undefined): Definition[] {
    const { wrappers, imports } = this.#grammar;
    if (imports.includes(outer.type) || isRequire(outer)) {
      this.#imports.push({ start: outer.startPosition.row, end: endRow(outer) });
      return [];
    }
    const node = wrappers.includes(outer.type)
      ? (childrenOf(outer).findLast((child) => !this.#grammar.attributes.includes(child.type)) ?? outer)
      : outer.type === "expression_statement" && outer.namedChild(0)?.type === "internal_module"
        ? (outer.namedChild(0) ?? outer)
        : outer;
    const { type } = node;
    const value = functionValue(node);
    const role = value ? "function" : this.#roleOf(node, parent);
    if (role === undefined) {
      if (/^(?:public_)?field_definition$|^field_declaration$/.test(type)) return this.#field(outer, node, parent);
      return isTransparent(type) ? this.#definitionsIn(node, parent) : [];
    }
    const name = nameOf(node);
    const body = bodyOf(value ?? node);
    if (!name) return role === "space" && body ? this.#definitionsIn(body, parent) : [];
    const definition: Mutable<Definition> = {
      ...this.#place(outer, node),
      name,
      type,
      role,
      statements: role === "function" && body ? this.#statements(body) : [],
      parameters: role === "function" ? parametersOf(value ?? node) : undefined,
      inner: body && this.#innerRows(body),
      members: [],
      parent,
    };
    this.#all.push(definition);
    if (body) definition.members = this.#definitionsIn(body, definition);
    return [definition];
  }

  #roleOf(node: Node, parent: Definition | undefined): Definition["role"] | undefined {
    const { functions, containers, spaces, data } = this.#grammar;
    const { type } = node;
    if (functions.includes(type)) return "function";
    if (containers.includes(type)) return "container";
    if (type === "struct_specifier" && node.childForFieldName("body")) return "container";
    if (spaces.includes(type) && bodyOf(node)) return "space";
    return data.includes(type) || (constants.test(type) && parent === undefined) ? "data" : undefined;
  }

  #field(outer: Node, node: Node, parent: Definition | undefined): Definition[] {
    const name = nameOf(node);
    if (!name || !parent) return [];
    const field: Definition = {
      ...this.#place(outer, node),
      name,
      type: node.type,
      role: "field",
      statements: [],
      members: [],
      parent,
    };
    this.#all.push(field);
    return [field];
  }

  #place(outer: Node, node: Node): Rows & Pick<Definition, "lead" | "head" | "alone"> {
    let first = outer;
    let start = outer.startPosition.row;
    const { attributes, comments } = this.#grammar;
    for (let before = first.previousNamedSibling; before; before = before.previousNamedSibling) {
      if (!attributes.includes(before.type)) break;
      first = before;
      start = before.startPosition.row;
    }
    let lead = start;
    for (let before = first.previousNamedSibling; before; before = before.previousNamedSibling) {
      if (!comments.includes(before.type) || endRow(before) !== lead || !this.#begins(before)) break;
      // A comment that stands further out speaks of what it is in.
      if (before.startPosition.column !== outer.startPosition.column) break;
      lead = before.startPosition.row;
    }
    const head = (node.childForFieldName("name") ?? node.childForFieldName("declarator") ?? node).startPosition.row;
    const end = endRow(outer);
    const last = this.#lines[end - 1] ?? "";
    const rest = outer.endPosition.column === 0 ? "" : last.slice(outer.endPosition.column);
    const alone = this.#begins(first) && this.#begins(outer) && /^\s*[;,]?\s*(?:\/\/.*|#.*|\/\*.*\*\/\s*)?$/.test(rest);
    return { start, end, lead, head, alone };
  }

  #begins(node: Node): boolean {
    return (this.#lines[node.startPosition.row] ?? "").slice(0, node.startPosition.column).trim() === "";
  }

  /** Empty when some statement shares a line. */
  #statements(body: Node): Rows[] {
    const { comments } = this.#grammar;
    const list =
      childrenOf(body).length === 1 && body.namedChild(0)?.type === "statement_list" ? body.namedChild(0) : body;
    const found = childrenOf(list ?? body).filter(({ type }) => !comments.includes(type) && type !== "heredoc_body");
    const rows = found.map((node) => ({ start: node.startPosition.row, end: endRow(node) }));
    const separate = rows.every((each, index) => index === 0 || each.start >= (rows[index - 1]?.end ?? 0));
    return separate && found.every((node) => this.#begins(node)) ? rows : [];
  }

  #innerRows(body: Node): Rows | undefined {
    const text = this.#lines[body.startPosition.row] ?? "";
    const braced = text[body.startPosition.column] === "{";
    const start = braced ? body.startPosition.row + 1 : body.startPosition.row;
    const end = braced ? body.endPosition.row : endRow(body);
    return start < end ? { start, end } : undefined;
  }
}

/** Declarations that hold a value. */
const constants = /^(?:lexical_declaration|const_item|static_item|const_declaration|var_declaration)$/;

const bodyOf = (node: Node) =>
  node.childForFieldName("body") ?? childrenOf(node).find(({ type }) => /(?:body|list|block)$/.test(type));

const isTransparent = (type: string) =>
  /^(?:body_statement|declaration_list|statement_block|preproc_\w+|linkage_specification|enum_body_declarations)$/.test(
    type,
  );

function isDocstring(node: Node): boolean {
  if (node.type !== "string" || node.parent?.type !== "expression_statement") return false;
  const block = node.parent.parent;
  return (block?.type === "block" || block?.type === "module") && block.namedChild(0)?.startIndex === node.startIndex;
}

function isRequire(node: Node): boolean {
  if (node.type === "call") return /^require(?:_relative)?\b/.test(node.text);
  return (
    /^(?:lexical|variable)_declaration$/.test(node.type) && /^\w+\s[^=]*=\s*require\([^)]*\)[^(]*;?$/.test(node.text)
  );
}

/** The function a variable or field holds. */
function functionValue(node: Node): Node | undefined {
  const declarators = childrenOf(node).filter(({ type }) => type === "variable_declarator");
  if (/^(?:lexical|variable)_declaration$/.test(node.type) && declarators.length !== 1) return undefined;
  const holder = /field_definition$/.test(node.type) ? node : declarators[0];
  if (!holder || !/^(?:lexical|variable)_declaration$|field_definition$/.test(node.type)) return undefined;
  const value = holder.childForFieldName("value");
  return value && /^(?:arrow_function|function_expression)$/.test(value.type) ? value : undefined;
}

function nameOf(node: Node): string | undefined {
  if (/^(?:lexical|variable)_declaration$/.test(node.type)) {
    const declarators = childrenOf(node).filter(({ type }) => type === "variable_declarator");
    return declarators.length === 1 ? declarators[0]?.childForFieldName("name")?.text : undefined;
  }
  if (node.type === "rule_set") return node.namedChild(0)?.text.replace(/\s+/g, " ");
  if (/^(?:media|supports|keyframes)_statement$/.test(node.type)) return node.text.replace(/\s*\{[\s\S]*$/, "");
  if (node.type === "impl_item") return node.childForFieldName("type")?.text.replace(/<[\s\S]*$/, "");
  if (/^(?:type|const|var)_declaration$/.test(node.type)) {
    const specs = childrenOf(node).filter(({ type }) => /_spec$/.test(type));
    return specs.length === 1 ? specs[0]?.childForFieldName("name")?.text : undefined;
  }
  if (node.type === "assignment") return node.childForFieldName("left")?.text;
  const named =
    node.childForFieldName("name") ?? (/field_definition$/.test(node.type) ? node.childForFieldName("property") : null);
  if (named) return named.text;
  let declarator = node.childForFieldName("declarator");
  while (declarator?.childForFieldName("declarator")) declarator = declarator.childForFieldName("declarator");
  return declarator?.text.split("::").at(-1);
}

function parametersOf(node: Node): Definition["parameters"] {
  let holder: Node | null = node;
  let parameters = holder.childForFieldName("parameters");
  while (!parameters && holder) {
    holder = holder.childForFieldName("declarator");
    parameters = holder?.childForFieldName("parameters") ?? null;
  }
  if (!parameters?.text.endsWith(")")) return undefined;
  const { row, column } = parameters.endPosition;
  return { line: row, column: column - 1, any: childrenOf(parameters).length > 0 };
}
