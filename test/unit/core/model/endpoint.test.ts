import { describe, expect, it } from "vitest";
import { describeKeyProblem, keyKindOf, normalizeKey } from "../../../../src/core/model/apiKey.ts";
import {
  isPlatformRoot,
  keyFitsEndpoint,
  originOf,
  parseBaseUrl,
  resolveRoot,
} from "../../../../src/core/model/endpoint.ts";

describe("parseBaseUrl", () => {
  it.each([
    ["http://127.0.0.1:4010", "http://127.0.0.1:4010", false],
    ["http://127.0.0.1:4010/", "http://127.0.0.1:4010", false],
    [" http://localhost:4010/v1/ ", "http://localhost:4010", false],
    ["http://[::1]:80/anthropic", "http://[::1]", false],
    ["https://api.mimo-v2.com/v1", "https://api.mimo-v2.com", false],
    ["https://gate.example/mimo/anthropic/v1", "https://gate.example/mimo", false],
    ["https://api.mimo-v2.com/v1/chat/completions", "https://api.mimo-v2.com", false],
    ["https://api.mimo-v2.com/v1/chat/", "https://api.mimo-v2.com", false],
    ["https://gate.example/mimo/anthropic/v1/messages", "https://gate.example/mimo", false],
    ["https://gate.example/v1/models/", "https://gate.example", false],
    ["https://gate.example/messages", "https://gate.example/messages", false],
    ["https://gate.example/mimo//", "https://gate.example/mimo", false],
    ["http://gate.example", "http://gate.example", true],
    ["http://127.evil.example", "http://127.evil.example", true],
  ])("reads %s", (text, root, insecure) => {
    expect(parseBaseUrl(text)).toMatchObject({ ok: true, root, insecure });
  });

  it.each([
    ["", "not-a-url"],
    ["api.xiaomimimo.com", "not-a-url"],
    ["ftp://host", "not-http"],
    ["file:///etc/passwd", "not-http"],
    ["https://user:pass@host", "has-credentials"],
    ["https://host/?key=1", "has-query"],
  ])("refuses '%s' as %s", (text, problem) => {
    expect(parseBaseUrl(text)).toEqual({ ok: false, problem });
  });
});

describe("resolveRoot", () => {
  it.each([
    ["auto", "", undefined, "https://api.xiaomimimo.com"],
    ["auto", "", "sk-1", "https://api.xiaomimimo.com"],
    ["auto", "", "tp-1", "https://token-plan-cn.xiaomimimo.com"],
    ["auto", "", "ttp-1", "https://token-plan-cn.xiaomimimo.com"],
    ["tokenPlanSgp", "", "sk-1", "https://token-plan-sgp.xiaomimimo.com"],
    ["tokenPlanAms", " ", "tp-1", "https://token-plan-ams.xiaomimimo.com"],
    ["tokenPlanAms", "http://localhost:1/v1", "tp-1", "http://localhost:1"],
  ] as const)("%s with base URL '%s' and key %s", (endpoint, baseUrl, apiKey, root) => {
    expect(resolveRoot({ endpoint, baseUrl, apiKey })).toMatchObject({ ok: true, root });
  });

  it("tells platform roots and origins", () => {
    expect(originOf("https://gate.example:8443/mimo")).toBe("https://gate.example:8443");
    expect(isPlatformRoot("https://api.xiaomimimo.com")).toBe(true);
    expect(isPlatformRoot("https://api.xiaomimimo.com.evil.example")).toBe(false);
  });

  it("knows which keys belong where", () => {
    const pay = "https://api.xiaomimimo.com";
    const plan = "https://token-plan-sgp.xiaomimimo.com";
    expect([keyFitsEndpoint("sk-1", pay), keyFitsEndpoint("sk-1", plan)]).toEqual([true, false]);
    expect([keyFitsEndpoint("tp-1", pay), keyFitsEndpoint("ttp-1", plan)]).toEqual([false, true]);
    expect(keyFitsEndpoint("tp-1", "http://localhost:1")).toBe(true);
    expect(keyFitsEndpoint("other", pay)).toBe(true);
  });
});

describe("keys", () => {
  it.each([
    ["  sk-abc\n", "sk-abc"],
    ['"sk-abc"', "sk-abc"],
    ["Bearer sk-abc", "sk-abc"],
    ["Authorization: Bearer sk-abc", "sk-abc"],
    ["api-key: sk-abc", "sk-abc"],
    ["export MIMO_API_KEY='sk-abc'", "sk-abc"],
  ])("takes the key out of %j", (text, key) => {
    expect(normalizeKey(text)).toBe(key);
  });

  it.each([
    ["sk-0123456789abcdef", "payAsYouGo", undefined],
    ["tp-0123456789abcdef", "tokenPlan", undefined],
    ["ttp-0123456789abcdef", "tokenPlan", undefined],
    ["", "unknown", { reason: "empty", blocking: true }],
    ["sk-0123 456789abcdef", "payAsYouGo", { reason: "whitespace-inside", blocking: true }],
    ["sk-0123456789абвгд", "payAsYouGo", { reason: "non-ascii", blocking: true }],
    ["sk-ant-0123456789abcdef", "unknown", { reason: "looks-like-another-service", blocking: true }],
    ["sk-or-v1-0123456789abcdef", "unknown", { reason: "looks-like-another-service", blocking: true }],
    ["AIza0123456789abcdef", "unknown", { reason: "looks-like-another-service", blocking: true }],
    ["ghp_0123456789abcdef", "unknown", { reason: "looks-like-another-service", blocking: true }],
    ["sk-012", "payAsYouGo", { reason: "too-short", blocking: true }],
    ["mimo0123456789abcdef", "unknown", { reason: "unknown-prefix", blocking: false }],
  ])("judges %j", (key, kind, problem) => {
    expect(keyKindOf(key)).toBe(kind);
    expect(describeKeyProblem(key, true)).toEqual(problem);
  });

  it("holds other hosts' keys only to what a header can carry", () => {
    expect(describeKeyProblem("test", false)).toBeUndefined();
    expect(describeKeyProblem("sk-or-v1-1", false)).toBeUndefined();
    expect(describeKeyProblem("ключ", false)?.reason).toBe("non-ascii");
  });
});
