// What a fence says of its code: a language, and perhaps the file it belongs to. It comes from a model, so the name is
// only shown and handed on; the host decides which file it means.

/** Read from a fence. */
export interface CodeTitle {
  /** "" when the fence names none that could be one. */
  readonly language: string;
  /** As the model wrote it; undefined when it names none. */
  readonly path: string | undefined;
}

/** What is longer is no title, and would take its time. */
const longestLine = 400;

/**
 * Reads an info string. A file is named by `title=`, `file=`, `filename=` or `path=`, with or without quotes; by a word
 * after the language that looks like a path (`ts src/a.ts`, `ts:src/a.ts`); or by the first word when it has a folder
 * or lines in front (`src/a.ts`, `12:15:src/a.ts`).
 */
export function readInfo(info: string): CodeTitle {
  const text = info.slice(0, longestLine).trim();
  const language = /^[\p{L}\p{N}_+#.-]{1,40}(?=$|[\s{,:])/u.exec(text)?.[0] ?? "";
  const lines = /^\d+(?:[:-]\d+)?:(?<path>\S+)/.exec(text)?.groups?.path;
  if (lines !== undefined) return { language: "", path: pathFrom(lines, false) };
  const named = /(?:^|[\s{,])(?:title|file|filename|path)=(?:"(?<d>[^"]*)"|'(?<s>[^']*)'|(?<plain>[^\s}]+))/i.exec(
    text,
  );
  const { d, s, plain } = named?.groups ?? {};
  const attribute = d ?? s ?? plain;
  if (attribute !== undefined) return { language, path: pathFrom(attribute, false) };
  const [first = "", second = ""] = text.slice(language.length).replace(/^:/, " ").trim().split(/\s+/);
  if (language === "") return { language, path: pathFrom(first, true) };
  return { language, path: pathFrom(first, false) ?? (second === "" ? undefined : pathFrom(second, true)) };
}

const comment = /^\s*(?:\/\/|#|--|;|%|\/\*|<!--)\s*(?:file(?:name)?:\s*|path:\s*)?(?<path>\S+)\s*(?:\*\/|-->)?\s*$/i;

/** The file that a first line names: a comment that holds a path and nothing else. */
export function readFirstLine(line: string): string | undefined {
  const path = line.length > longestLine ? undefined : comment.exec(line)?.groups?.path;
  return path === undefined ? undefined : pathFrom(path, false);
}

/** Files that are known by their whole name. */
export const bareNames = /^(?:Dockerfile|Makefile|Rakefile|Gemfile|Procfile|Justfile|LICENSE|\.[a-z][\w.-]*)$/;

/** `text` if it looks like a file: an extension or a well-known name, no address, nothing that could mislead the eye. */
function pathFrom(text: string, needsFolder: boolean): string | undefined {
  const path = text.trim();
  if (path.length > 300 || !/^[\p{L}\p{N}\p{M} _@+~.,()[\]$/\\:-]+$/u.test(path) || /^\w+:\/\//.test(path))
    return undefined;
  // In a message of VS Code this would be a link.
  if (path.includes("](")) return undefined;
  if (needsFolder && !/[\\/]/.test(path)) return undefined;
  const name = path.split(/[\\/]/).at(-1) ?? "";
  return /^[^\s].*\.[A-Za-z][\w+-]{0,14}$/.test(name) || bareNames.test(name) ? path : undefined;
}
