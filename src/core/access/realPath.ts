// Where a path leads when every link in it is followed, also those that lead to nothing: what is written or made there
// later would stand at their end.

/** The disk and how it writes paths. */
export interface Links {
  /** The real path of what exists; "missing" when it does not. Rejects when nobody may look, and for circles. */
  realpath(path: string): Promise<string>;
  /** Where the link `path` leads, as it is written; undefined when there is no link. */
  readlink(path: string): Promise<string | undefined>;
  dirname(path: string): string;
  basename(path: string): string;
  isAbsolute(path: string): boolean;
  readonly sep: string;
}

/** What `realpath` says of what is not there. */
export const missing = "missing";

/** More links in a row are a circle. */
const maxLinks = 40;

/** The real path of `path`, which is absolute; undefined for a circle and where nobody may look. */
export async function realPathOf(path: string, links: Links, left = maxLinks): Promise<string | undefined> {
  const real = await links.realpath(path).catch(() => undefined);
  if (real !== missing) return real;
  const parent = links.dirname(path);
  if (parent === path) return path;
  const realParent = await realPathOf(parent, links, left);
  if (realParent === undefined) return undefined;
  const name = links.basename(path);
  if (name === "..") return links.dirname(realParent);
  if (name === "." || name === "") return realParent;
  const own = realParent.endsWith(links.sep) ? realParent + name : realParent + links.sep + name;
  const target = await links.readlink(own).catch(() => undefined);
  if (target === undefined) return own;
  if (left === 0) return undefined;
  // Not tidied up: what `..` means after a link is seen when the link is followed.
  return realPathOf(links.isAbsolute(target) ? target : realParent + links.sep + target, links, left - 1);
}
