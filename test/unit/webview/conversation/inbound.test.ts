import { describe, expect, it } from "vitest";
import { parseToWebview } from "../../../../webview-ui/conversation/inbound.ts";
import { snapshot } from "../fakeHost.ts";

describe("what arrives", () => {
  it.each([
    { type: "snapshot", snapshot: snapshot([]) },
    { type: "patches", revision: 2, patches: [] },
    { type: "accepted", draftId: "d" },
    { type: "rejected", draftId: "d" },
    { type: "focusComposer" },
    { type: "insertText", text: "x" },
  ])("is taken when it has the shape: $type", (message) => {
    expect(parseToWebview(message)).toBe(message);
  });

  it.each([
    [undefined],
    [null],
    ["snapshot"],
    [[]],
    [{}],
    [{ type: "other" }],
    [{ type: "snapshot" }],
    [{ type: "snapshot", snapshot: { revision: 1, environment: {}, conversation: {} } }],
    [{ type: "patches", revision: "2", patches: [] }],
    [{ type: "patches", revision: 2, patches: ["x"] }],
    [{ type: "accepted" }],
    [{ type: "insertText", text: 3 }],
  ])("is dropped otherwise: %j", (message) => {
    expect(parseToWebview(message)).toBeUndefined();
  });
});
