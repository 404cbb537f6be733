import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { keyFitsEndpoint } from "../../../../src/core/model/endpoint.ts";
import { ConnectionSource } from "../../../../src/vscode/secrets/connectionSource.ts";
import { HostConsent, type HostQuestion } from "../../../../src/vscode/secrets/hostConsent.ts";
import { KeyStore } from "../../../../src/vscode/secrets/keyStore.ts";
import { fakeMemento, fakeSecrets } from "./fakes.ts";

const payAsYouGo = "https://api.xiaomimimo.com";
const plan = "https://token-plan-cn.xiaomimimo.com";

function setUp({ baseUrl = "", environment = undefined as string | undefined, answer = false as boolean } = {}) {
  const asked: HostQuestion[] = [];
  const memory = fakeMemento();
  const keys = new KeyStore(fakeSecrets(), environment);
  const state = { baseUrl, answer };
  const hosts = new HostConsent(memory, async (question) => {
    asked.push(question);
    return state.answer;
  });
  const settings = () => ({ endpoint: "auto", baseUrl: state.baseUrl }) as const;
  return { connections: new ConnectionSource(settings, keys, memory, hosts), keys, hosts, asked, state };
}

describe("where a key goes unasked", () => {
  test.each([
    ["", payAsYouGo],
    [payAsYouGo, payAsYouGo],
    [`${plan}/v1`, plan],
    ["http://127.0.0.1:4010", "http://127.0.0.1:4010"],
    ["http://localhost:4010/v1", "http://localhost:4010"],
    ["https://[::1]:4010", "https://[::1]:4010"],
  ])("'%s'", async (baseUrl, root) => {
    const { connections, asked } = setUp({ baseUrl, environment: "sk-environment" });
    expect(await connections.connect()).toEqual({ root, apiKey: "sk-environment" });
    expect(asked).toEqual([]);
  });
});

describe("any other host", () => {
  const others = [
    ["https://gate.example/mimo", "gate.example", false],
    ["https://api.xiaomimimo.com.evil.example", "api.xiaomimimo.com.evil.example", false],
    ["https://api.xiaomimimo.com:8443", "api.xiaomimimo.com:8443", false],
    ["http://api.xiaomimimo.com", "api.xiaomimimo.com", true],
    ["http://192.168.1.4:4010", "192.168.1.4:4010", true],
    ["http://127.evil.example", "127.evil.example", true],
    ["http://0.0.0.0:4010", "0.0.0.0:4010", true],
  ] as const;

  test.each(others)("is asked about by name: %s", async (baseUrl, host, insecure) => {
    const { connections, asked } = setUp({ baseUrl, environment: "sk-environment" });
    await expect(connections.connect()).rejects.toMatchObject({ reason: "host-not-allowed" });
    expect(asked).toEqual([{ host, insecure }]);
  });

  test("gets the key after one yes, which holds for that origin alone and can be taken back", async () => {
    const { connections, hosts, asked, state } = setUp({
      baseUrl: "https://gate.example/a",
      environment: "sk-environment",
      answer: true,
    });
    await connections.connect();
    await connections.connect();
    state.baseUrl = "https://gate.example/b/v1";
    await connections.connect();
    expect(asked).toHaveLength(1);
    state.answer = false;
    state.baseUrl = "http://gate.example/a";
    await expect(connections.connect()).rejects.toMatchObject({ reason: "host-not-allowed" });
    state.baseUrl = "https://gate.example/a";
    await hosts.forget(state.baseUrl);
    await expect(connections.connect()).rejects.toMatchObject({ reason: "host-not-allowed" });
    expect(asked).toHaveLength(3);
  });

  test("is asked about once by requests that wait together, and again after a no", async () => {
    const { connections, asked } = setUp({ baseUrl: "https://gate.example", environment: "sk-environment" });
    const all = await Promise.allSettled([connections.connect(), connections.connect(), connections.connect()]);
    expect(all.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(asked).toHaveLength(1);
    await expect(connections.connect()).rejects.toMatchObject({ reason: "host-not-allowed" });
    expect(asked).toHaveLength(2);
  });

  test("is not asked about while there is no key to send", async () => {
    const { connections, asked } = setUp({ baseUrl: "https://gate.example" });
    await expect(connections.connect()).rejects.toMatchObject({ reason: "missing-key" });
    expect(asked).toEqual([]);
  });
});

test("the environment's key goes where its prefix says, whatever root a key was stored for before", async () => {
  const { connections, keys } = setUp({ environment: "tp-environment" });
  await keys.set(payAsYouGo, "sk-stored");
  await connections.rememberAutoRoot(payAsYouGo);
  expect(await connections.connect()).toEqual({ root: payAsYouGo, apiKey: "sk-stored" });
  await keys.clear(payAsYouGo);
  expect(await connections.connect()).toEqual({ root: plan, apiKey: "tp-environment" });
});

test("under auto no sequence of storing, clearing and forgetting sends a key to a host of another kind", async () => {
  const key = fc.constantFrom("sk-a", "sk-b", "tp-a", "ttp-a");
  const step = fc.oneof(
    key.map((value) => ({ type: "store", value }) as const),
    fc.constantFrom({ type: "clear", root: payAsYouGo } as const, { type: "clear", root: plan } as const),
    fc.constantFrom({ type: "forget" } as const, { type: "expect" } as const),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.option(key, { nil: undefined }),
      fc.array(step, { maxLength: 8 }),
      async (environment, steps) => {
        const { connections, keys } = setUp({ environment });
        for (const each of steps) {
          if (each.type === "store") {
            const root = each.value.startsWith("sk-") ? payAsYouGo : plan;
            await connections.rememberAutoRoot(root);
            await keys.set(root, each.value);
          } else if (each.type === "clear") await keys.clear(each.root);
          else if (each.type === "expect") connections.expectRequest();
          else await connections.rememberAutoRoot(undefined);
          // One that is expected may come after the next change.
          if (each.type === "expect") continue;
          const connection = await connections.connect().catch(() => undefined);
          if (connection) expect(keyFitsEndpoint(connection.apiKey, connection.root)).toBe(true);
        }
      },
    ),
  );
});
