import { expect, test } from "vitest";
import { KeyStore } from "../../../../src/vscode/secrets/keyStore.ts";
import { fakeSecrets } from "./fakes.ts";

const origin = "https://api.xiaomimimo.com";
const other = "https://token-plan-cn.xiaomimimo.com";

/** Secrets that are changed elsewhere without a word, how often they were looked at, and how this window is told. */
function setUp() {
  const secrets = fakeSecrets();
  const clock = { now: 0, reads: 0 };
  let tell = () => {};
  const keys = new KeyStore(
    {
      ...secrets,
      get: (name) => {
        clock.reads++;
        return secrets.get(name);
      },
      onDidChange: (listener) => {
        tell = () => listener({ key: "" });
        return { dispose: () => {} };
      },
    },
    "sk-environment",
    () => clock.now,
  );
  return { keys, elsewhere: new KeyStore(secrets, undefined), clock, tell: () => tell() };
}

test("a request that nobody expected reads the key itself", async () => {
  const { keys, elsewhere, clock } = setUp();
  await elsewhere.set(origin, "sk-one");
  expect(await keys.get(origin)).toBe("sk-one");
  await elsewhere.set(origin, "sk-two");
  expect(await keys.get(origin)).toBe("sk-two");
  await elsewhere.clear(origin);
  expect(await keys.get(origin)).toBe("sk-environment");
  expect(clock.reads).toBe(3);
});

test("one that was expected waits for no read, and the one after it reads again", async () => {
  const { keys, elsewhere, clock } = setUp();
  await elsewhere.set(origin, "sk-one");
  await keys.get(origin);
  keys.expect(origin);
  clock.now = 2000;
  expect(await keys.get(origin)).toBe("sk-one");
  expect(clock.reads).toBe(1);
  await elsewhere.set(origin, "sk-two");
  expect(await keys.get(origin)).toBe("sk-two");
});

test("a run reads the key every few seconds, beside its requests", async () => {
  const { keys, elsewhere, clock } = setUp();
  await elsewhere.set(origin, "sk-one");
  await keys.get(origin);
  for (let step = 0; step < 100; step++) {
    clock.now += 100;
    if (step === 49) await elsewhere.set(origin, "sk-two");
    keys.expect(origin);
    const key = await keys.get(origin);
    if (step < 49) expect(key).toBe("sk-one");
    if (step > 49 + 26) expect(key).toBe("sk-two");
  }
  expect(clock.reads).toBeLessThan(7);
});

test("what was read long ago is read again, however long it was expected", async () => {
  const { keys, elsewhere, clock } = setUp();
  await elsewhere.set(origin, "sk-one");
  keys.expect(origin);
  await elsewhere.clear(origin);
  clock.now = 5000;
  expect(await keys.get(origin)).toBe("sk-environment");
});

test("a call that is written for long is followed by a key that is read at its end", async () => {
  const { keys, elsewhere, clock } = setUp();
  await elsewhere.set(origin, "sk-one");
  keys.expect(origin);
  await elsewhere.set(origin, "sk-two");
  clock.now = 6000;
  keys.expect(origin);
  expect(await keys.get(origin)).toBe("sk-two");
});

test("a change here, or one that is heard of, holds at once", async () => {
  const { keys, elsewhere, tell } = setUp();
  await keys.get(origin);
  keys.expect(origin);
  await keys.set(origin, "sk-new");
  keys.expect(origin);
  expect(await keys.get(origin)).toBe("sk-new");
  keys.expect(origin);
  await keys.clear(origin);
  keys.expect(origin);
  expect(await keys.stored(origin)).toBeUndefined();
  await elsewhere.set(origin, "sk-elsewhere");
  tell();
  keys.expect(origin);
  expect(await keys.get(origin)).toBe("sk-elsewhere");
});

test("a change during which the key was read holds as well", async () => {
  const { keys } = setUp();
  const change = keys.set(origin, "sk-new");
  keys.expect(origin);
  const during = keys.get(origin);
  await change;
  await during;
  keys.expect(origin);
  expect(await keys.get(origin)).toBe("sk-new");
});

test("it is for its origin alone", async () => {
  const { keys } = setUp();
  await keys.set(origin, "sk-one");
  keys.expect(origin);
  expect(await keys.stored(other)).toBeUndefined();
  keys.expect(origin);
  expect(await keys.stored(other)).toBeUndefined();
  expect(await keys.stored(origin)).toBe("sk-one");
});

test("what could not be read is told to the request, which reads itself, and to nobody else", async () => {
  const answers = [Promise.reject(new Error("locked")), Promise.resolve("sk-late")];
  const keys = new KeyStore(
    { ...fakeSecrets(), get: () => answers.shift() ?? Promise.reject(new Error("none")) },
    undefined,
  );
  keys.expect(origin);
  await new Promise(setImmediate);
  expect(await keys.get(origin)).toBe("sk-late");
  keys.expect(origin);
  expect(await keys.get(origin)).toBe("sk-late");
  await expect(keys.get(origin)).rejects.toThrow("none");
});
