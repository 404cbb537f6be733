// What the project's rules are called, in the person's language.

import { homeSkills, workspaceSkills } from "../../core/context/rules/ruleSource.ts";
import { plainName } from "../../core/util/plainText.ts";
import type { Translate } from "../errors/describeError.ts";

/** A file by its path, a list by what is in it. A stranger may have named the file. */
export function ruleName(name: string, t: Translate): string {
  if (name === workspaceSkills) return t("Skills");
  if (name === homeSkills) return t("Your own skills");
  return plainName(name);
}

/** The same where there is little room: the file, and its folder where that says which one. */
export function shortRuleName(name: string, t: Translate): string {
  const whole = ruleName(name, t);
  const short = whole === name ? (/(?:[^/]+\/)?[^/]+$/.exec(whole)?.[0] ?? whole) : whole;
  return short.replace(/^\.github\//, "");
}
