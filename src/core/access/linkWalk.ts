// Where a path really leads: every link followed, also one whose target is not there yet, and one in the middle. What
// the file system's own `realpath` says does not do, since it knows nothing of a file that is still to be made.

/** What stands at a path, itself and not what it links to. */
export type EntryKind = "file" | "folder" | "link" | "missing" | "other";

/** Looks at a disk. Both reject when it cannot be known (no right to look, a disk that is gone). */
export interface LinkReader {
  /** The entry at an absolute path without a link before its last name. */
  kindOf(path: string): Promise<EntryKind>;
  /** The target of a link as it is written there, absolute or relative to the link's folder. */
  targetOf(path: string): Promise<string>;
}

/** How paths are written: `windows` has drives and shares, and both slashes. */
export type PathStyle = "posix" | "windows";

/** A path without links, `.` and `..`, and what stands there. */
export interface RealPath {
  readonly path: string;
  readonly kind: Exclude<EntryKind, "link">;
}

/** Names that Windows reads as another (`a.ts.`, `a.ts::$DATA`) or as a device: nobody means those. */
const notOnWindows = /[. ]$|[:*?"<>|]|^(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?:\.|$)/i;

/** So many links are followed for one path, as on Linux. */
const mostLinks = 40;

/**
 * Where the absolute `path` leads. Of what is not there, the nearest folder that exists counts, and the rest as it is
 * written. Undefined when it cannot be said: a circle of links, no right to look, a path that is not absolute,
 * a name that means another one.
 */
export async function realPathOf(path: string, links: LinkReader, style: PathStyle): Promise<RealPath | undefined> {
  if (path.includes("\0")) return undefined;
  const start = splitRoot(path, style);
  if (!start) return undefined;
  let { root } = start;
  /** Names yet to be looked at, the next one last. */
  const left = start.names.toReversed();
  const real: string[] = [];
  let kind: RealPath["kind"] = "folder";
  let followed = 0;
  try {
    for (let name = left.pop(); name !== undefined; name = left.pop()) {
      if (name === "..") real.pop();
      else if (name === "" || name === ".") continue;
      else if (style === "windows" && notOnWindows.test(name)) return undefined;
      else real.push(name);
      const here = joined(root, real, style);
      const found = real.length === 0 ? "folder" : await links.kindOf(here);
      if (found !== "link") {
        kind = found;
        continue;
      }
      if (++followed > mostLinks) return undefined;
      const target = await links.targetOf(here);
      if (target === "" || target.includes("\0")) return undefined;
      const absolute = splitRoot(target, style, root);
      real.pop();
      if (absolute) {
        root = absolute.root;
        real.length = 0;
      }
      const names = absolute?.names ?? splitNames(target, style);
      left.push(...names.toReversed());
      kind = "folder";
    }
  } catch {
    return undefined;
  }
  return { path: joined(root, real, style), kind };
}

/**
 * The names of `path` below `folder`, or undefined when it is not in there; none for the folder itself. Both are real
 * paths. `foldsCase`: the disk takes upper and lower case for the same.
 */
export function namesBelow(
  path: string,
  folder: string,
  style: PathStyle,
  foldsCase: boolean,
): readonly string[] | undefined {
  const inner = splitRoot(path, style);
  const outer = splitRoot(folder, style);
  if (!inner || !outer || folded(inner.root, foldsCase) !== folded(outer.root, foldsCase)) return undefined;
  const names = inner.names.filter((name) => name !== "");
  const above = outer.names.filter((name) => name !== "");
  if (above.length > names.length) return undefined;
  const inside = above.every((name, index) => folded(name, foldsCase) === folded(names[index] ?? "", foldsCase));
  return inside ? names.slice(above.length) : undefined;
}

/** Disks that fold case take the forms of Unicode for the same too. */
function folded(name: string, foldsCase: boolean): string {
  return foldsCase ? name.normalize("NFC").toLowerCase() : name;
}

/**
 * The root of an absolute path, ending in a separator, and the names below it. `\name` of Windows is on the drive of
 * `current`; without one it is no absolute path. Long forms (`\\?\C:\`) are read as the short ones.
 */
function splitRoot(
  path: string,
  style: PathStyle,
  current?: string,
): { readonly root: string; readonly names: string[] } | undefined {
  if (style === "posix") return path.startsWith("/") ? { root: "/", names: splitNames(path, style) } : undefined;
  const plain = path
    .replaceAll("/", "\\")
    .replace(/^\\\\[?.]\\UNC\\/i, "\\\\")
    .replace(/^\\\\[?.]\\(?=[A-Za-z]:)/, "");
  const drive = /^([A-Za-z]:)\\/.exec(plain);
  if (drive) return { root: `${drive[1]?.toUpperCase()}\\`, names: splitNames(plain.slice(3), style) };
  const share = /^\\\\([^\\?.][^\\]*)\\([^\\]+)(?:\\|$)/.exec(plain);
  if (share) {
    const names = splitNames(plain.slice(share[0].length), style);
    return { root: `\\\\${share[1]?.toLowerCase()}\\${share[2]?.toLowerCase()}\\`, names };
  }
  const onDrive = current !== undefined && plain.startsWith("\\") && !plain.startsWith("\\\\");
  return onDrive ? { root: current, names: splitNames(plain, style) } : undefined;
}

function splitNames(path: string, style: PathStyle): string[] {
  return path.split(style === "windows" ? /[/\\]/ : "/");
}

function joined(root: string, names: readonly string[], style: PathStyle): string {
  return root + names.join(style === "windows" ? "\\" : "/");
}
