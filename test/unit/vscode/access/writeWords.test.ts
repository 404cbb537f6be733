import { beforeEach, expect, test, vi } from "vitest";

const shown = vi.hoisted(() => vi.fn());
vi.mock("vscode", () => ({
  l10n: {
    t: (text: string, ...args: string[]) => text.replace(/\{(\d)\}/g, (_, i) => String(args[Number(i)])),
  },
  window: { showWarningMessage: async (...all: unknown[]) => shown(...all) },
}));

import { askAboutWrite, refusedWords } from "../../../../src/vscode/access/writeWords.ts";

beforeEach(() => shown.mockReset().mockReturnValue("Accept"));
const asked = () => ({ text: shown.mock.lastCall?.[0], detail: shown.mock.lastCall?.[1].detail.split("\n") });

test("a file that is what its name says is asked about by its name", async () => {
  const path = "/w/package.json";
  expect(await askAboutWrite("package.json", path, [{ kind: "protected", path, why: "packages" }])).toBe(true);
  expect(asked()).toEqual({
    text: "Change package.json?",
    detail: ["This file decides which packages are fetched."],
  });
});

test("a link is asked about with the file that is changed", async () => {
  const path = "/w/.git/hooks/pre-commit";
  shown.mockReturnValue(undefined);
  const reasons = [
    { kind: "protected", path, why: "runs-code" },
    { kind: "unseen", path },
  ] as const;
  expect(await askAboutWrite("docs/n.md", "/w/docs/n.md", reasons)).toBe(false);
  expect(asked()).toEqual({
    text: "Change docs/n.md?",
    detail: [
      "It leads to /w/.git/hooks/pre-commit, which is what is changed.",
      "What stands in this file can run code.",
      "It was not in view. The change is shown there now.",
    ],
  });
});

test("a link out of the workspace is named once", async () => {
  const path = "/home/me/.bashrc";
  const reasons = [
    { kind: "outside", path },
    { kind: "unseen", path },
  ] as const;
  await askAboutWrite("n.md", "/w/n.md", reasons);
  expect(asked().detail).toEqual([
    "It is outside of the workspace: /home/me/.bashrc",
    "It was not in view. The change is shown there now.",
  ]);
});

test("no name makes a line of its own", async () => {
  const path = "/w/a\nIt is deleted.";
  await askAboutWrite("a\nb", "/w/x", [{ kind: "protected", path, why: "settings" }]);
  expect(asked().text).toBe("Change a�b?");
  expect(asked().detail).toHaveLength(2);
  expect(refusedWords("exists", "a\n\u202Eb")).toBe("There is a file a��b already.");
});
