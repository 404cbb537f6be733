// MiMo as a language model of VS Code, used as another extension uses it: through `vscode.lm`.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Fault } from "../../emulator/fault.ts";
import { after, before, describe, it } from "../testApi.ts";

const emulator = process.env.MIMO_TEST_EMULATOR ?? "";

async function control(path: string, body?: unknown): Promise<{ requests?: Recorded[] }> {
  const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(`${emulator}/__emulator/${path}`, init);
  assert.equal(response.ok, true, await response.clone().text());
  return (await response.json()) as { requests?: Recorded[] };
}

interface Recorded {
  path: string;
  body: { model: string; messages: { role: string; content: unknown; reasoning_content?: string }[] };
  closedByClientAt?: number;
}

const lastRequest = async (): Promise<Recorded> => {
  const request = (await control("requests")).requests?.at(-1);
  assert.ok(request, "nothing was sent");
  return request;
};

async function mimo(id = "mimo-v2.6-pro"): Promise<vscode.LanguageModelChat> {
  const [model] = await vscode.lm.selectChatModels({ vendor: "mimo", id });
  assert.ok(model, `${id} is not offered`);
  return model;
}

interface Reply {
  text: string;
  calls: vscode.LanguageModelToolCallPart[];
}

async function read(response: vscode.LanguageModelChatResponse): Promise<Reply> {
  const reply: Reply = { text: "", calls: [] };
  for await (const part of response.stream) {
    if (part instanceof vscode.LanguageModelTextPart) reply.text += part.value;
    if (part instanceof vscode.LanguageModelToolCallPart) reply.calls.push(part);
  }
  return reply;
}

const user = vscode.LanguageModelChatMessage.User;
const tools: vscode.LanguageModelChatTool[] = [
  {
    name: "look",
    description: "Looks at a place",
    inputSchema: { type: "object", properties: { at: { type: "string" } }, required: ["at"] },
  },
];

/** What the model rejects with, in full. */
async function failure(send: () => Promise<unknown>): Promise<vscode.LanguageModelError> {
  try {
    await send();
  } catch (error) {
    return error as vscode.LanguageModelError;
  }
  return assert.fail("it did not fail");
}

describe("language model provider", () => {
  const settings = vscode.workspace.getConfiguration("mimo");
  const protocol = (name: string) => settings.update("protocol", name, vscode.ConfigurationTarget.Global);

  before(async () => {
    await control("reset", {});
  });

  after(async () => {
    await protocol("openai");
    await control("reset", {});
  });

  it("offers the current models with their limits", async () => {
    const models = await vscode.lm.selectChatModels({ vendor: "mimo" });
    const ids = models.map(({ id }) => id);
    for (const id of ["mimo-v2.6-pro", "mimo-v2.6-flash"]) assert.ok(ids.includes(id), ids.join());
    assert.equal(ids.includes("mimo-v2.5-tts"), false);
    assert.equal((await mimo()).maxInputTokens, 1_048_576 - 131_072);
  });

  it("counts tokens", async () => {
    const model = await mimo();
    const count = await model.countTokens("The quick brown fox jumps over the lazy dog.");
    assert.ok(count >= 8 && count <= 16, String(count));
    assert.ok((await model.countTokens(user("你好,世界"))) > 2);
  });

  for (const name of ["openai", "anthropic"]) {
    it(`answers over the ${name} protocol`, async () => {
      await protocol(name);
      await control("script", { reasoning: "Hm.", text: "It is four." });
      const reply = await read(await (await mimo()).sendRequest([user("Two and two?")]));
      assert.equal(reply.text, "It is four.");
      const { path, body } = await lastRequest();
      assert.match(path, name === "openai" ? /^\/v1\/chat/ : /^\/anthropic\//);
      assert.equal(body.model, "mimo-v2.6-pro");
    });

    it(`keeps the reasoning of a tool call over the ${name} protocol`, async () => {
      await protocol(name);
      const model = await mimo();
      await control("script", [
        { reasoning: "I must look.", toolCalls: [{ name: "look", arguments: { at: "home" } }], finish: "tool_calls" },
        { reasoning: "Seen.", text: "All is well." },
      ]);
      const first = await read(await model.sendRequest([user("How is home?")], { tools }));
      const [call] = first.calls;
      assert.ok(call);
      assert.deepEqual([call.name, call.input], ["look", { at: "home" }]);
      const second = await model.sendRequest(
        [
          user("How is home?"),
          vscode.LanguageModelChatMessage.Assistant([call]),
          user([
            new vscode.LanguageModelToolResultPart(call.callId, [
              new vscode.LanguageModelTextPart("quiet"),
              vscode.LanguageModelDataPart.image(tinyPng, "image/png"),
            ]),
          ]),
        ],
        { tools },
      );
      // The emulator refuses the request if the reasoning or the form of the results is not right.
      assert.equal((await read(second)).text, "All is well.");
      assert.match(JSON.stringify((await lastRequest()).body), /I must look\./);
    });

    it(`sends a picture over the ${name} protocol`, async () => {
      await protocol(name);
      const picture = user([
        vscode.LanguageModelDataPart.image(tinyPng, "image/png"),
        new vscode.LanguageModelTextPart("What is it?"),
      ]);
      const reply = await read(await (await mimo()).sendRequest([picture]));
      assert.match(reply.text, /1 media/);
    });
  }

  it("makes a call of one that leaked into the text", async () => {
    await protocol("openai");
    await control("script", {
      text: "Let me see. <tool_call><function=look><parameter=at>home</parameter></function></tool_call>",
    });
    const reply = await read(await (await mimo()).sendRequest([user("How is home?")], { tools }));
    assert.equal(reply.text, "Let me see. ");
    assert.deepEqual(
      reply.calls.map(({ name, input }) => [name, input]),
      [["look", { at: "home" }]],
    );
  });

  it("closes the request when it is cancelled", async () => {
    // VS Code 1.106 tells a provider of a cancellation only until its promise is handed back, which is at once.
    if (vscode.version.startsWith("1.106.")) return;
    await control("script", { text: "word ".repeat(3000), pieceSize: 5, delayMs: 20 });
    const source = new vscode.CancellationTokenSource();
    const response = await (await mimo()).sendRequest([user("Go on and on.")], {}, source.token);
    let pieces = 0;
    try {
      for await (const _ of response.text) if (++pieces === 3) source.cancel();
    } catch (error) {
      assert.ok(error instanceof vscode.CancellationError || /cancel/i.test(String(error)), String(error));
    }
    const deadline = Date.now() + 5000;
    while ((await lastRequest()).closedByClientAt === undefined && Date.now() < deadline) await sleep(50);
    assert.ok((await lastRequest()).closedByClientAt, "the connection was not closed");
  });

  // Waits that the service names keep our retries short.
  const cases: readonly (readonly [fault: Fault, words: RegExp, code?: string])[] = [
    [{ kind: "status", status: 400, param: "temperature" }, /could not accept this request/],
    [{ kind: "status", status: 400, code: "421", message: "Content moderation" }, /content filter refused/, "Blocked"],
    [
      { kind: "status", status: 400, message: "Unsupported model mimo-v2.6-pro" },
      /mimo-v2\.6-pro is not available here/,
    ],
    [{ kind: "status", status: 400, message: "This model does not support image input" }, /cannot see images/],
    [{ kind: "status", status: 400, message: "The prompt is too long" }, /longer than mimo-v2\.6-pro can read/],
    [{ kind: "status", status: 400, message: "webSearchEnabled is false" }, /Web search is not activated/],
    [{ kind: "status", status: 401 }, /did not accept the API key/, "NoPermissions"],
    [{ kind: "status", status: 402 }, /balance is used up/, "NoPermissions"],
    [{ kind: "status", status: 403 }, /does not support this region/, "NoPermissions"],
    [{ kind: "status", status: 404 }, /is not available here/],
    [{ kind: "status", status: 404, bodyStyle: "html" }, /could not be understood/],
    [{ kind: "status", status: 409 }, /web search quota .* is used up/],
    [{ kind: "status", status: 421 }, /content filter refused/, "Blocked"],
    [{ kind: "status", status: 429, retryAfter: 100 }, /Too many requests, or the plan's quota/],
    [{ kind: "status", status: 500, retryAfter: 0 }, /has a problem on its side/],
    [{ kind: "status", status: 503, retryAfter: 0 }, /is overloaded/],
    [{ kind: "status", status: 504 }, /stopped sending/],
    [{ kind: "refuse" }, /cannot be reached/],
    [{ kind: "error-in-stream", after: 2 }, /has a problem on its side/],
    [{ kind: "cut-before-finish", after: 2 }, /broke off before its end/],
    [{ kind: "finish", reason: "length" }, /reached its length limit/],
    [{ kind: "finish", reason: "content_filter" }, /content filter ended/, "Blocked"],
    [{ kind: "finish", reason: "repetition_truncation" }, /repeating itself/],
  ];
  for (const name of ["openai", "anthropic"]) {
    for (const [fault, words, code] of cases) {
      it(`says in words, over ${name}: ${JSON.stringify(fault)}`, async () => {
        await protocol(name);
        await control("reset", {});
        // Sticky, because fetch itself sends a request again after a 421.
        await control("faults", { faults: [fault], sticky: true });
        await control("script", { text: "All is well, as far as one can see." });
        const model = await mimo();
        const error = await failure(async () => read(await model.sendRequest([user("Is all well?")])));
        assert.match(`${error.message} ${error.cause}`, words);
        if (code) assert.equal(error.code, code);
        await control("reset", {});
      });
    }
  }
});

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const tinyPng = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
