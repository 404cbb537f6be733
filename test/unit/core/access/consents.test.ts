import { expect, test } from "vitest";
import { Consents, outsideOfChats } from "../../../../src/core/access/consents.ts";
import type { Ask, ConsentReason } from "../../../../src/core/access/readDecision.ts";

const ask = (path: string, ...reasons: ConsentReason[]): Ask => ({ address: `file:///${path}`, path, reasons });

function make(kept?: unknown) {
  let saved = kept;
  const consents = new Consents({
    load: () => saved,
    save: (list) => {
      saved = JSON.parse(JSON.stringify(list));
    },
  });
  return { consents, saved: () => saved };
}

test("nothing is allowed before a yes; one in a chat holds there alone", () => {
  const { consents, saved } = make();
  const env = ask(".env", "secret-name");
  expect(consents.allows(env, "a")).toBe(false);
  consents.allow([env], { chat: "a" });
  expect(consents.allows(env, "a")).toBe(true);
  expect(consents.allows(env, "b")).toBe(false);
  expect(consents.allows(env)).toBe(false);
  expect(consents.allows(ask("b/.env", "secret-name"), "a")).toBe(false);
  expect(saved()).toEqual([]);
});

test("one for the workspace holds everywhere and is kept; it is taken back for good", () => {
  const first = make();
  const env = ask(".env", "secret-name");
  first.consents.allow([env], "workspace");
  expect(first.consents.allows(env, "any")).toBe(true);
  expect(first.consents.allows(env)).toBe(true);
  const second = make(first.saved());
  expect(second.consents.allows(env)).toBe(true);
  let fired = 0;
  second.consents.onDidChange(() => fired++);
  const [consent] = second.consents.all;
  if (consent) second.consents.withdraw(consent);
  expect(fired).toBe(1);
  expect(second.consents.allows(env)).toBe(false);
  expect(make(second.saved()).consents.all).toEqual([]);
});

test("a yes covers what was asked and no reason that came later", () => {
  const { consents } = make();
  consents.allow([ask("a.ts", "ignored")], { chat: outsideOfChats });
  expect(consents.allows(ask("a.ts", "ignored"))).toBe(true);
  expect(consents.allows(ask("a.ts", "ignored", "private-key"))).toBe(false);
  consents.allow([ask("a.ts", "private-key")], { chat: outsideOfChats });
  expect(consents.allows(ask("a.ts", "ignored", "private-key"))).toBe(true);
  expect(consents.all).toHaveLength(1);
  // The name of such a file says already what is in it.
  consents.allow([ask(".env", "secret-name")], "workspace");
  expect(consents.allows(ask(".env", "secret-name", "api-key"))).toBe(true);
  expect(consents.allows(ask(".env", "secret-name", "outside"))).toBe(false);
});

test("what was kept and makes no sense is no yes", () => {
  for (const kept of [
    "x",
    1,
    null,
    [1, null, {}, { address: "a", path: "b", reasons: [] }, { address: "a", path: "b", reasons: ["all"] }],
  ]) {
    expect(make(kept).consents.all).toEqual([]);
  }
});
