import { describe, expect, it } from "vitest";
import { decodeNetworkError } from "../../../../src/core/model/networkError.ts";
import { keyRedactor } from "../../../../src/core/model/redact.ts";

const key = "sk-very-secret-key-123";
const redact = keyRedactor(key);
const fetchFailed = (code: string) =>
  new TypeError("fetch failed", { cause: Object.assign(new Error(`connect ${code}`), { code }) });

describe("decodeNetworkError", () => {
  it.each([
    ["ENOTFOUND", "could not be found"],
    ["ECONNREFUSED", "refused"],
    ["ECONNRESET", "closed by the other side"],
    ["UND_ERR_SOCKET", "closed by the other side"],
    ["UND_ERR_CONNECT_TIMEOUT", "timed out"],
    ["SELF_SIGNED_CERT_IN_CHAIN", "certificate"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "certificate"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "certificate"],
    ["CERT_HAS_EXPIRED", "certificate"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "certificate"],
  ])("explains %s", (code, words) => {
    const error = decodeNetworkError(fetchFailed(code), redact);
    expect(error.reason).toBe("network");
    expect(error.message).toContain(words);
    expect(error.message).toContain(code);
  });

  it("gives the deepest message where no code is known", () => {
    expect(decodeNetworkError(new TypeError("fetch failed", { cause: new Error("odd thing") }), redact).message).toBe(
      "The connection failed: odd thing",
    );
    expect(decodeNetworkError("text", redact).message).toBe("The connection failed: text");
  });

  it("lets the key through nowhere", () => {
    const cause = Object.assign(new Error(`Headers.append: "Bearer ${key}" is invalid`), { headers: { key } });
    const error = decodeNetworkError(new TypeError(`bad ${key}`, { cause }), redact);
    const seen: string[] = [];
    for (let at: unknown = error; at instanceof Error; at = at.cause)
      seen.push(at.message, at.stack ?? "", JSON.stringify(at));
    expect(seen.join("\n")).not.toContain(key);
    expect(seen.join("\n")).toContain("***");
  });
});
