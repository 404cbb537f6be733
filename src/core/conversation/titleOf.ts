import type { Conversation } from "./conversation.ts";
import { textOf } from "./message.ts";

/** The longest title, in UTF-16 units. */
const maxLength = 80;

/** Of a line, so much is read, in UTF-16 units: marks and addresses may fall away. */
const lookedAt = 1000;

/** What a conversation is called: its title, else the first words of what was asked; empty when nothing was. */
export function titleOf(conversation: Conversation): string {
  if (conversation.title !== "") return conversation.title;
  const question = conversation.path()[0] ?? conversation.all()[0];
  return question ? tidyTitle(textOf(question)) : "";
}

/** `text` as one line that fits, without Markdown; quotes that a model likes to put around a title are taken off. */
export function tidyTitle(text: string): string {
  // White space first: the other patterns look back and ahead, and a title needs only a beginning.
  const line = (text.trimStart().split(/[\r\n]/, 1)[0] ?? "").replace(/\s+/g, " ").slice(0, lookedAt);
  const bare = withoutMarks(line.replace(/^(title|标题) ?[:：] ?/i, "").replace(/^#{1,6} /, "")).replace(
    /^[#*_`"'“”「《\s]+|[*_`"'“”」》\s]+$/gu,
    "",
  );
  if (bare.length <= maxLength) return bare;
  const cut = bare.slice(0, maxLength).replace(/\s+\S*$/, "");
  // Not through the middle of a character.
  return `${cut.replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/** Code, pictures and links, emphasis. Marks between letters are none: `2**3**4`, `snake_case`. */
const inline =
  /(?<!`)(?<code>`+)(?!`)(?<codeText>.+?)(?<!`)\k<code>(?!`)|!?\[(?<label>[^[\]]+)\]\([^()\s]*\)|(?<![\w*])(?<strong>\*\*\*|\*\*|\*)(?=[^\s*])(?<strongText>[^*]+?)(?<!\s)\k<strong>(?![\w*])|(?<![\w~])~~(?=[^\s~])(?<gone>[^~]+?)(?<!\s)~~(?![\w~])|(?<!\w)(?<under>__|_)(?=[^\s_])(?<underText>[^_]*\s[^_]*?)(?<!\s)\k<under>(?!\w)/g;

function withoutMarks(text: string): string {
  return text.replace(inline, (whole, ...rest) => {
    const groups = rest.at(-1) as Readonly<Record<string, string | undefined>>;
    if (groups.codeText !== undefined) return groups.codeText;
    const inner = groups.label ?? groups.strongText ?? groups.gone ?? groups.underText;
    return inner === undefined ? whole : withoutMarks(inner);
  });
}
