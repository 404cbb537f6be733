import type { Message } from "./message.ts";

/** An absolute path, at the start of a label or in its brackets, up to the last name. */
const absolute = /(^|\()(?:\/|~[\\/]|[A-Za-z]:[\\/]|\\\\)(?:[^()]*[\\/])?(?=[^\\/()]*(?:\)|$))/g;

/** A turn as it may leave this machine, or come from another: without the places of files, only what they are called. */
export function forElsewhere(message: Message): Message {
  if (message.role !== "user" || !(message.references || message.attachments)) return message;
  const { references, attachments, ...turn } = message;
  return {
    ...turn,
    ...(references && {
      references: references.map(({ uri: _place, lines: _lines, label, ...reference }) => ({
        ...reference,
        label: localName(label),
      })),
    }),
    ...(attachments && { attachments: attachments.map((file) => ({ ...file, name: localName(file.name) })) }),
  };
}

/** "/home/me/a.ts:3-9" as "a.ts:3-9"; what is relative to the workspace stays. */
export function localName(label: string): string {
  return label.replace(absolute, "$1");
}
