// The environment that commands get. Some programs take from it what no argument says.

/** Variables by name, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** They hold arguments that nobody sees: ripgrep's in a file, those of grep (`-r`) on a Mac. */
const hiddenArguments = ["RIPGREP_CONFIG_PATH", "GREP_OPTIONS"];

/** What holds for every command, in Git's own words: a folder that only looks like a repository is none. */
const gitSettings = [["safe.bareRepository", "explicit"]] as const;

/**
 * `env`, the person's own, as every command has to get it; the judge relies on it. Without what is this extension's
 * (`MIMO_*`: a key) and without what holds arguments that nobody sees. Git is told not to take a
 * folder with `HEAD`, `objects` and `refs` for a repository, whose `config` would name programs to run: files like any others,
 * which a model can write. Settings that the person hands to Git in this way stay. Names count in any case, as on Windows.
 */
export function commandEnvironment(env: Environment): Record<string, string> {
  const kept: Record<string, string> = {};
  let count = 0;
  for (const [name, value] of Object.entries(env)) {
    const upper = name.toUpperCase();
    if (value === undefined || upper.startsWith("MIMO_") || hiddenArguments.includes(upper)) continue;
    if (upper === "GIT_CONFIG_COUNT") count = countOf(value);
    else kept[name] = value;
  }
  for (const [at, [key, value]] of gitSettings.entries()) {
    setVariable(kept, `GIT_CONFIG_KEY_${count + at}`, key);
    setVariable(kept, `GIT_CONFIG_VALUE_${count + at}`, value);
  }
  kept.GIT_CONFIG_COUNT = String(count + gitSettings.length);
  return kept;
}

/** How many settings are handed over already; what Git would not read counts as none. */
function countOf(value: string): number {
  return /^\d{1,3}$/.test(value.trim()) ? Number(value) : 0;
}

/** On Windows two spellings of a name are one variable, and either may win. */
function setVariable(env: Record<string, string>, name: string, value: string): void {
  for (const other of Object.keys(env)) if (other.toUpperCase() === name) delete env[other];
  env[name] = value;
}
