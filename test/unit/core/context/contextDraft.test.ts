import fc from "fast-check";
import { expect, test } from "vitest";
import { Consents } from "../../../../src/core/access/consents.ts";
import type { Ask } from "../../../../src/core/access/readDecision.ts";
import { hasSecretName } from "../../../../src/core/access/secretNames.ts";
import { findSecretText } from "../../../../src/core/access/secretText.ts";
import { ContextDraft } from "../../../../src/core/context/contextDraft.ts";
import type { ContextReading, Refusal } from "../../../../src/core/context/contextReader.ts";
import type { Mention } from "../../../../src/core/context/mention.ts";

const file = (path: string): Mention => ({ kind: "file", label: path, uri: `file:///${path}` });
const reading = (mention: Mention, text: string): ContextReading => {
  const kind = findSecretText(text);
  const reasons = [...(hasSecretName(mention.label) ? ["secret-name" as const] : []), ...(kind ? [kind] : [])];
  const ask: Ask = { address: mention.uri ?? mention.label, path: mention.label, reasons };
  return {
    ok: true,
    reference: { kind: mention.kind, label: mention.label, languageId: "plaintext", text, uri: mention.uri },
    asks: reasons.length > 0 ? [ask] : [],
  };
};

/** A draft over a table of texts and refusals. */
function makeDraft(texts: Record<string, string | { refusal: Refusal }>, kept?: unknown) {
  let saved: unknown = kept;
  let id = 0;
  let reads = 0;
  const consents = new Consents({ load: () => undefined, save: () => {} });
  const draft = new ContextDraft({
    reader: {
      read: async (mention) => {
        reads++;
        const text = mention.text ?? texts[mention.label] ?? { refusal: "missing" as const };
        return typeof text === "string" ? reading(mention, text) : { ok: false, refusal: text.refusal };
      },
    },
    consents: {
      allows: (ask) => consents.allows(ask, "chat"),
      allow: (asks) => consents.allow(asks, { chat: "chat" }),
    },
    weigh: ({ text }) => ({ tokens: text.length }),
    newId: () => `id-${++id}`,
    load: () => saved,
    save: (mentions) => {
      saved = mentions;
    },
  });
  const state = () => draft.items.map(({ mention, state, tokens }) => [mention.label, state, tokens]);
  return { draft, texts, state, saved: () => saved, reads: () => reads, consents };
}

test("a mention is added once, measured, and sent as it is then", async () => {
  const { draft, texts, state } = makeDraft({ "a.ts": "12345" });
  await Promise.all([draft.add(file("a.ts")), draft.add(file("a.ts"))]);
  expect(state()).toEqual([["a.ts", "ready", 5]]);
  texts["a.ts"] = "1234567";
  const sent = await draft.collect();
  expect(sent?.map(({ reference }) => reference?.text)).toEqual(["1234567"]);
  draft.clear(sent?.map(({ id }) => id) ?? []);
  expect(state()).toEqual([]);
});

test("one that is refused goes again and says why; at the time of sending that holds the question back", async () => {
  const { draft, texts, state } = makeDraft({ "a.ts": "1", "b.log": { refusal: "ignored" } });
  await draft.add(file("b.log"));
  expect(state()).toEqual([]);
  expect(draft.notices).toMatchObject([{ kind: "refused", label: "b.log", refusal: "ignored" }]);
  await draft.add(file("a.ts"));
  delete texts["a.ts"];
  expect(await draft.collect()).toBeUndefined();
  expect(draft.notices.at(-1)).toMatchObject({ kind: "refused", label: "a.ts", refusal: "missing" });
  // Said, and gone: the next try goes out.
  expect(await draft.collect()).toEqual([]);
});

test("a secret is asked about once for each file", async () => {
  const { draft, state } = makeDraft({ ".env": "A=1" });
  await draft.add(file(".env"));
  expect(state()).toEqual([[".env", "question", 3]]);
  expect(draft.notices).toMatchObject([{ kind: "secret", asks: [{ path: ".env", reasons: ["secret-name"] }] }]);
  expect(await draft.collect()).toBeUndefined();
  expect(draft.notices.length).toBe(1);
  draft.allow(draft.items[0]?.id ?? "");
  expect(draft.notices).toEqual([]);
  expect((await draft.collect())?.length).toBe(1);
  draft.clear(draft.items.map(({ id }) => id));
  await draft.add(file(".env"));
  expect(state()).toEqual([[".env", "ready", 3]]);
});

test("what became a secret since it was added is asked about before it is sent", async () => {
  const { draft, texts } = makeDraft({ "a.ts": "1" });
  await draft.add(file("a.ts"));
  texts["a.ts"] = ["-----BEGIN", "PRIVATE KEY-----"].join(" ");
  expect(await draft.collect()).toBeUndefined();
  expect(draft.notices).toMatchObject([{ kind: "secret", asks: [{ reasons: ["private-key"] }] }]);
  draft.remove(draft.items[0]?.id ?? "");
  expect(draft.notices).toEqual([]);
});

test("the active editor goes first, unless it is off, named already, refused or a secret", async () => {
  const { draft, reads } = makeDraft({ "a.ts": "a", "b.ts": "b", ".env": "c", "x.bin": { refusal: "binary" } });
  const sent = async () => (await draft.collect())?.map(({ mention }) => mention.label);
  await draft.add(file("b.ts"));
  await draft.setActive(file("a.ts"), true);
  expect(await sent()).toEqual(["a.ts", "b.ts"]);
  await draft.setActive(file("b.ts"), true);
  expect(draft.active).toBeUndefined();
  expect(await sent()).toEqual(["b.ts"]);
  const before = reads();
  await draft.setActive(file("a.ts"), false);
  expect(draft.active?.mention.label).toBe("a.ts");
  expect(reads()).toBe(before);
  expect(await sent()).toEqual(["b.ts"]);
  await draft.setActive(file("x.bin"), true);
  expect(draft.active).toMatchObject({ state: "refused", refusal: "binary" });
  expect(await sent()).toEqual(["b.ts"]);
  await draft.setActive(file(".env"), true);
  expect(draft.active?.state).toBe("question");
  expect(draft.notices).toEqual([]);
  expect(await sent()).toEqual(["b.ts"]);
  draft.allow("active");
  expect(await sent()).toEqual([".env", "b.ts"]);
  await draft.setActive(undefined, true);
  expect(await sent()).toEqual(["b.ts"]);
});

test("a selection that moved on while it was read is not mixed up", async () => {
  const { draft } = makeDraft({});
  const select = (text: string): Mention => ({ kind: "selection", label: "a.ts:1-1", uri: "file:///a.ts", text });
  await Promise.all([draft.setActive(select("one"), true), draft.setActive(select("two!"), true)]);
  expect(draft.active).toMatchObject({ state: "ready", tokens: 4, reference: { text: "two!" } });
});

test("what was kept is there again; what makes no sense is left out", async () => {
  const first = makeDraft({ "a.ts": "1" });
  await first.draft.add(file("a.ts"));
  const again = makeDraft({ "a.ts": "12" }, [
    ...(first.saved() as Mention[]),
    null,
    { kind: "spell", label: "x" },
    { kind: "file", label: "y", uri: 3 },
    { kind: "symbol", label: "z", lines: { start: 0.5, end: 1 } },
  ]);
  await again.draft.restore();
  expect(again.state()).toEqual([["a.ts", "ready", 2]]);
  await makeDraft({}, "nonsense").draft.restore();
});

test("a file that was cleaned is asked about no longer", async () => {
  const secret = ["-----BEGIN", "PRIVATE KEY-----"].join(" ");
  const { draft, texts, state } = makeDraft({ "a.ts": secret });
  await draft.add(file("a.ts"));
  expect(draft.notices).toHaveLength(1);
  texts["a.ts"] = "nothing";
  await draft.refresh("file:///a.ts");
  expect(state()).toEqual([["a.ts", "ready", 7]]);
  expect(draft.notices).toEqual([]);
  expect(await draft.collect()).toHaveLength(1);
});

test("a yes that is given while the file is read again holds", async () => {
  const { draft, state } = makeDraft({ ".env": "A=1" });
  await draft.add(file(".env"));
  const again = draft.refresh();
  draft.allow(draft.items[0]?.id ?? "");
  await again;
  expect(state()).toEqual([[".env", "ready", 3]]);
});

test("whatever happens, each item that asks has its notice, each notice of a secret its item, and nothing unasked goes", async () => {
  const secret = ["-----BEGIN", "PRIVATE KEY-----"].join(" ");
  const names = ["a.ts", "b.ts", ".env"];
  const step = fc.record({
    act: fc.constantFrom(
      "add",
      "remove",
      "allow",
      "withdraw",
      "write",
      "refresh",
      "collect",
      "clear",
      "active",
      "dismiss",
    ),
    name: fc.constantFrom(...names),
    text: fc.constantFrom("plain", secret, "other"),
    wait: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const { draft, texts, consents } = makeDraft({ "a.ts": "1", "b.ts": secret, ".env": "A=1" });
      consents.onDidChange(() => void draft.refresh());
      const agrees = () => {
        const asking = draft.items.filter(({ state }) => state === "question").map(({ id }) => id);
        const noticed = draft.notices.flatMap((each) => (each.kind === "secret" ? [each.itemId] : []));
        expect(noticed).toEqual(asking);
        for (const { state, asks = [] } of draft.items) {
          if (state === "question") expect(asks.length).toBeGreaterThan(0);
          if (state === "ready") expect(asks).toEqual([]);
        }
      };
      draft.onDidChange(agrees);
      const running: Promise<unknown>[] = [];
      for (const { act, name, text, wait } of steps) {
        const id = draft.items.find(({ mention }) => mention.label === name)?.id ?? "none";
        if (act === "add") running.push(draft.add(file(name)));
        if (act === "remove") draft.remove(id);
        if (act === "allow") draft.allow(id);
        if (act === "withdraw" && consents.all[0]) consents.withdraw(consents.all[0]);
        if (act === "write") texts[name] = text;
        if (act === "refresh") running.push(draft.refresh(`file:///${name}`));
        if (act === "clear") draft.clear([id]);
        if (act === "active") running.push(draft.setActive(file(name), true));
        if (act === "dismiss") draft.dismiss(draft.notices[0]?.id ?? "none");
        if (act === "collect") {
          const sent = await draft.collect();
          for (const { mention, reference } of sent ?? []) {
            const asked = reading(mention, reference?.text ?? "");
            expect(asked.ok && asked.asks.every((ask) => consents.allows(ask, "chat"))).toBe(true);
          }
        }
        if (wait) await Promise.all(running);
        agrees();
      }
      await Promise.all(running);
      agrees();
    }),
    { numRuns: 300 },
  );
});
