// Skills: instructions for particular tasks, each a folder with a SKILL.md. The model is told their names and what they are
// for; it reads the file of one that it uses.

import { visibleName } from "../../util/plainText.ts";
import { readFrontMatter } from "./frontMatter.ts";

/** One of them, in one line. */
export interface Skill {
  /** From its front matter, or the name of its folder. */
  readonly name: string;
  /** What it is for, and when. */
  readonly description: string;
  /** Of its SKILL.md, as `read_file` takes it. */
  readonly path: string;
}

/** Skills that are told of; a project with more has a list nobody heeds. */
export const maxSkills = 60;
/** Characters of a name (the skills' own format allows 64) and of what is told of its use. */
const longestName = 64;
const longestDescription = 400;

/** The skill that the file at `path` is. One without a description is told by its name alone. */
export function skillOf(path: string, text: string): Skill {
  const { fields } = readFrontMatter(text);
  const folder = path.split("/").at(-2) ?? "";
  return {
    name: inOneLine(fields.get("name") || folder, longestName),
    description: inOneLine(fields.get("description") ?? "", longestDescription),
    path,
  };
}

/** What the model is told of `skills`; empty when there are none. Of two of one name and place the first counts. */
export function skillsText(skills: readonly Skill[]): string {
  if (skills.length === 0) return "";
  const lines = skills.slice(0, maxSkills).map(({ name, description, path }) => {
    const about = description === "" ? "" : `: ${description}`;
    return `- ${name} (\`${visibleName(path).replaceAll("`", "'")}\`)${about}`;
  });
  const more = skills.length - lines.length;
  return [
    "Skills, instructions for particular tasks. When the task is one of these, read its file with read_file first, then do as it says. Paths in it are relative to its folder.",
    ...lines,
    ...(more > 0 ? [`[${more} more are left out]`] : []),
  ].join("\n");
}

/** A name with a line break in it would be a line of its own. */
function inOneLine(text: string, longest: number): string {
  const line = visibleName(text.replace(/\s+/g, " ").trim());
  return line.length <= longest ? line : `${line.slice(0, longest).toWellFormed()}…`;
}
