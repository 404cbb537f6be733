import { expect, test } from "vitest";
import { Conversation } from "../../../../src/core/conversation/conversation.ts";
import { exportMarkdown } from "../../../../src/core/conversation/exportMarkdown.ts";
import type { Message } from "../../../../src/core/conversation/message.ts";

const words = {
  you: "You",
  reasoning: "Reasoning",
  sources: "Sources",
  date: () => "today",
  attached: (names: string) => `Attached: ${names}`,
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
