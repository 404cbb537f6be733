// What an entry of the workspace is to the sandbox. A command that nobody was asked about changes nothing that the agent
// itself would have to ask for, and reads nothing that by its name is a secret.

import { protectionOf } from "../../access/protectedPaths.ts";
import { hasSecretName } from "../../access/secretNames.ts";

export type Guard =
  /** Stays as it is. Of a folder, so does all in it. */
  | "kept"
  /** Looks empty. */
  | "emptied"
  /** A folder that cannot be opened. */
  | "hidden"
  /** The `.git` of a repository: stays as it is, and keeps its place. */
  | "repository"
  /** A link where protected things stand. It cannot be kept. */
  | "link";

/**
 * Nothing of these names is made at the top of a folder of the workspace: editors, Git and agents take them up without being
 * asked to. `HEAD`: with it the folder itself is a repository to Git, where there is no `.git`.
 */
export const reservedNames = [
  ...[".git", "HEAD", ".vscode", ".mcp.json", ".envrc", ".claude", ".cursor", ".devcontainer", ".idea"],
] as const;

/**
 * Folders of `node_modules` that build tools write to (Vite, Vitest, Babel, ESLint and the like): a held command gets empty
 * ones of its own, or most tests would not begin.
 */
export const scratchNames = [".cache", ".vite", ".vite-temp"] as const;

/**
 * The guard of the entry with `names` below its folder of the workspace; undefined for an ordinary one. Git ignores it:
 * `isIgnored`. What builds make there may be made again; packages that were installed, and secrets, count all the same.
 */
export function guardOf(
  names: readonly string[],
  kind: "file" | "folder" | "link" | "other",
  isIgnored: boolean,
): Guard | undefined {
  const name = names.at(-1) ?? "";
  const path = names.join("/");
  if (name.toLowerCase() === ".git" && kind !== "link") return "repository";
  if (kind === "folder") {
    if (hasSecretName(`${path}/x`) || (isIgnored && hasSecretName(path))) return "hidden";
    // Rules about a file of this name say nothing of a folder (`build`): those of folders hold for what is in them.
    return protectionOf([name, "x"]) === undefined ? undefined : "kept";
  }
  if (kind === "link")
    return protectionOf(names) === undefined && protectionOf([name, "x"]) === undefined ? undefined : "link";
  if (hasSecretName(path)) return kind === "file" ? "emptied" : undefined;
  return isIgnored || protectionOf(names) === undefined ? undefined : "kept";
}
