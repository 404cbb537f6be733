// Sessions as they are copied from a terminal: the prompt before each command, and what the command wrote.

/** How a shell reads quotes, comments and what goes on on the next line. */
export type ShellKind = "posix" | "powershell" | "cmd";

const prompts: Readonly<Record<ShellKind, RegExp>> = {
  // `$ `, `% `, `me@host:~/x$ `, `(venv) $ `; a `#` begins a comment far more often.
  posix: /^(?:\([\w.-]{1,40}\) ?)?(?:[\w.-]{1,40}@[\w.-]{1,60}[^$%]{0,200})?[$%] +/,
  powershell: /^PS(?: [^>]{0,200})?> */,
  cmd: /^[A-Za-z]:\\[^>]{0,200}> */,
};
/** An escape that is not escaped itself. */
const goesOn: Readonly<Record<ShellKind, RegExp>> = {
  posix: /(?<!\\)(?:\\\\)*\\$/,
  powershell: /(?<!`)(?:``)*`$/,
  cmd: /(?<!\^)(?:\^\^)*\^$/,
};

/** The commands of a session; the lines as they are where none has a prompt. */
export function withoutPrompts(lines: readonly string[], shell: ShellKind): readonly string[] {
  const prompt = prompts[shell];
  if (!lines.some((line) => prompt.test(line))) return lines;
  const commands: string[] = [];
  let open = false;
  for (const line of lines) {
    if (!open && !prompt.test(line)) continue;
    const command = line.replace(open ? /^>{1,2} +/ : prompt, "");
    commands.push(command);
    open = goesOn[shell].test(command);
  }
  return commands;
}
