import { connect } from "node:net";
import { expect, test } from "vitest";
import type { WireOptions } from "../../emulator/script.ts";
import { ask, chatPath, type Loose, messagesPath, parseEvents, post, useEmulator } from "./client.ts";

const emulator = useEmulator();

async function streamed(wire: WireOptions, path = chatPath): Promise<{ text: string; chunks: Loose[] }> {
  emulator().setScript({
    reasoning: "想",
    text: "one 二 three",
    toolCalls: [{ name: "f", arguments: { a: 1 } }],
    wire,
  });
  const more = path === chatPath ? { stream_options: { include_usage: true } } : {};
  const text = await (await post(emulator(), path, ask("x", { stream: true, ...more }))).text();
  const events = parseEvents(text).filter(({ data }) => data !== "[DONE]");
  return { text, chunks: events.map(({ data }) => JSON.parse(data)) };
}

const said = (chunks: Loose[]) =>
  chunks.map((chunk) => chunk.choices?.[0]?.delta.content ?? chunk.delta?.text ?? "").join("");

test.each([chatPath, messagesPath])("every form says the same: %s", async (path) => {
  const forms: WireOptions[] = [
    {},
    { crlf: true },
    { comments: true },
    { nullFields: true },
    { splitBytes: 3 },
    { emptyChoices: true },
    { usageInFinish: true },
    { noSpaceAfterData: true },
    { unknownEvents: true },
    { crlf: true, comments: true, noSpaceAfterData: true, splitBytes: 1, nullFields: true },
  ];
  for (const form of forms)
    expect(said((await streamed(form, path)).chunks), JSON.stringify(form)).toBe("one 二 three");
});

test("crlf, comments and the missing space are on the wire", async () => {
  expect((await streamed({ crlf: true })).text).not.toMatch(/[^\r]\n/);
  expect((await streamed({ comments: true })).text).toContain(": keep-alive\n\n");
  const { text } = await streamed({ noSpaceAfterData: true });
  expect(text).not.toContain("data: ");
  expect(text).toContain("data:{");
});

test("null fields, empty choices, usage in the finish, unknown chunks", async () => {
  const nulls = (await streamed({ nullFields: true })).chunks;
  const text = nulls.find((chunk) => chunk.choices[0].delta.content);
  expect(text.choices[0].delta).toMatchObject({ role: null, reasoning_content: null, tool_calls: null, audio: null });
  expect((await streamed({ emptyChoices: true })).chunks[0].choices).toEqual([]);
  const finish = (await streamed({ usageInFinish: true })).chunks.at(-1);
  expect(finish.choices[0].finish_reason).toBe("tool_calls");
  expect(finish.usage.total_tokens).toBeGreaterThan(0);
  const unknown = (await streamed({ unknownEvents: true })).chunks;
  expect(unknown.some((chunk) => chunk.object === "chat.completion.unknown")).toBe(true);
  const events = (await streamed({ unknownEvents: true }, messagesPath)).chunks;
  expect(events.map((event) => event.type)).toEqual(expect.arrayContaining(["ping", "something_new"]));
});

test("splitBytes writes that many bytes at a time", async () => {
  emulator().setScript({ text: "世", wire: { splitBytes: 2 } });
  const body = JSON.stringify(ask("x", { stream: true }));
  const received = await new Promise<string>((resolve) => {
    const socket = connect(emulator().port, "127.0.0.1");
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      if (text.endsWith("0\r\n\r\n")) socket.end();
    });
    socket.on("close", () => resolve(text));
    socket.write(
      `POST ${chatPath} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer sk-test\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
  });
  const sizes = [...received.slice(received.indexOf("\r\n\r\n")).matchAll(/\r\n([0-9a-f]+)\r\n/g)].map(
    (match) => match[1],
  );
  expect(sizes.length).toBeGreaterThan(100);
  expect(sizes.every((size) => ["0", "1", "2"].includes(size ?? ""))).toBe(true);
});

test("a wire fault bends any reply, a script's raw body is sent byte for byte", async () => {
  emulator().addFaults({ kind: "wire", wire: { crlf: true } });
  const bent = await (await post(emulator(), chatPath, ask("hi", { stream: true }))).text();
  expect(bent).toContain("\r\n\r\n");
  const raw = 'data: {"choices":[]}\r\rdata: [DONE]\n\n';
  emulator().setScript({ raw });
  const response = await post(emulator(), chatPath, ask("hi", { stream: true }));
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  expect(await response.text()).toBe(raw);
});

test("a script sets the number and pace of pieces", async () => {
  emulator().setScript({ text: "abcdefghij", pieces: 5, delayMs: 5 });
  const start = performance.now();
  const { chunks } = {
    chunks: parseEvents(await (await post(emulator(), chatPath, ask("x", { stream: true }))).text()),
  };
  expect(performance.now() - start).toBeGreaterThan(20);
  const pieces = chunks.slice(0, -1).map(({ data }) => JSON.parse(data).choices[0].delta.content);
  expect(pieces.filter(Boolean)).toEqual(["ab", "cd", "ef", "gh", "ij"]);
});
