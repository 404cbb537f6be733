// @vitest-environment jsdom
// Every hostile answer on its own, whole and in pieces, with colours and formulas.

import { describe, expect, it } from "vitest";
import { cutAnswers, hostileAnswers } from "../../../fixtures/hostile/hostileAnswers.ts";
import { cut, finishPieces } from "./helpers.ts";

const plain = new Set(
  (
    "div p br hr h1 h2 h3 h4 h5 h6 strong em del code pre blockquote ul ol li a table thead tbody tr th td span button " +
    // MathML and the lines of KaTeX, which are its own.
    "input math semantics annotation mrow mi mo mn ms mtext mspace mover munder munderover msup msub msubsup mfrac " +
    "msqrt mroot mtable mtr mtd mstyle mpadded mphantom menclose svg path line mlabeledtr"
  ).split(" "),
);

/** What is wrong with a finished answer. */
function findHarm(root: Element): string[] {
  const harm: string[] = [];
  for (const element of root.querySelectorAll("*")) {
    if (!plain.has(element.localName)) harm.push(`<${element.localName}>`);
    const inFormula = element.closest(".katex") !== null;
    for (const { name, value } of element.attributes) {
      if (/^on|^src|^srcdoc|^xlink|action$|^id$|^name$/.test(name)) harm.push(`${name}="${value}"`);
      if (name === "href" && !/^(?:https?:\/\/|[^:/\\#?\s][^:\\]*$)/.test(value)) harm.push(`href="${value}"`);
      if (name === "href" && inFormula) harm.push("a link in a formula");
      if (name === "style" && (!inFormula || /url|fixed|expression/.test(value))) harm.push(`style="${value}"`);
      if (name === "data-testid" && !/^code-(?:block|copy|insert|apply|new-file|run)$/.test(value)) harm.push(value);
    }
  }
  return harm;
}

describe("a hostile answer", () => {
  it("is one of several hundred", () => {
    expect(hostileAnswers().length).toBeGreaterThan(700);
  });

  it("becomes nothing that could run, load or lead astray", async () => {
    for (const { kind, text } of [...hostileAnswers(), ...cutAnswers(4)]) {
      const harm = findHarm(await finishPieces([text]));
      expect(harm, `${kind}: ${text.slice(0, 300)}`).toEqual([]);
    }
  });

  it("is no worse in pieces", async () => {
    for (const { kind, text } of hostileAnswers()) {
      if (text.length > 600) continue;
      expect(findHarm(await finishPieces(cut(text, 5))), `${kind}: ${text}`).toEqual([]);
    }
  });
});
