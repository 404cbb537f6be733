// The outline that VS Code's language services would give of a file, from the parser's tree: their names, their nesting,
// and whether their ranges have the comments above.

import type { CodeSymbol } from "../../../src/core/code/codeSymbol.ts";
import type { Definition, Outline } from "./outline.ts";
import type { Source } from "./source.ts";

const known = new WeakMap<Source, readonly CodeSymbol[]>();

/** The symbols of a file, as `outlineOf` in the extension gives them. */
export function symbolsOf(source: Source): readonly CodeSymbol[] {
  const before = known.get(source);
  const symbols = before ?? readSymbols(source);
  if (!before) known.set(source, symbols);
  return symbols;
}

function readSymbols(source: Source): readonly CodeSymbol[] {
  const { outline } = source;
  const toSymbol = (definition: Definition): CodeSymbol => ({
    name: symbolName(source, definition),
    block:
      definition.role !== "field" &&
      definition.role !== "space" &&
      !/property|delegate|type_alias|const|lexical|static_item|var_/.test(definition.type),
    range: { start: source.grammar.rangeHasComments ? definition.lead : definition.start, end: definition.end },
    children: definition.members.map(toSymbol),
  });
  const symbols = outline.definitions.flatMap((definition) => {
    const symbol = toSymbol(definition);
    // In CSS each selector of a rule is one.
    return source.grammar.name === "css" && definition.role === "function"
      ? definition.name.split(/\s*,\s*/).map((name) => ({ ...symbol, name }))
      : [symbol];
  });
  return withVariables(symbols, source.grammar.name, outline);
}

/** TypeScript's and Python's services list variables too, at the place where they are declared. */
function withVariables(symbols: readonly CodeSymbol[], language: string, outline: Outline): readonly CodeSymbol[] {
  if (!/^(?:typescript|tsx|javascript|python)$/.test(language)) return symbols;
  const known = new Set(outline.all.map(({ name, start }) => `${name}:${start}`));
  return outline.variables
    .filter(({ name, start }) => !known.has(`${name}:${start}`) && /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name))
    .reduce<readonly CodeSymbol[]>(
      (all, { name, start, end }) => add(all, { name, block: false, range: { start, end }, children: [] }),
      symbols,
    );
}

function add(symbols: readonly CodeSymbol[], symbol: CodeSymbol): readonly CodeSymbol[] {
  const { start, end } = symbol.range;
  const at = symbols.findIndex(({ range }) => range.start <= start && end <= range.end);
  if (at !== -1)
    return symbols.map((each, index) => (index === at ? { ...each, children: add(each.children, symbol) } : each));
  return [...symbols, symbol].sort((a, b) => a.range.start - b.range.start);
}

/** Java and C# name parameters, Go the receiver, C++ the class, Rust what is implemented. */
function symbolName({ lines, grammar }: Source, { name, head, type, role }: Definition): string {
  const line = lines[head] ?? "";
  switch (grammar.name) {
    case "go": {
      const receiver = /^func\s+\(\s*\w*\s*(?<type>[^)]+)\)/.exec(line)?.groups?.type;
      return receiver && role === "function" ? `(${receiver.trim()}).${name}` : name;
    }
    case "rust":
      return type === "impl_item" ? line.trim().replace(/\s*\{.*$/, "") : name;
    case "java":
    case "csharp": {
      if (role !== "function") return name;
      const parameters = new RegExp(`\\b${name}\\s*(?:<[^>]*>)?\\((?<all>[^)]*)`).exec(line)?.groups?.all ?? "";
      const types = parameters.split(",").map((each) =>
        each
          .trim()
          .replace(/^(?:final|this|ref|out)\s+/, "")
          .replace(/\s+\w+(?:\s*=.*)?$/, ""),
      );
      return `${name}(${types.join(", ")})`;
    }
    case "cpp": {
      const qualified = new RegExp(`(?<scope>(?:\\w+(?:<[^>]*>)?::)+)~?${name.replace(/[^\w]/g, "\\$&")}\\b`).exec(line)
        ?.groups?.scope;
      return role === "function" && qualified ? qualified + name : name;
    }
    default:
      return name;
  }
}
