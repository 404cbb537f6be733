import { type MappedText, MappedTextBuilder } from "./mappedText.ts";

/** In order: spaces before a mark; marks that pile up where words were left out; marks at the start; spaces. */
const untidy =
  /(?<lead>^[\s,，、;；:：.。]+)|(?<pile>[\s,，]*[,，][\s,，]*(?=[.。!?！？;；:：,，、…]|$))|(?<commas>[,，](?:\s*[,，])+)|(?<after>(?<=[.。!?！？;；:：、“‘「『"(（[])\s*[,，]\s*)|(?<before>\s+(?=[,，.。!?！？;；:：、…](?![\p{L}\p{N}])))|(?<space>\s+)/gu;

/** `mapped` with single spaces, and without the commas and spaces that stand alone after something was left out. */
export function tidy(mapped: MappedText): MappedText {
  const builder = new MappedTextBuilder();
  let at = 0;
  for (const match of mapped.text.matchAll(untidy)) {
    builder.addSlice(mapped, at, match.index);
    at = match.index + match[0].length;
    const { lead, pile, commas, before, after } = match.groups ?? {};
    const isEdge = match.index === 0 || at === mapped.text.length;
    if (lead !== undefined || pile !== undefined || before !== undefined) continue;
    if (commas !== undefined) builder.replace(commas[0] === "," ? "," : "，", mapped, match.index, at);
    else if (after !== undefined || !isEdge) builder.replace(" ", mapped, match.index, at);
  }
  return builder.addSlice(mapped, at, mapped.text.length).build();
}
