import { expect, test } from "vitest";
import type { JsonObject } from "../../emulator/json.ts";
import { ask, chatPath, postJson, useEmulator } from "./client.ts";

const emulator = useEmulator();

async function reply(text: string, more: JsonObject = {}): Promise<{ content: string; reasoning_content: string }> {
  return (await postJson(emulator(), chatPath, ask(text, more))).body.choices[0].message;
}

const user = (content: string) => ({ role: "user", content });

test("the first answer says that it is the emulator; later ones count the history", async () => {
  expect((await reply("Why is the sky blue?")).content).toContain("built-in MiMo emulator, not a model");
  const messages = [user("hi"), { role: "assistant", content: "hello" }, user("Why is the sky blue?")];
  const later = await reply("", { messages });
  expect(later.content).not.toContain("not a model");
  expect(later.content).toContain("**2** earlier messages");
});

test("the same question gives the same answer", async () => {
  expect(await reply("Why is the sky blue?")).toEqual(await reply("Why is the sky blue?"));
});

test("a Chinese question gets Chinese reasoning and answer", async () => {
  const { content, reasoning_content } = await reply("天空为什么是蓝色的?");
  expect(content).toContain("模拟器");
  expect(reasoning_content).toContain("用户说");
});

test.each([
  ["Write a function in Python", "```python"],
  ["Show me some Rust code", "```rust"],
  ["Write a small program", "```typescript"],
  ["Make a table of models", "| model |"],
  ["Hello!", "Hello!"],
  ["Explain this:\n```js\nfunction add(a, b) {\n  return a + b;\n}\n```", "defines `add`"],
  ["/help", "/fault KIND"],
  ["/fault nonsense", "There is no fault `nonsense`"],
])("%o is answered fittingly", async (question, part) => {
  expect((await reply(question)).content).toContain(part);
});

test("/echo is exact, to the end of the message", async () => {
  const text = "a  b\n/fault 500\n\n```js\r\n1\r\n``` 🎉\n";
  expect((await reply(`/think why not\n/echo ${text}`)).content).toBe(text);
  expect((await reply(`/think why not\n/echo ${text}`)).reasoning_content).toBe("why not");
});

test("/history tells what arrived", async () => {
  const messages = [
    { role: "system", content: "be" },
    user("one"),
    { role: "assistant", content: "2" },
    user("/history"),
  ];
  expect(JSON.parse((await reply("", { messages })).content)).toEqual([
    { role: "system", length: 2 },
    { role: "user", length: 3 },
    { role: "assistant", length: 1 },
    { role: "user", length: 8 },
  ]);
});

test("a title is a few words and nothing else", async () => {
  const messages = [
    user("How do I sort a list of words in Python, quickly?"),
    { role: "assistant", content: "Use sorted()." },
    user("Write a short title for this conversation. Answer with the title only."),
  ];
  expect((await reply("", { messages })).content).toBe("How do I sort a list");
});

test("a commit message comes from the diff", async () => {
  const diff = "diff --git a/src/a.ts b/src/a.ts\n--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1 +1,2 @@\n-old\n+new\n+more\n";
  const { content } = await reply(`Write a commit message for this diff:\n${diff}`);
  expect(content).toMatch(/^Update a\.ts\n\n- 2 lines added, 1 removed/);
});

test("a request for nothing but code gets the code, marked", async () => {
  const question = "Add types. Reply with only the code.\n```python\n  def f(x):\n    return x\n```";
  const fenced = "```python\n  # Edited by the MiMo emulator\n  def f(x):\n    return x\n```";
  expect((await reply(question)).content).toBe(fenced);
  const bare = await reply(question.replace("code.", "code, without a fence."));
  expect(bare.content).toBe("  # Edited by the MiMo emulator\n  def f(x):\n    return x");
});

test("a review comes by rules, as JSON, in the language that is asked for", async () => {
  const lines = "1\t var a = 1;\n\t-if (a === 1) {\n2\t+if (a == 1) {\n3\t+  var b = 2;";
  const asked = async (language: string) => {
    const system = `You review a change to one file.\nWrite "title" and "body" in ${language}.`;
    const messages = [{ role: "system", content: system }, user(`<change path="a.ts">\n${lines}\n</change>`)];
    const { content } = await reply("", { messages, response_format: { type: "json_object" } });
    return JSON.parse(content).findings;
  };
  expect(await asked("English")).toMatchObject([
    { line: 2, severity: "error", old_text: "if (a == 1) {", new_text: "if (a === 1) {" },
    { line: 3, severity: "hint", old_text: "  var b = 2;", new_text: "  let b = 2;" },
  ]);
  expect((await asked("Simplified Chinese"))[0].title).toContain("转换类型");
});
