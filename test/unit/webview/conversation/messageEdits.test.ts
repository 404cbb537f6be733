import { expect, test } from "vitest";
import { MessageEdits } from "../../../../webview-ui/conversation/messageEdits.ts";
import { FakeHost } from "../fakeHost.ts";

function saving() {
  const host = new FakeHost();
  const edits = new MessageEdits(host);
  edits.begin("q", "old words");
  edits.change("q", "new words");
  expect(edits.save("q")).toBe(true);
  return { host, edits, draftId: host.of("editMessage")[0]?.draftId ?? "" };
}

test("an edit goes when the host has it, and not before", () => {
  const { host, edits, draftId } = saving();
  expect(host.of("editMessage")).toMatchObject([{ messageId: "q", text: "new words" }]);
  expect(edits.of("q")).toMatchObject({ text: "new words" });
  edits.accepted("another");
  expect(edits.of("q")).toMatchObject({ text: "new words" });
  edits.accepted(draftId);
  expect(edits.of("q")).toBeUndefined();
});

test("one that is refused keeps its text, says why, and can be saved again", () => {
  const { host, edits, draftId } = saving();
  edits.rejected(draftId, "A reply is being written.");
  expect(edits.of("q")).toEqual({ messageId: "q", text: "new words", refusal: "A reply is being written." });
  edits.change("q", "newer words");
  expect(edits.of("q")).toEqual({ messageId: "q", text: "newer words" });
  expect(edits.save("q")).toBe(true);
  expect(host.of("editMessage")[1]).toMatchObject({ text: "newer words" });
});

test("one that is refused can be saved again as it is, also by a page that was built anew", () => {
  const { host, draftId } = saving();
  const next = new MessageEdits(host);
  expect(next.save("q")).toBe(false);
  next.rejected(draftId, "It could not be read.");
  expect(next.of("q")).toEqual({ messageId: "q", text: "new words", refusal: "It could not be read." });
  expect(next.save("q")).toBe(true);
  expect(host.of("editMessage")).toHaveLength(2);
});

test("what waits for its answer is neither changed nor sent twice", () => {
  const { host, edits } = saving();
  edits.change("q", "too late");
  expect(edits.save("q")).toBe(false);
  expect(edits.of("q")).toMatchObject({ text: "new words" });
  expect(host.of("editMessage")).toHaveLength(1);
});

test("a page that is built anew has the edits, and asks what became of the one that was sent", () => {
  const { host, edits, draftId } = saving();
  edits.begin("other", "half");
  edits.flush();
  const next = new MessageEdits(host);
  expect(next.all.value).toHaveLength(2);
  expect(host.of("draftState")).toEqual([{ type: "draftState", draftId }]);
  next.reconcile(["x", draftId]);
  expect(next.all.value).toEqual([{ messageId: "other", text: "half" }]);
  expect([next.takesFocus("other"), edits.takesFocus("other"), edits.takesFocus("other")]).toEqual([
    false,
    true,
    false,
  ]);
});

test("a blank one is not sent", () => {
  const host = new FakeHost();
  const edits = new MessageEdits(host);
  edits.begin("q", " \n");
  expect(edits.save("q")).toBe(false);
  edits.cancel("q");
  expect(edits.of("q")).toBeUndefined();
});

test.each([undefined, 3, { edits: 3 }, { edits: [null, { messageId: 1 }, { messageId: "q", text: "t", draftId: 2 }] }])(
  "does not mind a kept %j",
  (kept) => {
    expect(new MessageEdits(new FakeHost(kept)).all.value).toEqual([]);
  },
);
