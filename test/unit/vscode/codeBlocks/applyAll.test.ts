import { beforeEach, expect, test, vi } from "vitest";
import type { MergingDeps } from "../../../../src/vscode/codeBlocks/mergeByModel.ts";
import type { Proposals } from "../../../../src/vscode/edit/proposals.ts";

const uri = (path: string) => ({ path, toString: () => path });
const { said, failed, place } = vi.hoisted(() => ({ said: vi.fn(), failed: vi.fn(), place: vi.fn() }));
vi.mock("vscode", () => ({
  l10n: {
    t: (text: string, ...args: string[]) => text.replace(/\{(\d)\}/g, (_, i) => String(args[Number(i)])),
  },
  Range: class {},
  SymbolKind: {},
  TextEditorRevealType: {},
  window: {
    visibleTextEditors: [],
    showTextDocument: async () => ({ revealRange: () => {} }),
    showInformationMessage: async (...all: unknown[]) => said(...all),
    showErrorMessage: async (...all: unknown[]) => failed(...all),
  },
  workspace: {
    asRelativePath: ({ path }: { path: string }) => path,
    openTextDocument: async (named: { path: string }) => {
      if (named.path.endsWith(".png")) throw new Error("File seems to be binary and cannot be opened as text");
      return { uri: named, lineAt: () => ({ text: "" }) };
    },
  },
}));
vi.mock("../../../../src/vscode/codeBlocks/placeInDocument.ts", () => ({ placeInDocument: place }));
vi.mock("../../../../src/vscode/codeBlocks/workspaceFile.ts", async (original) => ({
  ...(await original<object>()),
  findNamedFile: async (path: string) => ({ type: "file", uri: uri(path) }),
}));

import { applyAll } from "../../../../src/vscode/codeBlocks/applyAll.ts";

const block = (path: string) => ({ text: "x\n", language: "", path });
const actions = [{ label: "Try Again", action: { kind: "retry" } }];
const deps = { describe: (error: unknown) => ({ text: String(error), actions }) } as unknown as MergingDeps;
const apply = (...paths: string[]) => applyAll(paths.map(block), {} as Proposals, deps, async () => {});

beforeEach(() => {
  for (const each of [said, failed, place]) each.mockReset();
});

test("a block for a file that is no text is refused alone", async () => {
  place.mockResolvedValue({ type: "proposed", line: 0 });
  await apply("a.ts", "logo.png", "b.ts");
  expect(place).toHaveBeenCalledTimes(2);
  expect(said.mock.calls).toEqual([["Changes are proposed in a.ts, b.ts. logo.png is no text."]]);
});

test("what fails when it is tried again is said, and can be tried once more", async () => {
  place.mockResolvedValueOnce({ type: "refused", text: undefined });
  await apply("a.ts");
  const retry = place.mock.lastCall?.[4];
  place.mockRejectedValueOnce(new Error("gone")).mockResolvedValueOnce({ type: "same" });
  failed.mockResolvedValueOnce("Try Again");
  retry();
  await vi.waitFor(() => expect(said).toHaveBeenCalledWith("a.ts has this code already."));
  expect(failed.mock.calls).toEqual([["Error: gone", "Try Again"]]);
});
