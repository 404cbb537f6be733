import { expect, test } from "vitest";
import { Conversation } from "../../../../src/core/conversation/conversation.ts";
import { exportJson } from "../../../../src/core/conversation/conversationFile.ts";
import { exportMarkdown } from "../../../../src/core/conversation/exportMarkdown.ts";
import type { CallPart, Message } from "../../../../src/core/conversation/message.ts";
import { searchableText } from "../../../../src/core/conversation/searchText.ts";

const words = {
  you: "You",
  reasoning: "Reasoning",
  sources: "Sources",
  date: () => "today",
  attached: (names: string) => `Attached: ${names}`,
  call: ({ name, progress }: CallPart) => `${name} [${progress?.state}]`,
};

test("what is on screen becomes Markdown: reasoning folded, sources linked, code in a fence that holds", () => {
  const conversation = new Conversation("c", 1);
  const put = (message: object) => conversation.put({ createdAt: 1, ...message } as Message);
  put({
    id: "q",
    role: "user",
    parts: [{ type: "text", text: "What is `this`?" }],
    references: [{ label: "a.md:1-3", languageId: "markdown", text: "```js\nx\n```\n" }],
  });
  put({ id: "old", parentId: "q", role: "assistant", parts: [{ type: "text", text: "An earlier version." }] });
  put({
    id: "a",
    parentId: "q",
    role: "assistant",
    model: "mimo-v2.6-pro",
    parts: [
      { type: "reasoning", text: "Hm.\n```\nopen" },
      { type: "text", text: "It is **code**." },
    ],
    sources: [{ url: "https://example.com/a(b)", title: "A [page]" }],
  });
  conversation.title = "Of code";
  expect(exportMarkdown(conversation, words)).toBe(
    [
      "# Of code",
      "today",
      "## You",
      "`a.md:1-3`",
      "````markdown\n```js\nx\n```\n````",
      "What is `this`?",
      "## MiMo (mimo-v2.6-pro)",
      "<details>\n<summary>Reasoning</summary>",
      "> Hm.\n> ```\n> open",
      "</details>",
      "It is **code**.",
      "Sources",
      "1. [A \\[page\\]](<https://example.com/a(b)>)\n",
    ].join("\n\n"),
  );
});

test("files are named, and places of this machine are not", () => {
  const conversation = new Conversation("c", 1);
  conversation.title = "T";
  conversation.put({
    id: "q",
    createdAt: 1,
    role: "user",
    parts: [{ type: "text", text: "" }],
    references: [{ label: "/home/me/a.ts:1-2", languageId: "ts", text: "x" }],
    attachments: [{ hash: "0".repeat(64), kind: "image", mimeType: "image/png", name: "a.png", size: 1 }],
  });
  expect(exportMarkdown(conversation, words)).toBe(
    "# T\n\ntoday\n\n## You\n\n`a.ts:1-2`\n\n```ts\nx\n```\n\nAttached: `a.png`\n",
  );
});

test("of a run it tells what was done between the words, and what was said meanwhile", () => {
  const conversation = new Conversation("c", 1);
  const put = (message: object) => conversation.put({ createdAt: 1, ...message } as Message);
  const call = (name: string) => ({ type: "tool-call", id: name, name, arguments: "{}", progress: { state: "ended" } });
  put({ id: "q", role: "user", parts: [{ type: "text", text: "Mend it." }] });
  const question = {
    id: "s",
    role: "user",
    createdAt: 1,
    parts: [{ type: "text", text: "Mind the tests." }],
    references: [{ label: "/home/me/secret/a.ts", languageId: "ts", text: "x", uri: "file:///home/me/secret/a.ts" }],
  };
  put({
    id: "a",
    parentId: "q",
    role: "assistant",
    model: "m",
    sources: [],
    parts: [
      { type: "text", text: "I look." },
      call("read_file"),
      call("list_files"),
      { type: "step", reason: "tool-calls" },
      { type: "said", question },
      { type: "text", text: "Done." },
    ],
  });
  const text = exportMarkdown(conversation, words);
  expect(text).toContain(
    ["I look.", "- read_file \\[ended\\]\n- list_files \\[ended\\]", "> **You**\n>\n> Mind the tests.", "Done."].join(
      "\n\n",
    ),
  );
  expect(exportJson(conversation, [])).not.toContain("/home/me");
  expect(searchableText(conversation)).toContain("Mind the tests.");
});

test("what was said with a no stands below the call, and nothing of it is more than a quote", () => {
  const conversation = new Conversation("c", 1);
  conversation.title = "T";
  const put = (message: object) => conversation.put({ createdAt: 1, ...message } as Message);
  const ended = (outcome: string, facts?: object) => ({ state: "ended", outcome, content: [], facts });
  const call = (name: string, progress: object) => ({ type: "tool-call", id: name, name, arguments: "{}", progress });
  put({ id: "q", role: "user", parts: [{ type: "text", text: "Go" }] });
  put({
    id: "a",
    parentId: "q",
    role: "assistant",
    model: "m",
    sources: [],
    parts: [
      call("one", ended("denied", { note: "# Not that\n\n- use `b`" })),
      call("two", ended("denied")),
      // Of a call that ran a fact of that name is nobody's word.
      call("three", ended("done", { note: "x" })),
      { type: "text", text: "Then b." },
    ],
  });
  expect(exportMarkdown(conversation, words)).toContain(
    [
      "- one \\[ended\\]",
      "",
      "  > **You**",
      "  >",
      "  > # Not that",
      "  >",
      "  > - use `b`",
      "",
      "- two \\[ended\\]",
      "- three \\[ended\\]",
      "",
      "Then b.",
    ].join("\n"),
  );
});
