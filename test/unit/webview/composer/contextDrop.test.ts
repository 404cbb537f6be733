import { expect, test } from "vitest";
import { droppedUris } from "../../../../webview-ui/composer/contextDrop.ts";

const transfer = (data: Record<string, string>) =>
  ({ types: Object.keys(data), getData: (type: string) => data[type] ?? "" }) as unknown as DataTransfer;

test("the most exact list wins, each address once", () => {
  const both = transfer({
    "application/vnd.code.uri-list": "file:///a\r\nfile:///a\r\n",
    "text/uri-list": "file:///b",
  });
  expect(droppedUris(both)).toEqual(["file:///a"]);
  expect(droppedUris(transfer({ resourceurls: '["vscode-remote://h/a", 3]' }))).toEqual(["vscode-remote://h/a"]);
});

test("comments, paths, web pages, scripts and endless addresses are none", () => {
  const list = [
    "# note",
    "/etc/passwd",
    "https://a.b/c",
    "javascript:alert(1)",
    "data:text/html,x",
    `file:///${"x".repeat(5000)}`,
  ];
  expect(droppedUris(transfer({ "text/uri-list": list.join("\n") }))).toEqual([]);
  expect(droppedUris(transfer({ resourceurls: "{nonsense" }))).toEqual([]);
  expect(droppedUris(null)).toEqual([]);
});
