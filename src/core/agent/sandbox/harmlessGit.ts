// Whether a repository's configuration can do nothing but say where things are. Read by the letter: a line that is not one
// of a few known ones may be anything to Git, which reads more than anybody remembers.

/** Keys that start no program, by section; of a name in quotes what follows the dot stands in any. */
const known: Readonly<Record<string, RegExp>> = {
  core: /^(?:repositoryformatversion|filemode|logallrefupdates|ignorecase|precomposeunicode|symlinks|bare)$/,
  user: /^(?:name|email)$/,
  init: /^defaultbranch$/,
  "remote.": /^(?:url|pushurl|fetch|tagopt)$/,
  "branch.": /^(?:remote|merge|rebase|vscode-merge-base)$/,
  "submodule.": /^(?:url|active)$/,
};

/** Whether `text`, a `config` of Git, has harmless lines alone. */
export function isHarmlessConfig(text: string): boolean {
  let keys: RegExp | undefined;
  for (const line of text.split("\n")) {
    if (/^[ \t]*(?:[#;][ -~\t]*)?$/.test(line) && !line.endsWith("\\")) continue;
    const [, section, quoted] = /^\[([a-z]+)(?: "[\w./@-]+()")?\]$/i.exec(line) ?? [];
    if (section !== undefined) {
      keys = known[section.toLowerCase() + (quoted === undefined ? "" : ".")];
      if (!keys) return false;
      continue;
    }
    const [, key = "", value = ""] = /^[ \t]+([a-z-]+) = ([\w ./:@*+~,=?&%-]*)$/i.exec(line) ?? [];
    if (!keys?.test(key.toLowerCase())) return false;
    // `ext::sh -c …` is an address too, and one with a dash may be taken for an option.
    if (/url$/i.test(key) && (value.includes("::") || value.startsWith("-"))) return false;
  }
  return true;
}

/** The folder that a `.git` file names; undefined when it says anything else. */
export function gitFolderOf(text: string): string | undefined {
  return /^gitdir: ([^\n\r]+)\r?\n?$/.exec(text)?.[1];
}
