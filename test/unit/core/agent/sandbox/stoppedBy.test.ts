import { expect, test } from "vitest";
import { heldText, madeText, outsideOnce, stoppedBy } from "../../../../../src/core/agent/sandbox/stoppedBy.ts";

test.each([
  ["curl: (6) Could not resolve host: example.com", "network"],
  ["npm error code EAI_AGAIN\nnpm error request to https://registry.npmjs.org failed", "network"],
  ["fatal: unable to access 'https://x/': Could not resolve host: x", "network"],
  ["bash: connect: Network is unreachable", "network"],
  ["dial tcp: lookup proxy.golang.org: no such host", "network"],
  ["fatal: Unable to create '/w/.git/index.lock': Read-only file system", "writing"],
  ["mv: cannot move 'package.json' to 'a': Device or resource busy", "writing"],
  ["Error: EROFS: read-only file system, open '/x'", "writing"],
  ["cat: /home/p/.ssh/id_rsa: Permission denied", "reading"],
  ["AssertionError: expected 1 to be 2", undefined],
  ["", undefined],
])("%s: %s", (output, expected) => {
  expect(stoppedBy(output)).toBe(expected);
});

test("the model is told only what may have to do with the sandbox, and the way out", () => {
  const outcome = { failed: true, stopped: undefined, background: false, emptied: [] };
  expect(heldText(outcome)).toBe("");
  expect(heldText({ ...outcome, failed: false, emptied: [".env"] })).toBe("");
  expect(heldText({ ...outcome, failed: false, background: true })).toContain("nobody outside reaches its ports");
  expect(heldText({ ...outcome, stopped: "network" })).toBe(
    "(The sandbox may have stopped its network. It ran without network but to allowed hosts, and could change the workspace alone, without its protected files.)",
  );
  expect(heldText({ ...outcome, emptied: [".env"] })).toContain(
    "Secret files looked empty to it: .env. If that is why",
  );
});

test("what may have been stopped can run outside, once, with what was found of it", () => {
  expect(outsideOnce({ command: "npm ci" }, "network", { exitCode: 1, guarded: 2, sandbox: true })).toEqual({
    input: { command: "npm ci", outside_sandbox: true },
    why: "network",
    what: "to run it outside of the sandbox, once",
    facts: { guarded: 2 },
  });
});

test("long lists are cut", () => {
  const names = Array.from({ length: 25 }, (_, at) => `n${at}`);
  expect(madeText([], names)).toContain("n19 and 5 more");
  expect(madeText([], [])).toBe("");
});
