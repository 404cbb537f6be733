import { beforeAll, expect, test } from "vitest";
import { createSecretFinder, type SecretFinder } from "../../../../src/core/access/secretFinder.ts";
import { findSecretText } from "../../../../src/core/access/secretText.ts";
import { innocentSamples, type Sample, secretSamples } from "./secretCorpus.ts";

let preset: SecretFinder;
let find: SecretFinder;
beforeAll(async () => {
  // Once for all tests: reading it takes longer than any of them.
  preset = (await import("../../../../src/core/access/presetRules.ts")).findByPreset;
  find = createSecretFinder(() => Promise.resolve(preset));
});

async function found(samples: readonly Sample[], finder: SecretFinder): Promise<readonly Sample[]> {
  const results = await Promise.all(samples.map(({ text }) => finder(text)));
  return samples.filter((_, index) => results[index] !== undefined);
}

const seeds = [11, 12];

test("of real formats nearly all are found, of innocent texts none", { timeout: 30_000 }, async () => {
  const secrets = seeds.flatMap(secretSamples);
  const innocent = seeds.flatMap(innocentSamples);
  expect(new Set(secrets.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(40);
  expect(secretSamples(1).length).toBeGreaterThanOrEqual(150);
  expect(innocentSamples(1).length).toBeGreaterThanOrEqual(300);
  const hits = await found(secrets, find);
  const alone = await found(secrets, preset);
  const alarms = await found(innocent, find);
  console.log(
    `secrets: ${hits.length} of ${secrets.length} found (the preset alone: ${alone.length}); false alarms: ${alarms.length} of ${innocent.length}`,
  );
  expect(hits.length / secrets.length).toBeGreaterThanOrEqual(0.99);
  expect(alarms.map(({ kind, text }) => `${kind}: ${text.slice(0, 100)}`)).toEqual([]);
  // Every kind is known, whatever becomes of one value.
  const known = new Set(hits.map(({ kind }) => kind));
  expect(secrets.filter(({ kind }) => !known.has(kind))).toEqual([]);
});

test("a secret is found wherever it stands in a text", { timeout: 30_000 }, async () => {
  const innocent = innocentSamples(3)
    .map(({ text }) => text)
    .join("\n");
  for (const { text, kind } of secretSamples(3)) {
    // A whole JSON file is looked at as one.
    if (kind === "Google service account") continue;
    const wanted = await find(text);
    if (wanted === undefined) continue;
    expect(await find(`${innocent.slice(0, 3000)}\n${text}\n${innocent.slice(3000, 6000)}`), text).toBeDefined();
  }
});

test("private keys are told from other secrets", async () => {
  for (const { kind, text } of secretSamples(5)) {
    if (kind.startsWith("private key")) expect(await find(text), text).toBe("private-key");
    if (kind.startsWith("key in")) expect(await find(text), text).toBe("api-key");
  }
});

test("a comment in the file does not silence the rules", async () => {
  for (const { text } of secretSamples(6).slice(0, 60)) {
    if ((await find(text)) === undefined) continue;
    expect(await find(`# secretlint-disable\n${text}\n# secretlint-enable`)).toBeDefined();
  }
});

test("without the preset our own rules speak", async () => {
  const lonely = createSecretFinder(() => Promise.reject(new Error("no bundle")));
  const [{ text = "" } = {}] = secretSamples(7);
  expect(await lonely(text)).toBe(findSecretText(text));
  expect(await lonely("nothing of the kind in here")).toBeUndefined();
});

const long = (unit: string) => unit.repeat(Math.ceil(400_000 / unit.length));

// Anything but linear work would take minutes for these.
test.each([
  "a",
  "a ",
  "\\",
  "password = sk-",
  "password:    ",
  "token",
  "secret_access_key   ",
  "://a:",
  "http://a",
  "http://aaaa:",
  "mongodb://a:b",
  "sk-aaaa-",
  "eyJ",
  "xoxb-",
  "SG.a.",
  "bearer a",
  " -u a",
  "login a password ",
  "_authToken=",
  "kind: Secret\n data:\n",
  "-----BEGIN ",
  '-----BEGIN RSA PRIVATE KEY-----"',
])("a long text of %j is read in one pass", { timeout: 30_000 }, async (unit) => {
  await find(long(unit));
  await preset(long(unit));
});
