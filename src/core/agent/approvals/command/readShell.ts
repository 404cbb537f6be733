// Reads a command line by a grammar of bash (`unbash`), and says what in it keeps anybody from telling what runs. A bundle
// of its own: nothing needs it before the first command.

import { forEachChild, type ParsedScript, parse, type SyntaxNode } from "unbash";
import { oddCharacters } from "./oddCharacters.ts";
import { plainCommands } from "./plainCommands.ts";
import type { Doubt, DoubtKind, ReadShell, ShellReading, SimpleCommand } from "./shellReading.ts";

/** Characters of a line that is looked at at all; nobody reads a longer one before saying yes. */
const longest = 20_000;
/** Commands of a line that is judged by its parts. */
const most = 200;

/** {@link ReadShell} for bash and what is read alike in zsh and sh. */
export const readShell: ReadShell = (command, shell) => {
  if (command.length > longest) return { commands: [], doubts: [{ kind: "long", text: "" }] };
  const read = readScript(command);
  const doubts = [...oddCharacters(command), ...read.doubts];
  if (read.commands.length > most) doubts.push({ kind: "long", text: "" });
  if (doubts.length > 0) return { commands: read.commands, doubts };
  const plain = plainCommands(command, shell);
  if (!plain) doubts.push({ kind: "special", text: command });
  else if (JSON.stringify(plain) !== JSON.stringify(read.commands.map(({ words }) => words))) {
    doubts.push({ kind: "syntax", text: command });
  }
  return { commands: read.commands, doubts };
};

function readScript(source: string): ShellReading {
  const found: Found = { commands: [], doubts: [] };
  try {
    visit(parse(source), source, found, false);
  } catch {
    found.doubts.push({ kind: "syntax", text: source });
  }
  return found;
}

interface Found {
  readonly commands: SimpleCommand[];
  readonly doubts: Doubt[];
}

/** Kinds of nodes that leave nothing open by themselves. */
const certain: ReadonlySet<SyntaxNode["type"]> = new Set<SyntaxNode["type"]>([
  "Script",
  "CompoundList",
  "Statement",
  "AndOr",
  "Pipeline",
  "Command",
  "Word",
  "Literal",
  "SingleQuoted",
  "DoubleQuoted",
]);

const doubtful: Readonly<Partial<Record<SyntaxNode["type"], DoubtKind>>> = {
  Assignment: "assignment",
  Redirect: "redirection",
  HereString: "here-document",
  HereDoc: "here-document",
  CommandExpansion: "substitution",
  ProcessSubstitution: "substitution",
  SimpleExpansion: "expansion",
  ParameterExpansion: "expansion",
  ArithmeticExpansion: "expansion",
  Glob: "glob",
  // zsh takes what is in its brackets for code.
  ExtendedGlob: "structure",
  BraceExpansion: "glob",
  AnsiCQuoted: "quoting",
  LocaleString: "quoting",
  Negation: "structure",
  Time: "structure",
  If: "structure",
  For: "structure",
  ArithmeticFor: "structure",
  Select: "structure",
  While: "structure",
  Case: "structure",
  Function: "structure",
  Subshell: "structure",
  BraceGroup: "structure",
  Coproc: "structure",
  Redirected: "structure",
  TestCommand: "structure",
  ArithmeticCommand: "structure",
};

/** `source` is what the positions of `node` are in; `isPart`: of something that is in doubt already. */
function visit(node: SyntaxNode, source: string, found: Found, isPart: boolean): void {
  const text = source.slice(node.pos, node.end);
  const doubt = (kind: DoubtKind, about = text) => found.doubts.push({ kind, text: about });
  let inner = source;
  if (node.type === "Script") {
    const { errors, source: own } = node as ParsedScript;
    for (const error of errors ?? []) doubt("syntax", error.message);
    inner = own ?? source;
  }
  const kind = doubtful[node.type];
  if (kind) doubt(kind);
  else if (!certain.has(node.type) && !isPart) doubt("unknown", node.type);
  if (node.type === "Statement" && node.background) doubt("background");
  if (node.type === "Pipeline" && node.operators.includes("|&")) doubt("redirection");
  if (node.type === "Command" && node.name) {
    const words = [node.name, ...node.args].map((word) => (word.type === "Word" ? word.value : word.text));
    found.commands.push({ words, text });
  }
  forEachChild(node, (child) => visit(child, inner, found, isPart || kind !== undefined));
}
