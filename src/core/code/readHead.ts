// What the beginning of a statement says: whether it defines something, what it calls it, and whether that has members.

import type { Family } from "./syntax.ts";

/** What a definition makes. Two of one name and different kinds are different things. */
export type Kind = "type" | "callable" | "getter" | "setter" | "variable" | "assignment" | "implementation";

/** What may stand inside of a definition's block. */
export type Members = "statements" | "members" | "list" | "both";

/** A definition's head. */
export interface Head {
  readonly kind: Kind;
  readonly name: string;
  /** Parameters without blanks, of a callable. */
  readonly parameters: string;
  /** undefined where a block is code to be run. */
  readonly members: Members | undefined;
}

/** Where a statement stands. */
export type Place = "root" | Members;

/** A longer head is data, and the patterns would take their time over it. */
const longestHead = 2_000;

const id = "[\\p{L}_$][\\p{L}\\p{N}_$]*";
const modifier =
  /^(?:export|default|declare|public|private|protected|internal|static|final|abstract|override|async|pub(?:\s*\([^)]*\))?|unsafe|extern(?=\s+"|\s+fn|\s+crate|\s+[\w:<>*&]+\s)(?:\s*"+)?|open|sealed|data|inline|virtual|partial|readonly|native|synchronized|transient|volatile|strictfp|suspend|operator(?=\s+fun)|infix|tailrec|lateinit|mutating|nonmutating|fileprivate|required|convenience|indirect|constexpr|consteval|explicit|friend|mutable|thread_local|accessor|const(?=\s+(?:fn|unsafe|async|extern|enum|val)\b)|late|external|factory|implicit|lazy|case(?=\s+(?:class|object)\b)|default(?=\s+(?:fn|async|unsafe)\b))\s+/;
const control = new Set(
  "if else for foreach while do switch catch try finally return throw with match when lock using fixed checked unchecked synchronized case goto await yield defer select guard repeat new delete sizeof typeof assert break continue default in of instanceof super this import package alignas static_assert decltype not and or elif loop".split(
    " ",
  ),
);
const typeWords: Readonly<Record<Family, string>> = {
  js: "class|interface|enum|namespace|module",
  json: "",
  java: "class|interface|enum|record|@interface",
  c: "class|struct|enum\\s+class|enum\\s+struct|enum|union|namespace",
  csharp: "class|interface|struct|enum|record\\s+struct|record\\s+class|record|namespace",
  go: "",
  rust: "struct|enum|union|trait|mod",
  php: "class|interface|trait|enum|namespace",
  kotlin: "class|interface|enum\\s+class|annotation\\s+class|companion\\s+object|object",
  scala: "class|trait|companion\\s+object|object|enum",
  swift: "class|struct|enum|protocol|extension|actor",
  dart: "class|mixin|enum|extension",
  css: "",
  python: "class",
  ruby: "class|module",
};
const jsNames = `#?${id}|"+|\\[.*?\\]|\\d+`;
const operatorName = /operator\s*(?:\(\)|\[\]|[^\s\w(]+|\w[\w\s*&]*)/u;
const typePatterns = Object.fromEntries(
  Object.entries(typeWords).map(([family, words]) => [
    family,
    new RegExp(`^(?<word>${words || "(?!)"})\\b\\s*(?<rest>.*)$`, "su"),
  ]),
) as Readonly<Record<Family, RegExp>>;
const callablePattern = new RegExp(
  `^(?:function\\s*\\*?|def|fn|fun|func|sub)\\s+&?(?:<[^(]*>\\s*)?(?<name>(?:${id}(?:<[^>]*>)?\\??\\.)*(?:${id}[?!=]?|\`[^\`]+\`|self\\.\\w+|[^\\w\\s(]{1,3}))\\s*(?:<|\\(|\\[|$|:|=|->|\\s)`,
  "u",
);
const typeNamePattern = new RegExp(
  `^(?:alignas\\([^)]*\\)\\s*|[A-Z][A-Z0-9_]+\\s+)?(?<name>${id}(?:(?:\\.|::|\\\\)${id})*)(?<after>.*)$`,
  "su",
);
const assignedNamePattern = new RegExp(`^(?<name>${id}(?:\\.${id})*)\\s*(?::[^=]+)?=(?!=)`, "u");
const declaredNamePattern = new RegExp(`^(?<name>${id})\\s*:\\s*[^=]+$`, "u");
const typeAliasPattern = new RegExp(`^type\\s+(?<name>${id})(?<rest>.*)$`, "su");
const variablePattern = new RegExp(
  `^(?:const|let|var|val|static|final)\\s+(?:mut\\s+|ref\\s+|lazy\\s+)?(?<name>\\$?${id})\\s*(?<rest>[:=;!?,]?.*)$`,
  "su",
);
const methodPattern = new RegExp(
  `^(?:(?<access>get|set)\\s+(?=#?[\\p{L}_$"\\[]))?\\*?\\s*(?<name>${jsNames})(?<after>[?!]?\\s*(?:<[^(){}]*>)?\\s*\\(.*)$`,
  "su",
);
const memberPattern = new RegExp(
  `^(?:(?:declare|readonly)\\s+)*(?<name>${jsNames})\\s*[?!]?\\s*(?<after>[:=;,].*)?$`,
  "su",
);
const heldFunctionPattern = new RegExp(
  `^(?<name>#?${id})\\s*(?::[^=]*)?=\\s*(?:async\\s*)?(?:function\\b.*|.*=>)$`,
  "su",
);
const assignmentPattern = new RegExp(`^(?<name>${id}(?:\\.${id}|\\["+\\])+)\\s*=(?![=>])(?<rest>.*)$`, "su");
const entryNamePattern = new RegExp(`^(?:r#)?(?<name>${id})`, "u");
const functionPattern = new RegExp(
  `^(?<type>.*?)(?<name>(?:${id}(?:<[^<>]*>)?(?:::|\\.))*(?:${operatorName.source}|~?${id}|this))\\s*$`,
  "su",
);
const propertyPattern = new RegExp(
  `^(?<type>[^=(]+[\\s>\\]?])(?<name>(?:${id}\\.)*${id}|this\\s*\\[[^\\]]*\\])$`,
  "su",
);
const fieldPattern = new RegExp(
  `^(?<type>[^=(]+?[\\s*&>\\]?])(?<name>${id}(?:::${id})*)\\s*(?:\\[[^\\]]*\\]\\s*)*(?:=(?!=)|;|$|:\\s*\\d|,)`,
  "su",
);
const constantPattern = new RegExp(`^(?<name>${id})\\s*(?:[(=,;{]|$)`, "u");

/**
 * Reads `code`, a head whose literals are masked, with `original` the same text unmasked, column by column. `hasBlock`:
 * a block that stands in no other bracket follows it. undefined when nothing is defined.
 */
export function readHead(
  code: string,
  original: string,
  family: Family,
  place: Place,
  hasBlock: boolean,
): Head | undefined {
  if (code.length > longestHead) return undefined;
  const [text, names] = collapse(code, original);
  if (family === "css") return css(text, names, hasBlock);
  if (family === "json") return json(text, names, place);
  const bare = withoutModifiers(text);
  const exported = /^export\s+default\b/.test(text);
  const said = names.slice(names.length - bare.length);
  return (
    readKeyword(bare, family, exported) ??
    (family === "js" ? readJs(bare, said, place, hasBlock, exported) : undefined) ??
    readOthers(bare, family, place, hasBlock)
  );
}

/** Blanks become single ones, in both texts alike. */
function collapse(code: string, original: string): [string, string] {
  if (code === original) {
    const plain = code.replaceAll(/\s+/g, " ").trim();
    return [plain, plain];
  }
  let text = "";
  let names = "";
  for (let index = 0; index < code.length; index++) {
    const char = code[index] ?? "";
    if (/\s/.test(char)) {
      if (text === "" || text.endsWith(" ")) continue;
      text += " ";
      names += " ";
    } else {
      text += char;
      names += original[index] ?? "";
    }
  }
  const length = text.trimEnd().length;
  return [text.slice(0, length), names.slice(0, length)];
}

function withoutModifiers(text: string): string {
  let rest = text;
  for (;;) {
    const next = rest.replace(modifier, "");
    if (next === rest) return rest;
    rest = next;
  }
}

const head = (kind: Kind, name: string, members?: Members, parameters = ""): Head => ({
  kind,
  name: name.trim(),
  parameters,
  members,
});

/** The text of the brackets that open at `from`, without blanks. */
function bracketed(text: string, from: number): string {
  let depth = 0;
  for (let index = from; index < text.length; index++) {
    const char = text[index] ?? "";
    if (char === "(" || char === "[" || char === "{") depth++;
    else if (char === ")" || char === "]" || char === "}") depth--;
    if (depth === 0) return text.slice(from + 1, index).replaceAll(/\s/g, "");
  }
  return text.slice(from + 1).replaceAll(/\s/g, "");
}

function parametersOf(text: string): string {
  const open = text.indexOf("(");
  return open === -1 ? "" : bracketed(text, open);
}

function readKeyword(text: string, family: Family, exported: boolean): Head | undefined {
  if (family === "c") {
    const template = /^template\s*</.test(text) ? withoutTemplate(text) : text;
    if (template !== text)
      return (
        readKeyword(withoutModifiers(template), family, exported) ??
        readOthers(withoutModifiers(template), family, "root", true)
      );
  }
  if (family === "rust" && /^impl\b/.test(text)) {
    return head("implementation", text.replace(/\swhere\s.*$/su, "").replaceAll(/\s+/g, " "), "statements");
  }
  const types = typePatterns[family].exec(text)?.groups;
  if (types) return readType(types.word ?? "", types.rest ?? "", family, exported);
  const macro = /^macro_rules!\s*(?<name>\w+)/.exec(text)?.groups?.name;
  if (macro) return head("callable", `${macro}!`);
  const go =
    family === "go"
      ? /^func\s*\(\s*(?:\w+\s+)?\*?(?<type>\w+)(?:\[[^\]]*\])?\s*\)\s*(?<name>\w+)\s*\(/.exec(text)
      : null;
  if (go)
    return head("callable", `${go.groups?.type}.${go.groups?.name}`, undefined, bracketed(text, go[0].length - 1));
  const callable = callablePattern.exec(text.replace(/^function\s*\*/, "function "))?.groups?.name;
  if (callable !== undefined)
    return head("callable", callable.replaceAll(/<[^>]*>/g, ""), undefined, parametersOf(text));
  const anonymous = exported && /^function\b/.test(text);
  if (anonymous) return head("callable", "default", undefined, parametersOf(text));
  const swift = family === "swift" ? /^(?:init[?!]?|deinit|subscript)(?=\s*[(<{])/.exec(text)?.[0] : undefined;
  if (swift) return head("callable", swift.replace(/[?!]$/, ""), undefined, parametersOf(text));
  return readVariable(text, family);
}

function withoutTemplate(text: string): string {
  let depth = 0;
  for (let index = text.indexOf("<"); index < text.length; index++) {
    if (text[index] === "<") depth++;
    else if (text[index] === ">" && --depth === 0) return text.slice(index + 1).trimStart();
  }
  return text;
}

function readType(keyword: string, rest: string, family: Family, exported: boolean): Head | undefined {
  const word = keyword.replaceAll(/\s+/g, " ");
  if (word === "extension" && (family === "swift" || family === "dart")) {
    return head("implementation", `extension ${rest}`, "statements");
  }
  if (word === "companion object") return head("type", "companion", "members");
  const found = typeNamePattern.exec(rest);
  const name = found?.groups?.name;
  if (name === undefined || ["extends", "implements"].includes(name)) {
    return exported && word === "class" ? head("type", "default", "members") : undefined;
  }
  const after = found?.groups?.after ?? "";
  // `struct A make(…)`, `enum E x = …`: a function or a variable of that type.
  if (
    family === "c" &&
    /^(?:struct|union|enum)/.test(word) &&
    /^[\s*&]+[\p{L}_]|^\s*[*&]/u.test(after) &&
    !/^\s*(?:final|:)/.test(after)
  ) {
    return undefined;
  }
  // `namespace` and `module` of one line say where a file belongs.
  const word_ = word.split(" ")[0] ?? "";
  if (word_ === "record" && family === "js") return undefined;
  if (
    ["module", "object", "record", "mixin", "contract", "actor", "protocol"].includes(word_) &&
    /^\s*[.=(](?!.*\))/.test(after)
  )
    return undefined;
  return head("type", name, membersOf(word_, family));
}

function membersOf(word: string, family: Family): Members {
  if (word === "namespace" || word === "module" || word === "mod" || word === "trait") {
    return family === "php" || family === "scala" ? "members" : "statements";
  }
  if (word === "enum") {
    if (family === "java" || family === "kotlin" || family === "dart") return "both";
    return family === "swift" || family === "php" || family === "scala" ? "members" : "list";
  }
  if (family === "rust") return "list";
  if (word === "interface" && family === "js") return "both";
  return "members";
}

function readVariable(text: string, family: Family): Head | undefined {
  if (family === "python" || family === "ruby") {
    const name = assignedNamePattern.exec(text)?.groups?.name;
    const declared = name ?? declaredNamePattern.exec(text)?.groups?.name;
    return declared === undefined || control.has(declared)
      ? undefined
      : head(declared.includes(".") ? "assignment" : "variable", declared);
  }
  if (family === "js" || family === "rust" || family === "go") {
    const alias = typeAliasPattern.exec(text)?.groups;
    if (alias && (family !== "js" || /^\s*[=<]/.test(alias.rest ?? ""))) {
      const isObject =
        family === "go"
          ? /^(?:\[.*?\])?\s*(?:struct|interface)\s*$/.test(alias.rest ?? "")
          : /=\s*$/.test(alias.rest ?? "");
      return head("type", alias.name ?? "", isObject ? "both" : undefined);
    }
  }
  if (family === "c" || family === "csharp" || family === "java") return undefined;
  const found = variablePattern.exec(text)?.groups;
  if (found === undefined) return undefined;
  return head("variable", found.name ?? "", objectAfter(found.rest ?? "", family));
}

/** `= {`, or `= wrap({`: the entries of an object. */
function objectAfter(text: string, family: Family): Members | undefined {
  if (family !== "js") return undefined;
  return /=\s*(?:[\w$.]+(?:<[^()]*>)?\(\s*(?:"+\s*,\s*)?)?$/.test(text) ? "list" : undefined;
}

function readJs(text: string, names: string, place: Place, hasBlock: boolean, exported: boolean): Head | undefined {
  const inside = place !== "root" && place !== "statements";
  const named = methodPattern.exec(text);
  const after = named?.groups?.after ?? "";
  const name = named?.groups?.name ?? "";
  if (named && !control.has(name) && (hasBlock || inside)) {
    const start = text.length - after.length - name.length;
    const access = named.groups?.access;
    // A call in a list, or a statement: `name(…)` must be followed by a block, a type or the end of a signature.
    const rest = after.slice(after.indexOf("("));
    const behind = rest.slice(closeOf(rest) + 1).trim();
    if (/^(?::.*)?;?$/s.test(behind) && !/=>/.test(behind.replaceAll(/:.*/gs, ""))) {
      const kind = access === "get" ? "getter" : access === "set" ? "setter" : "callable";
      return head(
        kind,
        names.slice(start, start + name.length).replaceAll(/^["']|["']$/g, ""),
        undefined,
        bracketed(rest, 0),
      );
    }
  }
  if (exported && !inside) {
    if (/^(?:[\w$.]+(?:<[^()]*>)?\(\s*(?:"+\s*,\s*)?)?$/.test(text)) return head("variable", "default", "list");
    return head("variable", "default");
  }
  if (inside) {
    const field = memberPattern.exec(text);
    if (!field) return undefined;
    const fieldName = field.groups?.name ?? "";
    const start = text.indexOf(fieldName);
    const rest = field.groups?.after ?? "";
    if (/^=[=>]/.test(rest)) return undefined;
    const isObject = /^[:=]\s*$/.test(rest) && place === "list";
    return head(
      "variable",
      names.slice(start, start + fieldName.length).replaceAll(/^["']|["']$/g, ""),
      isObject ? "list" : undefined,
    );
  }
  const held = heldFunctionPattern.exec(text)?.groups?.name;
  if (held !== undefined && hasBlock) return head("variable", held);
  const assigned = assignmentPattern.exec(text)?.groups;
  if (assigned === undefined) return undefined;
  const isObject = /^\s*(?:[\w$.]+\(\s*)?$/.test(assigned.rest ?? "");
  return head("assignment", names.slice(0, (assigned.name ?? "").length), isObject ? "list" : undefined);
}

/** Where the bracket that opens the text closes. */
function closeOf(text: string): number {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const char = text[index] ?? "";
    if ("([{".includes(char)) depth++;
    else if (")]}".includes(char) && --depth === 0) return index;
  }
  return text.length;
}

/** Languages in which a type or nothing stands before a function's name, and the fields of structs. */
function readOthers(text: string, family: Family, place: Place, hasBlock: boolean): Head | undefined {
  if (family === "python" || family === "ruby" || family === "js") return undefined;
  const inside = place !== "root" && place !== "statements";
  if (family === "rust" || family === "go") {
    if (!inside) return undefined;
    const name = entryNamePattern.exec(text)?.groups?.name;
    return name === undefined ? undefined : head("variable", name);
  }
  if (family === "php" || family === "kotlin" || family === "swift" || family === "scala") {
    if (!inside) return undefined;
    if (family === "kotlin" && /^constructor\b/.test(text))
      return head("callable", "constructor", undefined, parametersOf(text));
    const field = /^(?:var\s+)?(?:[\w|?\\]+\s+)?(?<name>\$\w+)\s*(?:[=;]|$)/.exec(text)?.groups?.name;
    const entry = field ?? /^(?:case\s+)?(?<name>[A-Za-z_]\w*)\s*(?:[=(,;]|$)/.exec(text)?.groups?.name;
    return entry === undefined || control.has(entry) ? undefined : head("variable", entry);
  }
  return readTyped(text, family, place, hasBlock);
}

function readTyped(text: string, family: Family, place: Place, hasBlock: boolean): Head | undefined {
  const inside = place !== "root" && place !== "statements";
  const isClear = (before: string) =>
    !/[=;]|\.\s*$|->/.test(before) &&
    !(before.match(/\w+/g) ?? []).some((word) => control.has(word) && word !== "new" && word !== "default");
  const open = openOfParameters(text);
  if (open !== -1) {
    const before = withoutParametersOfType(text.slice(0, open));
    const named = functionPattern.exec(before);
    const type = named?.groups?.type ?? "";
    const name = named?.groups?.name ?? "";
    const body = text.slice(open + closeOf(text.slice(open)) + 1).trim();
    const isCall = !hasBlock && (type.trim() === "" || !/;$/.test(text)) && !/^=>/.test(body);
    const isDeclarator =
      /^(?:$|;|=>|const\b|noexcept\b|override\b|final\b|throws\b|throw\s*\(|where\b|->|:(?!:)|=\s*(?:0|default|delete)\b|&|volatile\b|async\b|sync\*|async\*|[A-Z_]+\b)/.test(
        body,
      );
    if (
      named &&
      isClear(type) &&
      !control.has(name) &&
      !isCall &&
      isDeclarator &&
      /^(?:[\s\S]*[\s*&>\]?:])?$/.test(type)
    ) {
      return head("callable", name.replaceAll(/\s+/g, ""), undefined, bracketed(text, open));
    }
    if (place === "list" || place === "both") return entry(text);
    if (!/=/.test(before)) return undefined;
  }
  if (family === "csharp" && hasBlock && inside) {
    const property = propertyPattern.exec(text)?.groups;
    if (property && isClear(property.type ?? "")) return head("variable", property.name ?? "");
  }
  if (place === "list" || place === "both") {
    const listed = entry(text);
    if (listed) return listed;
  }
  const field = fieldPattern.exec(text)?.groups;
  if (
    !field ||
    !isClear(field.type ?? "") ||
    /^(?:typedef|using|#|case|goto|package|import|library|part)\b/.test(text)
  ) {
    const typedef = /^typedef\b.*?(?<name>\w+)\s*;?$/su.exec(text)?.groups?.name;
    return typedef === undefined ? undefined : head("type", typedef, hasBlock ? "members" : undefined);
  }
  return head("variable", field.name ?? "");
}

/** `name<T, U<V>>` without what is in angle brackets. */
function withoutParametersOfType(text: string): string {
  const end = text.trimEnd();
  if (!end.endsWith(">") || /operator\s*[->]*$/.test(end)) return text;
  let depth = 0;
  for (let index = end.length - 1; index > 0; index--) {
    if (end[index] === ">") depth++;
    else if (end[index] === "<" && --depth === 0) return end.slice(0, index);
  }
  return text;
}

/** A constant of an enumeration. */
function entry(text: string): Head | undefined {
  const name = constantPattern.exec(text)?.groups?.name;
  return name === undefined || control.has(name) ? undefined : head("variable", name);
}

/** Where the parameters of a function begin: behind attributes, types and operators with brackets in them. */
function openOfParameters(text: string): number {
  const operator = operatorName.exec(text);
  if (operator) return text.indexOf("(", operator.index + operator[0].length);
  let from = 0;
  const attribute = /^(?:(?:__attribute__|__declspec|alignas|decltype|noexcept)\s*)\(/;
  for (;;) {
    const open = text.indexOf("(", from);
    if (open === -1) return -1;
    const word = /(\w+\s*)$/.exec(text.slice(0, open))?.[0] ?? "";
    if (!attribute.test(`${word}(`)) return open;
    from = open + closeOf(text.slice(open)) + 1;
  }
}

function css(text: string, names: string, hasBlock: boolean): Head | undefined {
  if (hasBlock) {
    const selector = names.trim();
    const holdsRules = /^@(?:media|supports|layer|container)\b/.test(selector);
    return selector === ""
      ? undefined
      : head("type", selector.replaceAll(/\s+/g, " "), holdsRules ? "statements" : undefined);
  }
  const property = /^(?<name>[\w$@-]+)\s*:/.exec(text)?.groups?.name;
  return property === undefined ? undefined : head("variable", property);
}

function json(text: string, names: string, place: Place): Head | undefined {
  if (place === "root") return text === "" ? head("type", "{}", "list") : undefined;
  const key = /^(?<name>"+)\s*:\s*(?<rest>.*)$/s.exec(text)?.groups;
  if (!key) return undefined;
  return head("variable", names.slice(1, (key.name ?? "").length - 1), key.rest === "" ? "list" : undefined);
}
