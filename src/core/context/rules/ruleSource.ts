// What a project says about how to work in it: its AGENTS.md and the like, and the list of its skills. It comes with code
// that somebody else may have written: followed only as it was when the person said yes to it, and never a reason not to
// ask (what asks first, core/agent/approvals decides, which knows nothing of it).

/** One of them, as it is on the disk now. */
export interface RuleSource {
  /** What it goes by, for the model and the person: a path as `read_file` takes it, or a name for a list. Unique. */
  readonly name: string;
  /** Its text, whole. */
  readonly text: string;
  /** SHA-256 of the text, in hex. */
  readonly hash: string;
}

/** Files at the root of a folder that are looked for, in the order in which they go out. */
export const ruleFiles = ["AGENTS.md", "CLAUDE.md", ".github/copilot-instructions.md"] as const;

/** Below a folder of the workspace or the home: each folder in one of them that has a `SKILL.md` is a skill. */
export const skillFolders = [".agents/skills", ".github/skills", ".claude/skills"] as const;

/**
 * Bytes (UTF-8) that the rules of one chat have together: some 6,000 tokens, twice the agent's own prompt and tools, and a
 * fortieth of the smallest window of a model that takes them. They are sent once and are cached from then on, but a model
 * heeds a short list better than a long one; Codex stops at 32 KB for its files alone.
 */
export const maxRuleBytes = 24 * 1024;

/** The names of the lists of skills, as the model reads them. */
export const workspaceSkills = "skills";
export const homeSkills = "skills of the home";

/** Stands at the end of what was cut. */
export const cutNote = "[cut here: the rules of a project have 24 KB together]";

/**
 * `text` within `bytes`, cut at the end of a line where there is one, with a word about it. The word itself is never left
 * out, so that nobody takes the rest for the whole.
 */
export function cutRules(text: string, bytes: number): { readonly text: string; readonly isCut: boolean } {
  const plain = text
    .replace(/^\ufeff/, "")
    .replaceAll(/\r\n?/g, "\n")
    .trim()
    .toWellFormed();
  if (byteLength(plain) <= bytes) return { text: plain, isCut: false };
  const start = startOf(plain, bytes - byteLength(cutNote) - 1);
  const line = start.lastIndexOf("\n");
  const kept = (line > start.length / 2 ? start.slice(0, line) : start).trimEnd();
  return { text: kept === "" ? cutNote : `${kept}\n${cutNote}`, isCut: true };
}

/** In UTF-8. */
export function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) bytes += bytesOf(character);
  return bytes;
}

/** As much of the beginning as has `bytes`, in whole characters. */
function startOf(text: string, bytes: number): string {
  let left = bytes;
  let end = 0;
  for (const character of text) {
    left -= bytesOf(character);
    if (left < 0) break;
    end += character.length;
  }
  return text.slice(0, end);
}

function bytesOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

/** One that says the same as another, which speaks for it. */
export interface Repeated {
  readonly name: string;
  readonly sameAs: string;
}

/**
 * `sources` without those that say what an earlier one says already: in the same words (a link, a copy), or by nothing but
 * an import of it (`@AGENTS.md`).
 */
export function withoutRepeats<T extends RuleSource>(
  sources: readonly T[],
): { readonly sources: readonly T[]; readonly repeated: readonly Repeated[] } {
  const kept: T[] = [];
  const repeated: Repeated[] = [];
  for (const source of sources) {
    const same = kept.find((each) => plainText(each.text) === plainText(source.text) || isImportOf(source, each));
    if (same) repeated.push({ name: source.name, sameAs: same.name });
    else kept.push(source);
  }
  return { sources: kept, repeated };
}

const plainText = (text: string) =>
  text
    .replace(/^\ufeff/, "")
    .replace(/\s+/g, " ")
    .trim();

/** Whether all that `source` says is where `other` is; headings and comments say nothing. */
function isImportOf(source: RuleSource, other: RuleSource): boolean {
  const folder = source.name.slice(0, source.name.lastIndexOf("/") + 1);
  const said = source.text
    .replace(/^\ufeff/, "")
    .replace(/<!--[\s\S]*?-->/g, "")
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  return said.length > 0 && said.every((line) => /^@\S+$/.test(line) && joined(folder, line.slice(1)) === other.name);
}

/** `path` as it is written in a file of `folder` (empty, or with `/` at its end). */
function joined(folder: string, path: string): string {
  const names: string[] = [];
  for (const name of `${folder}${path}`.split("/")) {
    if (name === "..") names.pop();
    else if (name !== "" && name !== ".") names.push(name);
  }
  return names.join("/");
}
