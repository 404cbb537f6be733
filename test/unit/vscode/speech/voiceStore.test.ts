import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { VoiceStore } from "../../../../src/vscode/speech/voiceStore.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mimo-voices-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function reopened(): Promise<VoiceStore> {
  const store = new VoiceStore(folder);
  await store.load();
  return store;
}

test("voices are there again after a restart, recordings included", async () => {
  const store = await reopened();
  await store.addDesign("Old", "An old man.");
  await store.addClone("Me", "audio/wav", Uint8Array.of(65, 66, 67));
  const again = await reopened();
  expect(again.all.map(({ id }) => id)).toEqual(["design:Old", "clone:Me"]);
  const clone = again.all[1];
  expect(clone?.kind === "clone" && (await clone.readSample())).toBe("QUJD");
});

test("a recording is for its owner's eyes alone, and goes with its voice", async () => {
  const store = await reopened();
  await store.addClone("Me", "audio/mpeg", Uint8Array.of(1));
  const samples = () => readdirSync(folder).filter((name) => name.endsWith(".sample"));
  expect(statSync(join(folder, samples()[0] ?? "")).mode & 0o077).toBe(0);
  await store.remove("clone:Me");
  expect(samples()).toEqual([]);
  expect((await reopened()).all).toEqual([]);
});

test("the same name replaces, and no recording is left over", async () => {
  const store = await reopened();
  await store.addClone("Me", "audio/wav", Uint8Array.of(1));
  await store.addClone("Me", "audio/wav", Uint8Array.of(2));
  expect(store.all.length).toBe(1);
  expect(readdirSync(folder).filter((name) => name.endsWith(".sample")).length).toBe(1);
});

test("a recording that is gone is said to be", async () => {
  const store = await reopened();
  const voice = await store.addClone("Me", "audio/wav", Uint8Array.of(1));
  for (const name of readdirSync(folder)) if (name.endsWith(".sample")) rmSync(join(folder, name));
  await expect(voice.kind === "clone" ? voice.readSample() : undefined).rejects.toMatchObject({
    reason: "missing-sample",
  });
});

test.each(["", "{", "[1, {}]", '{"kind":"design"}'])("a file that is no voice is none: %j", async (json) => {
  writeFileSync(join(folder, "a.voice.json"), json);
  writeFileSync(join(folder, "voices.json"), json);
  expect((await reopened()).all).toEqual([]);
});

test("no file leads out of the folder", async () => {
  const voice = { kind: "clone", id: "x", name: "x", mimeType: "audio/wav", sampleHash: "../../etc" };
  writeFileSync(join(folder, "a.voice.json"), JSON.stringify(voice));
  expect((await reopened()).all).toEqual([]);
});

test("two windows that keep voices take none from each other", async () => {
  const [one, other] = [await reopened(), await reopened()];
  await Promise.all([one.addDesign("One", "A voice."), other.addDesign("Other", "Another one.")]);
  await one.addDesign("Third", "A third one.");
  await other.remove("design:One");
  expect((await reopened()).all.map(({ name }) => name).sort()).toEqual(["Other", "Third"]);
});

test("the list of the first release is taken up, in its order", async () => {
  const list = [
    { kind: "design", id: "design:Z", name: "Z", description: "z" },
    { kind: "design", id: "design:A", name: "A", description: "a" },
    { kind: "nonsense" },
  ];
  writeFileSync(join(folder, "voices.json"), JSON.stringify(list));
  expect((await reopened()).all.map(({ name }) => name)).toEqual(["Z", "A"]);
  expect(readdirSync(folder)).not.toContain("voices.json");
  expect((await reopened()).all.map(({ name }) => name)).toEqual(["Z", "A"]);
});
