// What the owner of the repository fills in before the first release, publishing.json, and how the package gets it.
import { cpSync, globSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const file = "publishing.json";
const fields = ["repository", "homepage", "bugs", "qna"] as const;

/** Addresses, each empty until it is known; `qna` may be `marketplace` as well. */
export type Publishing = Readonly<Record<(typeof fields)[number], string>>;

/** Reads publishing.json of `folder`; throws a sentence if a field is missing, unknown or not an address. */
export function readPublishing(folder: string): Publishing {
  const read: Record<string, unknown> = JSON.parse(readFileSync(join(folder, file), "utf8"));
  const names: readonly string[] = fields;
  const wrong = [...new Set([...names, ...Object.keys(read)])].filter(
    (name) => !names.includes(name) || !isAddress(read[name], name === "qna"),
  );
  if (wrong.length === 0) return read as Publishing;
  throw new Error(`${file} takes an https address or "" for each of ${listed(fields)}: see ${listed(wrong)}.`);
}

/** A sentence that names what is still empty; undefined when all is filled in. */
export function missingForPublishing(publishing: Publishing): string | undefined {
  const empty = fields.filter((name) => publishing[name] === "");
  if (empty.length === 0) return undefined;
  return `This cannot be published yet: ${listed(empty)} in ${file} ${empty.length === 1 ? "is" : "are"} empty.`;
}

/** The manifest with what is filled in, in npm's own form; what is empty is left out. */
export function withPublishing(manifest: object, { repository, homepage, bugs, qna }: Publishing): object {
  return {
    ...manifest,
    ...(repository && { repository: { type: "git", url: repository } }),
    ...(homepage && { homepage }),
    ...(bugs && { bugs: { url: bugs } }),
    ...(qna && { qna }),
  };
}

/** Copies what .vscodeignore lets into the package from `folder` to `into`, and merges `publishing` into its manifest. */
export function stageExtension(folder: string, into: string, publishing: Publishing): void {
  const ignore = readFileSync(join(folder, ".vscodeignore"), "utf8");
  const taken = ignore.split("\n").flatMap((line) => (line.startsWith("!") ? [line.slice(1)] : []));
  for (const path of [".vscodeignore", ...globSync(taken, { cwd: folder })]) {
    const from = join(folder, path);
    if (statSync(from).isFile()) cpSync(from, join(into, path), { preserveTimestamps: true });
  }
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  writeFileSync(join(into, "package.json"), `${JSON.stringify(withPublishing(manifest, publishing), null, 2)}\n`);
}

function isAddress(value: unknown, orMarketplace: boolean): boolean {
  if (value === "" || (orMarketplace && value === "marketplace")) return true;
  return typeof value === "string" && /^https:\/\/./.test(value) && URL.canParse(value);
}

function listed(names: readonly string[]): string {
  return new Intl.ListFormat("en", { type: "conjunction" }).format(names);
}
