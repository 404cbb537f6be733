import { expect, test } from "vitest";
import { bridgeMounts } from "../../../../../src/vscode/agent/sandbox/startThroughProxy.ts";

const mounted = (node: string, isSeen: boolean) => {
  const isClosed = (folder: string) => folder === "/tmp" || folder.startsWith("/run");
  const files = { socket: "/tmp/s", script: "/x/bridge.js", node };
  return bridgeMounts(files, () => isSeen, isClosed).map(([from]) => from);
};

test("what lies beside Node comes with it, but for what others keep among sockets and temporary files", () => {
  expect(mounted("/usr/bin/node", true)).toEqual(["/tmp/s", "/x/bridge.js"]);
  expect(mounted("/tmp/editor/node", false)).toEqual(["/tmp/s", "/x/bridge.js", "/tmp/editor"]);
  for (const node of ["/tmp/node", "/run/user/1000/node", "/run/node"])
    expect(mounted(node, false)).toEqual(["/tmp/s", "/x/bridge.js", node]);
});
