// Which place in a folder a path of an answer means. The path is hostile: it never leads out of the folder.

/**
 * `path` relative to the folder `root` (both with `/` or `\`), normalised, or undefined when it lies outside. An
 * absolute path has to lie in the folder. `foldsCase` says that the disk does not tell letters by case; that of a drive
 * never counts.
 */
export function pathInFolder(path: string, root: string, foldsCase: boolean): string | undefined {
  const names = namesInFolder(path, root, foldsCase);
  return names === undefined || names.length === 0 ? undefined : names.join("/");
}

/** The same by its names; none for the folder itself. */
export function namesInFolder(path: string, root: string, foldsCase: boolean): readonly string[] | undefined {
  if (path.includes("\0")) return undefined;
  const wanted = segmentsOf(path);
  const folder = segmentsOf(root);
  const isAbsolute = /^[/\\]/.test(path) || isDrive(path.slice(0, 2));
  if (isAbsolute && !folder.every((name, at) => isSameName(name, wanted[at], foldsCase))) return undefined;
  const parts: string[] = [];
  for (const part of isAbsolute ? wanted.slice(folder.length) : wanted) {
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts;
}

function segmentsOf(path: string): readonly string[] {
  return path.split(/[/\\]/).filter((part) => part !== "" && part !== ".");
}

function isSameName(a: string, b: string | undefined, foldsCase: boolean): boolean {
  if (a === b) return true;
  return b !== undefined && (foldsCase || (isDrive(a) && isDrive(b))) && a.toLowerCase() === b.toLowerCase();
}

function isDrive(name: string): boolean {
  return /^[A-Za-z]:$/.test(name);
}
