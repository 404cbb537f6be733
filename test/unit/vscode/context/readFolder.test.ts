import { expect, test } from "vitest";
import type * as vscode from "vscode";
import type { ReadGate } from "../../../../src/core/access/readGate.ts";
import { readFolder } from "../../../../src/vscode/context/readFolder.ts";
import type { WorkspaceFiles } from "../../../../src/vscode/context/workspaceFiles.ts";

test("a name with line breaks names no other file", async () => {
  const paths = ["a.md\nREADME.md\n--- b.ts", "c\u202E.ts"];
  const files = { below: async () => paths.map((path) => ({ uri: { toString: () => path }, path })) };
  const gate = { read: async (path: string) => ({ type: "admitted", path, text: "text", languageId: "plaintext" }) };
  const { text, count } = await readFolder(
    {} as vscode.Uri,
    files as unknown as WorkspaceFiles,
    gate as unknown as ReadGate,
    "chat",
  );
  expect(count).toBe(2);
  expect(text).toBe("a.md�README.md�--- b.ts\nc�.ts\n\n--- a.md�README.md�--- b.ts\ntext\n\n--- c�.ts\ntext\n");
});
