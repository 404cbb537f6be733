// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of prompts are written so
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  expandPrompt,
  inputsOf,
  namedApart,
  type PromptFile,
  promptIn,
  promptOf,
  wantsSelection,
} from "../../../../../src/core/context/rules/promptFile.ts";
import { slashCommands } from "../../../../../src/protocol/slashCommands.ts";

const path = ".github/prompts/audit.prompt.md";
const promptNamed = (command: string): PromptFile => ({ command, description: "", path, body: "x" });
const none = { file: undefined, selection: undefined, inputs: new Map<string, string>() };

test("a prompt is called as its file is, or as it says", () => {
  const text = "---\ndescription: Looks\n  for faults.\nmode: agent\n---\n\nAudit ${file}.\n";
  expect(promptOf(path, text)).toEqual({
    command: "audit",
    description: "Looks for faults.",
    path,
    body: "Audit ${file}.",
  });
  expect(promptOf(path, "---\nname: My Audit\n---\nx")?.command).toBe("My-Audit");
  expect(promptOf(".github/prompts/评审.prompt.md", "x")?.command).toBe("评审");
});

test("what asks nothing, or cannot be typed, is none", () => {
  expect(promptOf(path, "---\nname: x\n---\n \n")).toBeUndefined();
  expect(promptOf(".github/prompts/README.md", "x")).toBeUndefined();
  expect(promptOf(".github/prompts/a`b.prompt.md", "x")).toBeUndefined();
  expect(promptOf(".github/prompts/.prompt.md", "x")).toBeUndefined();
  // A name that misleads gives way to the file's.
  expect(promptOf(path, "---\nname: a/b\n---\nx")?.command).toBe("audit");
});

test("whatever it is called, it is typed as it is offered, and shown in one line", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", maxLength: 30 }),
      fc.string({ unit: "binary", maxLength: 30 }),
      (name, about) => {
        const prompt = promptOf(
          `.github/prompts/${name.replaceAll("/", "")}.prompt.md`,
          `---\nname: ${JSON.stringify(name)}\ndescription: ${about}\n---\nx`,
        );
        if (!prompt) return;
        expect(`${prompt.description}${prompt.path}${prompt.command}`).not.toMatch(
          /[\p{Cc}\u2028\u2029\p{Bidi_Control}]/u,
        );
        expect(promptIn(`/${prompt.command}`, [prompt])).toEqual({ prompt, typed: "" });
        expect(promptIn(`/${prompt.command} more\nof it `, [prompt])?.typed).toBe("more\nof it");
      },
    ),
    { numRuns: 1000 },
  );
});

test("our commands win, and of two of one name the second says whose it is", () => {
  const named = namedApart(["explain", "Explain", "audit", "audit", "audit"].map(promptNamed), slashCommands);
  expect(named.map(({ command }) => command)).toEqual(["explain(project)", "audit", "audit(project)"]);
  expect(promptIn("/explain(project) this", named)?.typed).toBe("this");
  expect(promptIn("/explain this", named)).toBeUndefined();
  expect(promptIn("/AUDIT", named)?.prompt.command).toBe("audit");
  for (const text of ["audit", " /audit", "/audited", "/usr/bin", "/", ""])
    expect(promptIn(text, named)).toBeUndefined();
});

test("variables are filled in, those that nobody knows stay", () => {
  const body =
    "${file} ${fileBasename} ${fileBasenameNoExtension} ${fileDirname} ${selection} ${input:what:which one} ${workspaceFolder} ${x";
  const values = { file: "src/a.test.ts", selection: "let a", inputs: new Map([["what", "all"]]) };
  expect(expandPrompt(body, values)).toBe("src/a.test.ts a.test.ts a.test src let a all ${workspaceFolder} ${x");
  expect(expandPrompt(body, none)).toBe(body);
  expect(expandPrompt("${fileDirname} ${constructor} ${toString}", { ...none, file: "a" })).toBe(
    ". ${constructor} ${toString}",
  );
  expect(inputsOf("${input:a:h} ${input:b} ${input:a}")).toEqual([
    { name: "a", hint: "h" },
    { name: "b", hint: "" },
  ]);
  expect([wantsSelection("${selectedText}"), wantsSelection("${file}")]).toEqual([true, false]);
});

test("what stands in a value is no variable, and nothing in it is lost", () => {
  const tricky = fc.oneof(fc.constantFrom("${file}", "${input:a}", "$&", "$1", "$$", "\\"), fc.string());
  fc.assert(
    fc.property(
      tricky,
      tricky.filter((text) => text !== ""),
      (typed, selection) => {
        const values = { file: undefined, selection, inputs: new Map([["a", typed]]) };
        expect(expandPrompt("<${input:a}|${selection}>", values)).toBe(`<${typed}|${selection}>`);
      },
    ),
  );
});
