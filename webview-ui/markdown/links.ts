// Which destinations of an answer become links. Everything else stays text: the answer is hostile input.

import { decodeEntities } from "./characters.ts";

/** Where a link leads: an http(s) address, or a path in the workspace, perhaps with `#L10`. Undefined for all else. */
export function linkTarget(raw: string): string | undefined {
  const href = decodeEntities(raw).trim();
  if (href === "" || href.length > 4096 || hasControl(href)) return undefined;
  if (/^https?:\/\//i.test(href)) return webAddress(href);
  return isWorkspacePath(href) ? href : undefined;
}

/** An http(s) address in its normal form; undefined for all else. */
export function webAddress(raw: string): string | undefined {
  const url = URL.parse(raw);
  return url && (url.protocol === "https:" || url.protocol === "http:") ? url.href : undefined;
}

/** What an answer says of a link, for its hint: one line, not so long that the address behind it is out of sight. */
export function linkWords(title: string): string {
  const line = title.replace(/[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim();
  return [...line.slice(0, 400)].slice(0, 200).join("");
}

/** A relative path. What looks like a scheme, however it is encoded, an absolute path or another host is none. */
function isWorkspacePath(href: string): boolean {
  let path = href;
  for (let round = 0; round < 4; round++) {
    if (/^[/\\#?]/.test(path) || path.includes("\\") || hasControl(path)) return false;
    if (/^[^/#?]*[:\uff1a\ufe55]/.test(path)) return false;
    const decoded = decodePercent(path);
    if (decoded === undefined) return false;
    if (decoded === path) return true;
    path = decoded;
  }
  // Still changing after four rounds: nobody names a file so.
  return false;
}

function decodePercent(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Control characters and invisible ones, which browsers skip and readers miss. */
function hasControl(text: string): boolean {
  return /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text);
}
