import { describe, expect, it } from "vitest";
import { AgreedWrites, callKeyOf, isAgreed } from "../../../../../src/core/agent/approvals/agreedWrites.ts";

const scope = { chat: "c", question: "q" };
const reasons = [{ kind: "deletes", path: "/w/a" }] as const;

describe("AgreedWrites", () => {
  it("gives a yes once, to the very call of the very question", () => {
    const agreed = new AgreedWrites();
    const key = callKeyOf(scope, "delete_file", { path: "a" });
    agreed.agree(key, { reasons });
    expect(agreed.take(callKeyOf(scope, "delete_file", { path: "b" }))).toBeUndefined();
    expect(agreed.take(callKeyOf({ ...scope, question: "r" }, "delete_file", { path: "a" }))).toBeUndefined();
    expect(agreed.take(callKeyOf(scope, "edit_file", { path: "a" }))).toBeUndefined();
    expect(agreed.take(key)).toEqual({ reasons });
    expect(agreed.take(key)).toBeUndefined();
  });

  it("is a yes to these reasons and no others", () => {
    expect(isAgreed({ reasons }, reasons)).toBe(true);
    expect(isAgreed(undefined, reasons)).toBe(false);
    expect(isAgreed({ reasons }, [{ kind: "deletes", path: "/w/b" }])).toBe(false);
    expect(isAgreed({ reasons }, [...reasons, { kind: "unseen", path: "/w/a" }])).toBe(false);
    expect(isAgreed({ reasons: [...reasons, { kind: "unseen", path: "/w/a" }] }, reasons)).toBe(false);
  });

  it("forgets what nobody took", () => {
    const agreed = new AgreedWrites();
    for (let at = 0; at < 100; at++) agreed.agree(`${at}`, { reasons });
    expect(agreed.take("0")).toBeUndefined();
    expect(agreed.take("99")).toBeDefined();
  });
});
