// Which languages of a fence are commands for a terminal: there they are put, and no file is changed by them.

/** How a shell reads quotes, comments and what goes on on the next line. */
export type Shell = "posix" | "powershell" | "cmd";

const shells: ReadonlyMap<string, Shell> = new Map(
  Object.entries({
    posix: "sh bash zsh fish ksh shell shellscript console shellsession shell-session sh-session terminal",
    powershell: "powershell pwsh ps1 ps",
    cmd: "cmd bat batch dos",
  }).flatMap(([shell, names]) => names.split(" ").map((name) => [name, shell as Shell] as const)),
);

/** The shell that a fence's language names; undefined for any other language. */
export function shellOf(language: string): Shell | undefined {
  return shells.get(language.toLowerCase());
}
