import { type Protection, protectionOf } from "./protectedPaths.ts";

/** Something protected in a folder; `path` is relative to it, with `/`. */
export interface ProtectedInside {
  readonly path: string;
  readonly why: Protection;
}

/** What is protected of `paths`, all that is in a folder: the outermost of them, in order, whichever order those have. */
export function protectedBelow(paths: readonly string[]): readonly ProtectedInside[] {
  return paths.toSorted().flatMap((path) => {
    const names = path.split("/");
    const why = protectionOf(names);
    // In a folder that is protected everything is.
    const isInOne = names.some((_, at) => at > 0 && protectionOf(names.slice(0, at)) !== undefined);
    return why && !isInOne ? [{ path, why }] : [];
  });
}
