// Reads a small JavaScript project from what tools said about it.
import { isObject } from "../json.ts";

/** Paths of a listing. Notes about what was left out stand in brackets. */
export function pathsIn(listing: string): string[] {
  return listing.split("\n").filter((line) => line !== "" && !line.startsWith("("));
}

/** The file of that name that is nearest to the root. */
export function nearestFile(paths: readonly string[], name: string): string | undefined {
  return paths
    .filter((path) => path.split("/").at(-1) === name)
    .sort((a, b) => a.split("/").length - b.split("/").length)[0];
}

/** Whether a file holds tests, by its name. */
export const isTest = (path: string) => /\.(test|spec)\.[cm]?[jt]sx?$/.test(path);

/** Whether a file holds code that is no test, by its name. */
export const isSource = (path: string) => /\.([cm]?[jt]sx?|py)$/.test(path) && !isTest(path);

/** What a package.json says; empty for what it does not. */
export function readManifest(text: string | undefined): { name: string; description: string; test: string } {
  let value: unknown;
  try {
    value = JSON.parse(text ?? "");
  } catch {
    value = undefined;
  }
  const { name, description, scripts } = isObject(value) ? value : {};
  const test = isObject(scripts) ? scripts.test : undefined;
  const asText = (field: unknown) => (typeof field === "string" ? field : "");
  return { name: asText(name), description: asText(description), test: asText(test) };
}

/** What Node's test runner says of the first test that failed. */
export interface Failure {
  /** As the project lists it. */
  path: string;
  /** Of the assertion. */
  line: number;
  name: string;
  actual: string;
  expected: string;
}

/** Reads both of its reports, TAP and the one for people; undefined when no place in a test can be found. */
export function failureIn(output: string, paths: readonly string[]): Failure | undefined {
  const places = [...output.matchAll(/([^\s'"()]+\.(?:test|spec)\.[cm]?[jt]sx?):(\d+)/g)];
  // A stack names the assertion; before it stands where the test begins.
  const [, written = "", line = ""] = places.find(([place]) => place.startsWith("file://")) ?? places[0] ?? [];
  const path = paths.find((each) => written === each || written.replaceAll("\\", "/").endsWith(`/${each}`));
  if (path === undefined) return undefined;
  const value = (name: string) => new RegExp(`^(?:\\d+\\t)?\\s*${name}: '?(.*?)'?,?$`, "m").exec(output)?.[1] ?? "?";
  const name = /^(?:\d+\t)?\s*(?:not ok \d+ - |✖ (?!failing tests))(.*?)(?: \([\d.]+ms\))?$/m.exec(output)?.[1] ?? "";
  return { path, line: Number(line), name, actual: value("actual"), expected: value("expected") };
}

/** The exit code that a command's result begins with; undefined for one that did not end by itself. */
export function exitCodeIn(result: string): number | undefined {
  const code = /^exit code:? (-?\d+)/im.exec(result)?.[1];
  return code === undefined ? undefined : Number(code);
}

/** Files that a module imports by a relative path, as the project lists them, with the names it takes from each. */
export function importsOf(text: string, path: string, paths: readonly string[]): { path: string; names: string[] }[] {
  return [...text.matchAll(/import \{([^}]*)\} from ["'](\.{1,2}\/[^"']+)["']/g)].flatMap(
    ([, names = "", from = ""]) => {
      const folder = path.split("/").slice(0, -1);
      for (const part of from.split("/")) {
        if (part === "..") folder.pop();
        else if (part !== ".") folder.push(part);
      }
      const found = paths.find((each) => each === folder.join("/"));
      return found === undefined ? [] : [{ path: found, names: names.split(",").map((name) => name.trim()) }];
    },
  );
}

/** What a module offers: each function's name, line and the sentence before it. */
export function exportsOf(text: string): { name: string; line: number; says: string }[] {
  const lines = text.split("\n");
  return lines.flatMap((line, index) => {
    const name = /^(?:export )?(?:async )?(?:function|def) (\w+)/.exec(line)?.[1];
    if (name === undefined) return [];
    const says = /^\/\*\* (.*?) ?\*\/$/.exec(lines[index - 1] ?? "")?.[1] ?? "";
    return [{ name, line: index + 1, says }];
  });
}

/** The line, from 1, on which `text` holds `part`; 0 for none. */
export function lineOf(text: string, part: string): number {
  const at = text.indexOf(part);
  return at < 0 ? 0 : text.slice(0, at).split("\n").length;
}
