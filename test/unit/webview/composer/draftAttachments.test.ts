import { expect, it } from "vitest";
import { maxMediaBytes } from "../../../../src/protocol/media.ts";
import type { Attachment } from "../../../../src/protocol/snapshot.ts";
import type { FileProblem, PreparedFile } from "../../../../webview-ui/composer/attachments/prepareFile.ts";
import { ComposerDraft } from "../../../../webview-ui/composer/composerDraft.ts";
import { DraftAttachments } from "../../../../webview-ui/composer/draftAttachments.ts";
import { FakeHost } from "../fakeHost.ts";

const hashOf = (digit: string) => digit.repeat(64);
const stored = (digit: string): Attachment => ({
  hash: hashOf(digit),
  kind: "image",
  mimeType: "image/png",
  name: `${digit}.png`,
  size: 3,
});
const prepared: PreparedFile = { bytes: new Uint8Array(3), width: 2, height: 1, animated: false };
const files = (...names: string[]) => names.map((name) => new File(["x"], name));

function make(prepare: (file: File) => Promise<PreparedFile | FileProblem> = async () => prepared, kept?: unknown) {
  const host = new FakeHost(kept);
  const draft = new DraftAttachments(host, prepare);
  /** The host stores the files it was given, in order. */
  const answer = (...digits: string[]) =>
    host
      .of("attach")
      .slice(-digits.length)
      .forEach(({ id }, index) => {
        draft.receive({ type: "attached", id, attachment: stored(digits[index] ?? "0") });
      });
  return { host, draft, answer };
}

it("a file is handed to the host and goes with the next message once it is stored", async () => {
  const { host, draft, answer } = make();
  await draft.add(files("a.png"));
  expect(draft.busy.value).toBe(true);
  expect(host.of("attach")[0]).toMatchObject({ name: "a.png", width: 2, height: 1 });
  answer("a");
  expect(draft.busy.value).toBe(false);
  expect(draft.payload()).toEqual([{ hash: hashOf("a"), mimeType: "image/png", name: "a.png" }]);
});

it("the same file once more is the same file", async () => {
  const { draft, answer } = make();
  await draft.add(files("a.png", "again.png"));
  answer("a", "a");
  expect(draft.items.value.map(({ name }) => name)).toEqual(["a.png"]);
});

it("the draft outlives the view; what is still being stored does not", async () => {
  const { host, draft, answer } = make();
  await draft.add(files("a.png"));
  answer("a");
  await draft.add(files("b.png"));
  expect(make(undefined, host.kept).draft.items.value.map(({ name }) => name)).toEqual(["a.png"]);
  expect(
    make(undefined, { attachments: [1, null, {}, { id: "x", name: "y", attachment: 3 }] }).draft.items.value,
  ).toEqual([]);
});

it("files are left out when they are too many or too much together", async () => {
  const { draft } = make();
  await draft.add(files(..."0123456789x".split("")));
  expect(draft.items.value).toHaveLength(10);
  expect(draft.problems.value).toMatchObject([{ name: "x", problem: "too-many" }]);
  const half = { bytes: new Uint8Array(Math.ceil(maxMediaBytes / 2) + 1) };
  const large = make(async () => half).draft;
  await large.add(files("a", "b"));
  expect(large.problems.value).toMatchObject([{ name: "b", problem: "too-much" }]);
  await large.add([]);
  expect(large.problems.value).toEqual([]);
});

it("what cannot be prepared, or stored, or is gone later, leaves the draft and is said", async () => {
  const { host, draft, answer } = make(async ({ name }) => (name === "bad" ? "wrong-content" : prepared));
  await draft.add(files("bad", "a", "b"));
  answer("a", "b");
  draft.receive({ type: "attachRefused", id: hashOf("a"), text: "Gone." });
  expect(draft.items.value.map(({ name }) => name)).toEqual(["b"]);
  expect(draft.problems.value).toMatchObject([{ name: "bad" }, { name: "a", problem: { text: "Gone." } }]);
  draft.remove(draft.items.value[0]?.id ?? "");
  expect(host.kept).toMatchObject({ attachments: [] });
});

it("one that is removed while it is read is not stored", async () => {
  let finish = (_: PreparedFile) => {};
  const { host, draft } = make(() => new Promise((resolve) => (finish = resolve)));
  const adding = draft.add(files("a"));
  draft.remove(draft.items.value[0]?.id ?? "");
  finish(prepared);
  await adding;
  expect(host.of("attach")).toEqual([]);
});

it("files alone can be sent, are waited for, and leave the draft with their message", async () => {
  const { host, draft, answer } = make();
  const composer = new ComposerDraft(host, draft);
  expect(composer.send()).toBe(false);
  await draft.add(files("a"));
  expect(composer.send()).toBe(false);
  expect(host.of("send")).toEqual([]);
  answer("a");
  await Promise.resolve();
  const [sent] = host.of("send");
  expect(sent).toMatchObject({ text: "", attachments: [{ hash: hashOf("a") }] });
  await draft.add(files("b"));
  answer("b");
  composer.accepted(sent?.draftId ?? "");
  expect(draft.items.value.map(({ name }) => name)).toEqual(["b"]);
});

it("who writes on, or has a file refused, sends again", async () => {
  const { host, draft, answer } = make(async ({ name }) => (name === "bad" ? "empty" : prepared));
  const composer = new ComposerDraft(host, draft);
  await draft.add(files("a"));
  composer.send();
  composer.edit("and");
  answer("a");
  await Promise.resolve();
  expect(host.of("send")).toEqual([]);
  const adding = draft.add(files("bad"));
  composer.send();
  await adding;
  await Promise.resolve();
  expect(host.of("send")).toEqual([]);
  expect(composer.send()).toBe(true);
});

it("a refused message keeps its files; files of an earlier question come back once", async () => {
  const { host, draft, answer } = make();
  const composer = new ComposerDraft(host, draft);
  await draft.add(files("a"));
  answer("a");
  composer.send();
  composer.rejected(host.of("send")[0]?.draftId ?? "");
  expect(draft.items.value).toHaveLength(1);
  draft.receive({ type: "insertAttachments", attachments: [stored("a"), stored("b")] });
  expect(draft.payload()?.map(({ hash }) => hash)).toEqual([hashOf("a"), hashOf("b")]);
});
