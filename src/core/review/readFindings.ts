// Reads what a model answers to a review: a list of findings as JSON, as it is asked for or nearly so. Nothing in it is
// trusted, not even its form: what cannot be read is left out, and the rest stands.

import { parseJson } from "../util/parseJson.ts";
import { plainName } from "../util/plainText.ts";
import { type Finding, severities } from "./finding.ts";

/** Findings about one file; the gravest are kept. */
export const mostFindings = 20;
/** UTF-16 units of one answer that are read, of a body, of quoted code. */
const longestAnswer = 1_000_000;
const longestBody = 4_000;
const longestCode = 20_000;

/** What an answer says. */
export interface ReadAnswer {
  readonly findings: readonly Finding[];
  /** False when there is no list in it at all: that is no review that found nothing. */
  readonly isList: boolean;
}

/** Reads `answer`, in a fence or not, cut or not. */
export function readFindings(answer: string): ReadAnswer {
  const text = answer.slice(0, longestAnswer);
  const whole = parseJson(text.trim()) ?? parseJson(innermost(text));
  const listed = listIn(whole);
  const items = listed ?? objectsIn(text).flatMap((each) => listIn(each) ?? [each]);
  const findings = items.flatMap(toFinding);
  const isList = listed !== undefined || findings.length > 0 || /[[{]\s*(?:"findings"\s*:\s*\[\s*)?\]/.test(text);
  return { findings: findings.slice(0, 10 * mostFindings), isList };
}

/** What stands between the first bracket and the last, without the commas that JSON does not take. */
function innermost(text: string): string {
  const start = text.search(/[[{]/);
  const end = Math.max(text.lastIndexOf("]"), text.lastIndexOf("}"));
  return start === -1 ? "" : withoutCommas(text.slice(start, end + 1));
}

function listIn(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (typeof value !== "object" || value === null) return undefined;
  const lists = ["findings", "issues", "comments", "review", "results"].map(
    (key) => (value as Record<string, unknown>)[key],
  );
  return lists.find((each) => Array.isArray(each)) as readonly unknown[] | undefined;
}

/** The innermost objects of a text that is no JSON as a whole, such as a list that was cut: each that is complete. */
function objectsIn(text: string): readonly unknown[] {
  const found: unknown[] = [];
  let start = -1;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (quoted) {
      if (letter === "\\") at++;
      else if (letter === '"') quoted = false;
    } else if (letter === '"' && start !== -1) quoted = true;
    else if (letter === "{") start = at;
    else if (letter === "}" && start !== -1) {
      const value = parseJson(withoutCommas(text.slice(start, at + 1)));
      if (value !== undefined) found.push(value);
      start = -1;
    }
  }
  return found;
}

/** Line breaks inside of strings, as they should have been written. */
const written: Readonly<Record<string, string>> = { "\r": "", "\n": "\\n", "\t": "\\t" };

/**
 * Commas before a bracket go, and line breaks inside of strings become what they should have been. In one pass, letter by
 * letter: a pattern would look for the end of a string that never ends from each quote in it.
 */
function withoutCommas(json: string): string {
  const pieces: string[] = [];
  let quoted = false;
  /** The last comma among them, as long as nothing but blanks follows. */
  let comma = -1;
  for (let at = 0; at < json.length; at++) {
    const letter = json.charAt(at);
    if (quoted) {
      pieces.push(written[letter] ?? letter);
      if (letter === '"') quoted = false;
      if (letter !== "\\") continue;
      const next = json.charAt(++at);
      pieces.push(written[next] ?? next);
      continue;
    }
    if (comma !== -1 && (letter === "]" || letter === "}")) pieces[comma] = "";
    if (letter === ",") comma = pieces.length;
    else if (letter.trim() !== "") comma = -1;
    quoted = letter === '"';
    pieces.push(letter);
  }
  return pieces.join("");
}

function toFinding(value: unknown): readonly Finding[] {
  if (typeof value !== "object" || value === null) return [];
  const field = (...names: readonly string[]) =>
    names.map((name) => (value as Record<string, unknown>)[name]).find((each) => each !== undefined && each !== null);
  const text = (...names: readonly string[]) => {
    const found = field(...names);
    return typeof found === "string" ? found : undefined;
  };
  const body = (text("body", "message", "description", "comment") ?? "").trim().slice(0, longestBody);
  const title = plainName((text("title", "summary") ?? body.split("\n", 1)[0] ?? "").trim());
  if (title === "") return [];
  const oldText = codeOf(text("old_text", "old", "code", "quote")) ?? "";
  const newText = codeOf(text("new_text", "new", "fix", "replacement"));
  const isFix = oldText.trim() !== "" && newText !== undefined && newText !== oldText;
  return [
    {
      severity: severityOf(text("severity", "level")),
      title,
      body,
      line: lineOf(field("line", "start_line", "line_number")),
      oldText,
      newText: isFix ? newText : undefined,
    },
  ];
}

/** What is too long is not cut: half of a change is another change. */
function codeOf(code: string | undefined): string | undefined {
  return code === undefined || code.length > longestCode ? undefined : code.replaceAll("\r\n", "\n");
}

function severityOf(word = ""): Finding["severity"] {
  const known = severities.find((each) => each === word.toLowerCase());
  if (known) return known;
  if (/^(?:critical|blocker|high|major|bug|fatal|severe)/i.test(word)) return "error";
  return /^(?:medium|moderate|warn)/i.test(word) ? "warning" : "hint";
}

function lineOf(value: unknown): number | undefined {
  const number = typeof value === "string" ? Number.parseInt(value, 10) : value;
  return typeof number === "number" && Number.isSafeInteger(number) && number > 0 ? number : undefined;
}
