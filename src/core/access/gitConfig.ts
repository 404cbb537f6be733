// A Git configuration file, as far as anything here asks it.

/** One setting: `name` is `section.key` or `section.subsection.key`, section and key in lower case. */
export interface GitSetting {
  readonly name: string;
  /** Undefined for a key without `=`, which means yes. */
  readonly value: string | undefined;
}

/** The settings of a file, in its order; the last of a name holds. Lines that are none are passed over. */
export function parseGitConfig(text: string): readonly GitSetting[] {
  const settings: GitSetting[] = [];
  let section = "";
  // A backslash at a line's end continues it.
  const continued = text.replace(/^\ufeff/, "").replace(/\\\r?\n/g, "");
  for (const raw of continued.split("\n")) {
    let line = raw.trim();
    const head = /^\[\s*([\w.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]/.exec(line);
    if (head) {
      const inner = head[2]?.replace(/\\(.)/g, "$1");
      section = (head[1] ?? "").toLowerCase() + (inner === undefined ? "" : `.${inner}`);
      line = line.slice(head[0].length).trim();
    }
    const found = /^([A-Za-z][\w-]*)\s*(?:(=)(.*)|[#;].*)?$/.exec(line);
    if (!found || section === "") continue;
    const name = `${section}.${(found[1] ?? "").toLowerCase()}`;
    settings.push({ name, value: found[2] === "=" ? unquote((found[3] ?? "").trim()) : undefined });
  }
  return settings;
}

/** Whether a setting's value means yes. */
export function isYes(value: string | undefined): boolean {
  return value === undefined || /^(?:true|yes|on)$/i.test(value) || (/^-?\d+$/.test(value) && Number(value) !== 0);
}

/** Quotes and comments go, escapes are read. */
function unquote(value: string): string {
  let text = "";
  let spaces = "";
  let isQuoted = false;
  for (let at = 0; at < value.length; at++) {
    const letter = value[at] ?? "";
    if (letter === '"') {
      isQuoted = !isQuoted;
      text += spaces;
      spaces = "";
    } else if (!isQuoted && (letter === "#" || letter === ";")) break;
    else if (!isQuoted && /\s/.test(letter)) spaces += letter;
    else {
      const escaped = letter === "\\" ? (value[++at] ?? "") : undefined;
      text += spaces + (escaped === undefined ? letter : (escapes[escaped] ?? escaped));
      spaces = "";
    }
  }
  return text;
}

const escapes: Readonly<Record<string, string | undefined>> = { n: "\n", t: "\t", b: "\b" };
