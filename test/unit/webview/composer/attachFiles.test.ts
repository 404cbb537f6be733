// @vitest-environment jsdom
import { expect, it } from "vitest";
import type { ChatApp } from "../../../../webview-ui/app.ts";
import { acceptedFiles, pasteFiles } from "../../../../webview-ui/composer/attachFiles.ts";

/** How many files a clipboard of these contents attaches, and whether the text was left to be pasted. */
function paste(contents: Record<string, string>, files: number): { attached: number; pasted: boolean } {
  let attached = 0;
  const app = {
    attachments: {
      add: async (list: File[]) => {
        attached += list.length;
      },
    },
    composerFocus: { value: 0 },
    failures: { report: () => {} },
  } as unknown as ChatApp;
  const event = new Event("paste", { cancelable: true });
  const clipboardData = {
    files: Array.from({ length: files }, () => new File(["x"], "a.png")),
    types: [...Object.keys(contents), ...(files > 0 ? ["Files"] : [])],
    getData: (type: string) => contents[type] ?? "",
  };
  pasteFiles(Object.assign(event, { clipboardData }) as unknown as ClipboardEvent, app);
  return { attached, pasted: !event.defaultPrevented };
}

it.each([
  ["a screenshot", {}, 1, { attached: 1, pasted: false }],
  ["a picture of a web page", { "text/html": "<img>" }, 1, { attached: 1, pasted: false }],
  ["files of a file manager", { "text/plain": "/home/a.png" }, 2, { attached: 2, pasted: false }],
  [
    "cells of a spreadsheet, with their picture",
    { "text/plain": "1", "text/html": "<td>" },
    1,
    { attached: 0, pasted: true },
  ],
  ["text", { "text/plain": "hello" }, 0, { attached: 0, pasted: true }],
])("%s", (_, contents, files, expected) => {
  expect(paste(contents as Record<string, string>, files)).toEqual(expected);
});

it("the picker offers types and extensions", () => {
  expect(acceptedFiles.split(",")).toEqual(expect.arrayContaining(["image/png", ".jpeg", "video/mp4", ".m4a"]));
});
