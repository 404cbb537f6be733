// Paths that a model names. They come from outside and stay inside the workspace.

/** `src/a.ts`, `./src/a.ts#L12`, `src/a.ts:12`. Undefined for anything with a scheme or outside the folder. */
export function parseFileLink(href: string): { path: string; line?: number } | undefined {
  const match = /^(?<path>[^#?:]+?)(?:(?::|#L)(?<line>\d+)(?:[-:]L?\d+)?)?$/.exec(href);
  const path = decode(match?.groups?.path ?? "");
  if (path === undefined || path === "" || path.includes("\\") || path.startsWith("/") || path.includes(":")) return;
  const segments = path.split("/").filter((segment) => segment !== "" && segment !== ".");
  if (segments.length === 0 || segments.includes("..")) return undefined;
  const line = match?.groups?.line;
  return { path: segments.join("/"), ...(line === undefined ? {} : { line: Number(line) }) };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined; // not an encoded path
  }
}
