// What axe-core finds wrong for people who use a keyboard or a screen reader, or need contrast.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Frame } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  id: string;
  impact: string | null;
  nodes: { target: unknown; failureSummary?: string }[];
}

/** The serious and critical violations in a frame, in words; empty when there are none. */
export async function seriousViolations(frame: Frame): Promise<string[]> {
  // Half a megabyte: once for a page.
  if (!(await frame.evaluate("'axe' in window"))) await frame.evaluate(`${source}; undefined`);
  // The frame is transparent: what one sees behind it is VS Code's side bar, which axe-core takes for white.
  await frame.evaluate(
    `if (getComputedStyle(document.body).backgroundColor === "rgba(0, 0, 0, 0)") {
      document.documentElement.style.background = "var(--vscode-sideBar-background)";
    }`,
  );
  // A page of VS Code's around ours has no landmarks to offer, and the frame is a part of that page.
  const violations = (await frame.evaluate(
    `axe.run(document, { resultTypes: ["violations"], iframes: false }).then(({ violations }) => violations)`,
  )) as Violation[];
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${JSON.stringify(node.target)} ${node.failureSummary}`));
}
