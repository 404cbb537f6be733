/** `vscode.l10n.t` in English. */
export const t = (text: string, ...args: (string | number)[]): string =>
  text.replace(/\{(\d)\}/g, (_, at) => String(args[Number(at)]));
