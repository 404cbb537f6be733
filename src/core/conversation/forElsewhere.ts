import type { Message } from "./message.ts";
import type { UserTurn } from "./userTurn.ts";

/** An absolute path, at the start of a label or in its brackets, up to the last name. */
const absolute = /(^|\()(?:\/|~[\\/]|[A-Za-z]:[\\/]|\\\\)(?:[^()]*[\\/])?(?=[^\\/()]*(?:\)|$))/g;

/** A turn as it may leave this machine, or come from another: without the places of files, only what they are called. */
export function forElsewhere(message: Message): Message {
  if (message.role === "user") return questionForElsewhere(message);
  if (!message.parts.some(({ type }) => type === "said")) return message;
  const parts = message.parts.map((part) =>
    part.type === "said" ? { ...part, question: questionForElsewhere(part.question) } : part,
  );
  return { ...message, parts };
}

function questionForElsewhere(question: UserTurn): UserTurn {
  if (!(question.references || question.attachments)) return question;
  const { references, attachments, ...turn } = question;
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
