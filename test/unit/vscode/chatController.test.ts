import { expect, test } from "vitest";
import type { ToWebview } from "../../../src/protocol/toWebview.ts";
import { ChatController, type ChatHost } from "../../../src/vscode/chat/chatController.ts";
import { Questions } from "../../../src/vscode/chat/questions.ts";
import { finish, makeService, settled } from "../core/conversation/fakes.ts";

const never = () => ({ dispose() {} });

test("what is sent right after a choice is sent as chosen", async () => {
  let chosen = "old";
  let apply = () => {};
  const { service, model } = makeService({ options: () => ({ model: chosen, thinking: true }) });
  const host = {
    environment: { hasKey: true },
    onDidChangeEnvironment: never,
    currency: () => "usd",
    attachments: { resolve: async () => [] },
    surroundings: () => ({ host: "", keyBelongsElsewhere: false, successorOf: () => undefined }),
    t: (text: string) => text,
    setSetting: (_: string, value: string) =>
      new Promise<void>((resolve) => {
        apply = () => {
          chosen = value;
          resolve();
        };
      }),
  } as unknown as ChatHost;
  const context = { prepare: async () => [], sent: () => {} };
  const posted: ToWebview[] = [];
  const controller = new ChatController(service, host, new Questions(service, host, context), (message) =>
    posted.push(message),
  );
  const changing = controller.handle({ type: "setModel", model: "new" });
  const sending = controller.handle({ type: "send", draftId: "d", text: "hi" });
  apply();
  await Promise.all([changing, sending]);
  expect(model.requests.map((request) => request.model)).toEqual(["new"]);
  expect(posted).toContainEqual({ type: "accepted", draftId: "d" });
  controller.dispose();
  service.dispose();
});

test("what is around is read once for a snapshot, however many turns need it", async () => {
  const { service, model } = makeService();
  let reads = 0;
  const host = {
    whenReady: Promise.resolve(),
    environment: { hasKey: true },
    onDidChangeEnvironment: never,
    currency: () => {
      reads++;
      return "usd";
    },
    surroundings: () => {
      reads++;
      return { host: "", keyBelongsElsewhere: false, successorOf: () => undefined };
    },
    t: (text: string) => text,
  } as unknown as ChatHost;
  const posted: ToWebview[] = [];
  const context = { prepare: async () => [], sent: () => {} };
  const controller = new ChatController(service, host, new Questions(service, host, context), (message) =>
    posted.push(message),
  );
  const counts: number[] = [];
  for (let turn = 0; turn < 5; turn++) {
    service.send("hi");
    // Half of them with a price, half with an error to describe.
    if (turn % 2 === 0) model.push({ type: "usage", usage: { inputTokens: 1, outputTokens: 1 } }, finish);
    else model.push(new Error("broken"));
    await settled(service);
    reads = 0;
    await controller.handle({ type: "ready" });
    counts.push(reads);
  }
  // From the second on both are needed, as often as for all the others.
  expect(new Set(counts.slice(1)).size).toBe(1);
  const snapshot = posted.findLast((message) => message.type === "snapshot");
  expect(snapshot?.type === "snapshot" && snapshot.snapshot.conversation.messages.length).toBe(10);
  controller.dispose();
  service.dispose();
});

/** A controller on a service, over a host that does what a test says. */
function setUp(overrides: Partial<ChatHost> & { prepare?: () => Promise<never[] | undefined> } = {}) {
  const made = makeService({ newId: () => crypto.randomUUID() });
  const { service } = made;
  const said: string[] = [];
  const host = {
    whenReady: Promise.resolve(),
    environment: { hasKey: true },
    onDidChangeEnvironment: never,
    currency: () => "usd",
    attachments: { resolve: async () => [] },
    surroundings: () => ({ host: "", keyBelongsElsewhere: false, successorOf: () => undefined }),
    t: (text: string, ...values: string[]) => text.replace(/\{(\d)\}/g, (_, index) => values[Number(index)] ?? ""),
    log: () => {},
    say: (text: string) => said.push(text),
    ...overrides,
  } as unknown as ChatHost;
  const context = { prepare: overrides.prepare ?? (async () => []), sent: () => {} };
  const questions = new Questions(service, host, context);
  const posted: ToWebview[] = [];
  const open = () => new ChatController(service, host, questions, (message) => posted.push(message));
  const answers = () => posted.filter(({ type }) => type === "accepted" || type === "rejected");
  return { ...made, host, said, posted, answers, open, controller: open() };
}

const failing = () => Promise.reject(new Error("keyring locked"));

test("a question is answered also when what it needs fails, and then it is not in the conversation", async () => {
  for (const overrides of [
    { environment: { hasKey: false }, setKey: failing },
    { attachments: { resolve: failing } },
    { prepare: failing },
  ]) {
    const { controller, answers, service } = setUp(overrides as unknown as Parameters<typeof setUp>[0]);
    await controller.handle({ type: "send", draftId: "d", text: "hi" });
    expect(answers()).toEqual([{ type: "rejected", draftId: "d", text: "This could not be sent: keyring locked" }]);
    expect(service.current.isEmpty).toBe(true);
  }
});

test("every other request that fails is said in a sentence", async () => {
  const setSetting = () => Promise.reject(new Error("settings are read-only"));
  const { controller, said } = setUp({ setSetting, openLink: failing, copy: failing });
  await controller.handle({ type: "setThinking", thinking: false });
  await controller.handle({ type: "openLink", href: "https://example.com" });
  await controller.handle({ type: "copyText", text: "x" });
  expect(said).toEqual([
    "This could not be done: settings are read-only",
    "This could not be done: keyring locked",
    "This could not be done: keyring locked",
  ]);
});

test("while a reply is written, a question, an edit and another answer are refused in words", async () => {
  const { controller, service, answers, said, model } = setUp();
  await controller.handle({ type: "send", draftId: "one", text: "one" });
  await controller.handle({ type: "send", draftId: "two", text: "two" });
  await controller.handle({ type: "editMessage", draftId: "three", messageId: "one", text: "uno" });
  await controller.handle({ type: "regenerate", messageId: service.current.path()[1]?.id ?? "" });
  const text = "A reply is being written. Stop it, or send this when it is done.";
  expect(answers()).toEqual([
    { type: "accepted", draftId: "one" },
    { type: "rejected", draftId: "two", text },
    { type: "rejected", draftId: "three", text },
  ]);
  expect(said).toEqual([text]);
  model.push(finish);
  await settled(service);
  await controller.handle({ type: "editMessage", draftId: "four", messageId: "one", text: "uno" });
  expect(answers().at(-1)).toEqual({ type: "accepted", draftId: "four" });
  expect(service.current.path()[0]).toMatchObject({ id: "four", parts: [{ text: "uno" }] });
});

test("a question is asked once, however often the page that sent it is built anew, and each page hears of it", async () => {
  let give = (_stored: boolean) => {};
  let asked = 0;
  const setKey = () => {
    asked++;
    return new Promise<boolean>((resolve) => {
      give = resolve;
    });
  };
  const made = setUp({ environment: { hasKey: false } as never, setKey });
  const first = made.controller.handle({ type: "send", draftId: "d", text: "hi" });
  await Promise.resolve();
  made.controller.dispose();
  const second = made.open();
  const again = second.handle({ type: "draftState", draftId: "d" });
  const twice = second.handle({ type: "send", draftId: "d", text: "hi" });
  expect(made.answers()).toEqual([]);
  give(true);
  await Promise.all([first, again, twice]);
  expect(asked).toBe(1);
  expect(made.answers()).toEqual([
    { type: "accepted", draftId: "d" },
    { type: "accepted", draftId: "d" },
  ]);
  expect(made.service.current.path().map(({ id }) => id)[0]).toBe("d");
  expect(made.model.requests).toHaveLength(1);
});

test("a host that was started anew knows what is in the conversation, and nothing of the rest", async () => {
  const { service, controller, answers } = setUp();
  service.send("hi", [], [], "there");
  await controller.handle({ type: "draftState", draftId: "there" });
  await controller.handle({ type: "draftState", draftId: "gone" });
  await controller.handle({ type: "send", draftId: "there", text: "hi" });
  expect(answers()).toEqual([
    { type: "accepted", draftId: "there" },
    { type: "rejected", draftId: "gone" },
    { type: "accepted", draftId: "there" },
  ]);
  expect(service.current.path()).toHaveLength(2);
});

test("a question that waited for a key does not go to a chat that was opened meanwhile", async () => {
  let give = (_stored: boolean) => {};
  const setKey = () =>
    new Promise<boolean>((resolve) => {
      give = resolve;
    });
  const { controller, service, answers } = setUp({ environment: { hasKey: false } as never, setKey });
  const sending = controller.handle({ type: "send", draftId: "d", text: "hi" });
  await Promise.resolve();
  await controller.handle({ type: "newChat" });
  give(true);
  await sending;
  expect(answers()).toMatchObject([{ type: "rejected", text: "Another chat was opened before this was sent." }]);
  expect(service.current.isEmpty).toBe(true);
});

test("a question in no shape that can be taken is answered too", () => {
  const { controller, answers } = setUp();
  controller.refuse({ type: "send", draftId: "d", text: 5 });
  controller.refuse({ type: "nonsense" });
  const text = "This is too long to be sent, or it is in a form that cannot be sent.";
  expect(answers()).toEqual([{ type: "rejected", draftId: "d", text }]);
});

test("a web search that failed is said below the reply, and still after a reload", async () => {
  const { service, model, store, controller, posted } = setUp();
  const notices = async () => {
    await controller.handle({ type: "ready" });
    const last = posted.findLast((message) => message.type === "snapshot");
    return last?.type === "snapshot" ? last.snapshot.conversation.messages.map(({ notice }) => notice) : [];
  };
  const failure = { type: "sources-error", message: "search engine timed out" } as const;
  const text = { type: "text-delta", text: "Probably." } as const;
  const said = {
    severity: "info",
    text: "The web search failed. This reply was written without it.",
    detail: "search engine timed out",
    actions: ["Try Again"],
  };
  service.send("Who won?");
  model.push(failure, text, finish);
  await settled(service);
  service.send("And then?");
  model.push(failure, text, { type: "finish", reason: "length", rawReason: "length" });
  await settled(service);
  const both = {
    ...said,
    text: `${said.text} The reply reached its length limit.`,
    actions: ["Continue"],
  };
  expect(await notices()).toEqual([undefined, said, undefined, both]);
  const { id } = service.current;
  await service.startNew();
  await service.open(id);
  expect(await notices()).toEqual([undefined, said, undefined, both]);
  expect(store.journals.get(id)).toContain("search engine timed out");
});
