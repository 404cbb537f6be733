// What in an argument may be a path, and whether one of them leads out or to what is kept from commands. Nobody knows which
// options of a program take a file: each piece that could be one is looked at.

import { protectionOf } from "../../../access/protectedPaths.ts";
import { hasSecretName } from "../../../access/secretNames.ts";

/** Letters of a word that begins with one dash, and signs in any: in a longer one there is too much to look at. */
const most = 200;

/** Longest name that a disk holds. What is longer is no path, and looking for secrets in it takes its time. */
const longestName = 255;

const leadsOut = /^[/\\~]|^[A-Za-z]:[/\\]|(?:^|[/\\])\.\.(?:[/\\]|$)/;
/** An option that says by its sign where its path begins. */
const plainOption = /^--[\w-]+=[^\s'"`$;&|<>()]*$/;

/** What of `word` may be a path, or why it is unfit. `readsOnly`: what is protected may be named, for it is not changed. */
export function judgeArgument(word: string, readsOnly: boolean): readonly string[] | "outside" | "sensitive" {
  if (word.startsWith("-") && /[/\\~]/.test(word) && !plainOption.test(word)) return "outside";
  const pieces = piecesOf(word);
  if (!pieces || pieces.some((piece) => leadsOut.test(piece))) return "outside";
  const paths = pieces.filter((piece) => piece.split(/[/\\]/).every(({ length }) => length <= longestName));
  return paths.some((path) => isSensitive(path, readsOnly)) ? "sensitive" : paths;
}

/** The whole, what stands before, between and behind signs, and behind each letter that may be a short option. */
function piecesOf(word: string): readonly string[] | undefined {
  const isCluster = /^-[^-]/.test(word);
  const signs = Array.from(word.matchAll(/[=:,@]/g), ({ index }) => index);
  if (signs.length > most || (isCluster && word.length > most)) return undefined;
  const around = signs.flatMap((at) => [word.slice(0, at), word.slice(at + 1)]);
  const letters = isCluster ? Array.from({ length: word.length - 1 }, (_, at) => word.slice(at + 1)) : [];
  return [...new Set([word, ...around, ...word.split(/[=:,@]/), ...letters])].filter((piece) => piece !== "");
}

function isSensitive(path: string, readsOnly: boolean): boolean {
  const names = path.split(/[/\\]/);
  return hasSecretName(names.join("/")) || (!readsOnly && protectionOf(names) !== undefined);
}
