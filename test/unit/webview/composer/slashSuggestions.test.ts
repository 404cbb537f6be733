import { describe, expect, it } from "vitest";
import { slashCommands } from "../../../../src/protocol/slashCommands.ts";
import { webviewStrings } from "../../../../src/protocol/strings.ts";
import { commandAt, mentionAt } from "../../../../webview-ui/composer/mentionQuery.ts";
import {
  matchingCommands,
  promptSuggestions,
  slashSuggestions,
} from "../../../../webview-ui/composer/slashSuggestions.ts";

const all = slashSuggestions(webviewStrings);
const names = (letters: string) => matchingCommands(all, letters).map(({ id }) => id);

describe("the commands of the menu", () => {
  it("are all of them, those that begin with the letters first", () => {
    expect(names("")).toEqual(slashCommands);
    expect(names("e")).toEqual(["explain", "export", "refactor", "document", "tests", "review", "read", "new"]);
    expect(names("FIX")).toEqual(["fix"]);
    expect(names("usr")).toEqual([]);
  });

  it("has the prompts of the project behind them, each with where it comes from", () => {
    const prompts = promptSuggestions([
      { command: "Audit", description: "Looks for faults.", path: ".github/prompts/audit.prompt.md" },
      { command: "explain(project)", description: "", path: ".github/prompts/explain.prompt.md" },
    ]);
    expect(prompts.map(({ label, detail, insert }) => [label, detail, insert])).toEqual([
      ["/Audit", "Looks for faults. · .github/prompts/audit.prompt.md", "Audit"],
      ["/explain (project)", ".github/prompts/explain.prompt.md", "explain(project)"],
    ]);
    const both = (letters: string) => matchingCommands([...all, ...prompts], letters).map(({ label }) => label);
    expect(both("exp")).toEqual(["/explain", "/export", "/explain (project)"]);
    expect(both("aud")).toEqual(["/Audit"]);
  });

  it("are looked for at the very start alone", () => {
    expect(commandAt("/", 1)).toMatchObject({ query: "", start: 0, end: 1 });
    expect(commandAt("/expl more", 5)).toMatchObject({ query: "expl", end: 5 });
    expect(commandAt("/expl more", 3)).toMatchObject({ query: "ex", end: 5 });
    for (const [text, cursor] of [
      ["/", 0],
      ["/expl more", 7],
      ["/usr/bin", 4],
      ["/usr/bin", 8],
      [" /e", 3],
      ["a/e", 3],
      ["/e2/x", 3],
    ] as const) {
      expect(commandAt(text, cursor), text).toBeUndefined();
    }
    expect(commandAt("/评审-2 x", 4)).toMatchObject({ query: "评审-", end: 5 });
    expect(mentionAt("/explain @a", 11)).toMatchObject({ query: "a" });
  });
});
