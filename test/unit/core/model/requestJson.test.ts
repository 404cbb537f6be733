import fc from "fast-check";
import { expect, test } from "vitest";
import { findModel } from "../../../../src/core/model/modelTable.ts";
import { encodeOpenAiRequest } from "../../../../src/core/model/openai/encodeRequest.ts";
import { requestJson } from "../../../../src/core/model/requestJson.ts";
import { history } from "./history.ts";
import { request } from "./support.ts";

test("any body is written as JSON.stringify writes it, the first time and again", () => {
  const message = fc.dictionary(fc.string(), fc.jsonValue());
  const other = fc.oneof(fc.jsonValue(), fc.constant(undefined));
  const members = fc.dictionary(fc.string(), other);
  fc.assert(
    fc.property(fc.array(message), members, members, (messages, before, after) => {
      const body = { ...before, messages, ...after };
      expect(requestJson(body)).toBe(JSON.stringify(body));
      messages.push({ role: "user" });
      expect(requestJson(body)).toBe(JSON.stringify(body));
    }),
  );
});

test("of a request that grows the messages are written once", () => {
  const all = history;
  const encode = (count: number) => {
    const asked = request({ messages: all.slice(0, count) });
    return encodeOpenAiRequest(asked, findModel(asked.model));
  };
  for (let count = 1; count <= all.length; count++)
    expect(requestJson(encode(count))).toBe(JSON.stringify(encode(count)));
  const [one, two] = [encode(all.length), encode(all.length)];
  const again = one.messages.filter((message) => two.messages.includes(message));
  expect(again.length).toBeGreaterThan(one.messages.length / 2);
});
