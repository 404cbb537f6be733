// Which place in a folder a path of an answer means. The path is hostile: it never leads out of the folder.

/**
 * `path` relative to the folder `root` (both with `/` or `\`), normalised, or undefined when it lies outside. An
 * absolute path has to lie in the folder.
 */
export function pathInFolder(path: string, root: string): string | undefined {
  const wanted = path.replaceAll("\\", "/");
  const folder = root.replaceAll("\\", "/").replace(/\/+$/, "");
  if (wanted.includes("\0")) return undefined;
  const isAbsolute = wanted.startsWith("/") || /^[A-Za-z]:/.test(wanted);
  if (isAbsolute && !wanted.startsWith(`${folder}/`)) return undefined;
  const parts: string[] = [];
  for (const part of (isAbsolute ? wanted.slice(folder.length) : wanted).split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.length === 0 ? undefined : parts.join("/");
}
