import { describe, expect, it } from "vitest";
import { checkKey } from "../../../../src/core/model/checkKey.ts";
import { fetchModelIds } from "../../../../src/core/model/fetchModelIds.ts";

const connection = { root: "https://host.example", apiKey: "sk-0123456789-secret" };
const { signal } = new AbortController();
const answering =
  (status: number, body: string): typeof fetch =>
  async () =>
    new Response(body, { status });

describe("fetchModelIds", () => {
  it("asks {root}/v1/models with both forms of the key", async () => {
    let asked: [string, RequestInit | undefined] | undefined;
    const fetch: typeof globalThis.fetch = async (url, init) => {
      asked = [String(url), init];
      return new Response('{"data":[{"id":"mimo-v3"},{"id":""},{},null,{"id":"mimo-v2.6-pro"}]}');
    };
    expect(await fetchModelIds(connection, fetch, signal)).toEqual(["mimo-v3", "mimo-v2.6-pro"]);
    expect(asked?.[0]).toBe("https://host.example/v1/models");
    expect(asked?.[1]).toMatchObject({
      redirect: "manual",
      headers: { authorization: `Bearer ${connection.apiKey}`, "api-key": connection.apiKey },
    });
  });

  it("throws for anything that is no list", async () => {
    await expect(fetchModelIds(connection, answering(200, "<html>"), signal)).rejects.toMatchObject({
      reason: "malformed-response",
    });
  });
});

describe("checkKey", () => {
  const check = async (fetch: typeof globalThis.fetch) => checkKey(connection, fetch, signal);

  it.each([
    [200, '{"data":[{"id":"m"}]}', "valid"],
    [401, '{"error":{"message":"no"}}', "rejected"],
    [402, "", "rejected"],
    [403, "", "rejected"],
    [404, "Not Found", "unchecked"],
    [404, '{"error":{"message":"no route"}}', "unchecked"],
    [429, "", "unchecked"],
    [503, "", "unchecked"],
    [200, "hello", "unchecked"],
  ])("%i %s: %s", async (status, body, state) => {
    expect((await check(answering(status, body))).state).toBe(state);
  });

  it("calls a host that cannot be reached unreachable, without the key", async () => {
    const result = await check(() => Promise.reject(new TypeError(`fetch failed for ${connection.apiKey}`)));
    expect(result.state).toBe("unreachable");
    expect(result.state === "unreachable" && result.error.message).not.toContain("secret");
  });

  it("redacts a key that the service repeats", async () => {
    const result = await check(
      answering(401, JSON.stringify({ error: { message: `Invalid key ${connection.apiKey}` } })),
    );
    expect(result.state === "rejected" && result.error.message).toBe("Invalid key ***");
  });

  it("throws the signal's reason when it aborts", async () => {
    await expect(
      checkKey(connection, () => Promise.reject(new Error("aborted")), AbortSignal.abort("stop")),
    ).rejects.toBe("stop");
  });
});
