// What Git and the setting `files.exclude` keep out of sight.

import * as vscode from "vscode";
import { type IgnoreFile, IgnoreTree } from "../../core/access/ignoreTree.ts";

/** How long rules are believed, in ms: questions come in bursts, and a .gitignore that was just written holds. */
const believedMs = 500;
/** Folders above the workspace that are looked into for the root of its repository. */
const maxAbove = 20;
/** .gitignore files of one folder. */
const maxFiles = 500;
/** Never looked into, whatever a .gitignore says: nobody names files in there by letters. */
export const neverListed = "**/{node_modules,.git,.hg,.svn,bower_components}/**";

interface Known {
  readonly tree: Promise<IgnoreTree>;
  readonly at: number;
}

/** Answers for files of the workspace. */
export class IgnoredFiles {
  readonly #known = new Map<string, Known>();

  /** The .gitignore rules for a folder of the workspace. */
  rulesOf(folder: vscode.WorkspaceFolder): Promise<IgnoreTree> {
    const key = folder.uri.toString();
    const known = this.#known.get(key);
    if (known && Date.now() - known.at < believedMs) return known.tree;
    const tree = readTree(folder.uri);
    this.#known.set(key, { tree, at: Date.now() });
    return tree;
  }
}

/** Whether `files.exclude` hides `path` of `folder`, or a folder it is in. VS Code's own matching. */
export function isExcluded(folder: vscode.WorkspaceFolder, path: string): boolean {
  const exclude = vscode.workspace.getConfiguration("files", folder.uri).get<Record<string, unknown>>("exclude", {});
  const patterns = Object.keys(exclude).filter((pattern) => exclude[pattern] === true);
  if (patterns.length === 0) return false;
  const selector = patterns.map((pattern) => ({ pattern: new vscode.RelativePattern(folder, pattern) }));
  const segments = path.split("/").filter((segment) => segment !== "");
  return segments.some((_, index) => {
    const uri = vscode.Uri.joinPath(folder.uri, ...segments.slice(0, index + 1));
    // Of a document, `match` looks at the address and the language.
    return vscode.languages.match(selector, { uri, languageId: "" } as vscode.TextDocument) > 0;
  });
}

async function readTree(root: vscode.Uri): Promise<IgnoreTree> {
  const [inside, above] = await Promise.all([readInside(root), readAbove(root)]);
  return new IgnoreTree([...above, ...inside]);
}

async function readInside(root: vscode.Uri): Promise<IgnoreFile[]> {
  const pattern = new vscode.RelativePattern(root, "**/.gitignore");
  const uris = await vscode.workspace.findFiles(pattern, neverListed, maxFiles);
  const files = await Promise.all(
    uris.map(async (uri) => {
      const folder = uri.path.slice(root.path.replace(/\/$/, "").length + 1, -".gitignore".length);
      return { folder, text: await readText(uri) };
    }),
  );
  // What a person keeps to themselves, Git keeps there.
  const own = await readText(vscode.Uri.joinPath(root, ".git", "info", "exclude"));
  return [{ folder: "", text: own ?? "" }, ...files].filter(isFile);
}

/** The folder may be a part of a repository: its rules begin further up. */
async function readAbove(root: vscode.Uri): Promise<IgnoreFile[]> {
  const files: IgnoreFile[] = [];
  let folder = root;
  let above = "";
  for (let level = 0; level < maxAbove; level++) {
    if (await exists(vscode.Uri.joinPath(folder, ".git"))) return files;
    const parent = vscode.Uri.joinPath(folder, "..");
    if (parent.path === folder.path) break;
    above = `${folder.path.slice(folder.path.lastIndexOf("/") + 1)}/${above}`;
    folder = parent;
    const text = await readText(vscode.Uri.joinPath(folder, ".gitignore"));
    if (text !== undefined) files.push({ folder: "", above, text });
  }
  return []; // no repository: files further up mean something else
}

function isFile(file: { readonly text: string | undefined }): file is IgnoreFile {
  return file.text !== undefined;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
}

async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined; // there is none
  }
}
