import { expect, test, vi } from "vitest";
import { UnclaimedError } from "../../../src/core/conversation/messageError.ts";
import { ModelError } from "../../../src/core/model/modelError.ts";
import type { ToWebview } from "../../../src/protocol/toWebview.ts";
import { ChatController, type ChatHost } from "../../../src/vscode/chat/chatController.ts";
import { describeTurn } from "../../../src/vscode/chat/notices.ts";
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
  const elsewhere = { is: false };
  /** Another window has the conversation, which is seen as long as that is looked for. */
  const taken = { is: false };
  const made = makeService({
    newId: () => crypto.randomUUID(),
    isElsewhere: () => elsewhere.is,
    claim: () => (taken.is ? undefined : () => {}),
    holds: () => false,
  });
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
  return { ...made, elsewhere, taken, host, questions, said, posted, answers, open, controller: open() };
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

test("while a reply is written, a question is queued; an edit and another answer are refused in words", async () => {
  const { controller, service, answers, said, model } = setUp();
  await controller.handle({ type: "send", draftId: "one", text: "one" });
  await controller.handle({ type: "send", draftId: "two", text: "two" });
  await controller.handle({ type: "editMessage", draftId: "three", messageId: "one", text: "uno" });
  await controller.handle({ type: "regenerate", messageId: service.current.path()[1]?.id ?? "" });
  const text = "A reply is being written. Stop it, or send this when it is done.";
  expect(answers()).toEqual([
    { type: "accepted", draftId: "one" },
    { type: "accepted", draftId: "two", queued: true },
    { type: "rejected", draftId: "three", text },
  ]);
  expect(said).toEqual([text]);
  expect(service.current.queue.items.map(({ id }) => id)).toEqual(["two"]);
  await controller.handle({ type: "queueRemove", id: "two" });
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
    continueAction: 0,
  };
  expect(await notices()).toEqual([undefined, said, undefined, both]);
  const { id } = service.current;
  await service.startNew();
  await service.open(id);
  expect(await notices()).toEqual([undefined, said, undefined, both]);
  expect(store.journals.get(id)).toContain("search engine timed out");
});

const queueOf = (posted: readonly ToWebview[]) =>
  posted
    .flatMap((message) => (message.type === "patches" ? message.patches : []))
    .flatMap((patch) => (patch.op === "queue" ? [patch.queue] : []));

test("what waits is shown in order, changed in its place, and asked as it is then", async () => {
  vi.useFakeTimers({ toFake: ["Date", "setTimeout"] });
  try {
    const { controller, service, answers, posted, model } = setUp();
    await controller.handle({ type: "send", draftId: "one", text: "one" });
    await controller.handle({ type: "send", draftId: "two", text: "two" });
    await controller.handle({ type: "send", draftId: "three", text: "three" });
    await controller.handle({ type: "queueEditing", ids: ["two"] });
    await controller.handle({ type: "editMessage", draftId: "edit", messageId: "two", text: "zwei" });
    await vi.advanceTimersByTimeAsync(200);
    expect(answers().at(-1)).toEqual({ type: "accepted", draftId: "edit" });
    const both = {
      items: [
        { id: "two", text: "zwei" },
        { id: "three", text: "three" },
      ],
    };
    expect(queueOf(posted).at(-1)).toEqual(both);
    await controller.handle({ type: "ready" });
    expect(posted.findLast(({ type }) => type === "snapshot")).toMatchObject({
      snapshot: { conversation: { queue: both } },
    });
    model.push({ type: "text-delta", text: "Yes." }, finish);
    await vi.advanceTimersByTimeAsync(200);
    expect(service.isStreaming).toBe(false);
    await controller.handle({ type: "queueEditing", ids: [] });
    await vi.advanceTimersByTimeAsync(200);
    expect(service.current.path().map(({ id }) => id)).toContain("two");
    await controller.handle({ type: "stop" });
    await vi.advanceTimersByTimeAsync(200);
    expect(queueOf(posted).at(-1)).toEqual({ items: [{ id: "three", text: "three" }], hold: "stopped" });
    // A page that was built anew meanwhile hears that it was taken.
    await controller.handle({ type: "draftState", draftId: "three" });
    expect(answers().at(-1)).toMatchObject({ type: "accepted", draftId: "three" });
    await controller.handle({ type: "queueSend" });
    await vi.advanceTimersByTimeAsync(200);
    expect(queueOf(posted).at(-1)).toBeUndefined();
    expect(model.requests).toHaveLength(3);
    await controller.handle({ type: "stop" });
  } finally {
    vi.useRealTimers();
  }
});

test("a question that was asked while its words were being changed is asked again in the new ones", async () => {
  const { controller, service, answers, model } = setUp();
  await controller.handle({ type: "send", draftId: "one", text: "one" });
  await controller.handle({ type: "send", draftId: "two", text: "two" });
  model.push({ type: "text-delta", text: "Yes." }, finish);
  while (!service.current.get("two")) await new Promise((resolve) => setTimeout(resolve));
  model.push({ type: "text-delta", text: "Yes." }, finish);
  await settled(service);
  await controller.handle({ type: "editMessage", draftId: "edit", messageId: "two", text: "zwei" });
  expect(answers().at(-1)).toEqual({ type: "accepted", draftId: "edit" });
  expect(service.current.versionsOf("two")).toEqual(["two", "edit"]);
  await service.stop();
});

test("a command is carried out by the host: one that asks asks here, the others say nothing in the chat", async () => {
  const ran: string[] = [];
  const reference = { label: "a.ts:1-2", languageId: "typescript", text: "let a;" };
  const runSlash: ChatHost["runSlash"] = async ({ command, instruction }) => {
    ran.push(`${command} ${instruction}`);
    if (command === "fix") return undefined;
    return command === "explain" ? { question: `Explain. ${instruction}`, references: [reference] } : "done";
  };
  const { controller, service, answers, model } = setUp({ runSlash });
  await controller.handle({ type: "send", draftId: "one", text: "/commit in Chinese" });
  await controller.handle({ type: "send", draftId: "two", text: "/fix" });
  expect(answers()).toEqual([
    { type: "accepted", draftId: "one" },
    { type: "rejected", draftId: "two" },
  ]);
  expect(service.current.isEmpty).toBe(true);
  await controller.handle({ type: "send", draftId: "three", text: "/explain briefly" });
  expect(service.current.get("three")).toMatchObject({
    parts: [{ text: "Explain. briefly" }],
    references: [reference],
  });
  // While a reply is written it waits like any question, and what is no command is one.
  await controller.handle({ type: "send", draftId: "four", text: "/explain" });
  await controller.handle({ type: "send", draftId: "five", text: "/usr/bin is full" });
  expect(service.current.queue.items.map(({ id }) => id)).toEqual(["four", "five"]);
  expect(ran).toEqual(["commit in Chinese", "fix ", "explain briefly", "explain "]);
  expect(model.requests).toHaveLength(1);
  await service.stop();
});

test("files that come with the word of a command make it a question", async () => {
  const runSlash = () => Promise.reject(new Error("not to be run"));
  const { controller, service } = setUp({ runSlash });
  const file = { hash: "a".repeat(64), mimeType: "image/png", name: "a.png" } as const;
  await controller.handle({ type: "send", draftId: "one", text: "/fix", attachments: [file] });
  expect(service.current.get("one")).toMatchObject({ parts: [{ text: "/fix" }] });
  await service.stop();
});

test("after the key, stored or not, the text has the focus", async () => {
  const { controller, posted } = setUp({ setKey: async () => false });
  await controller.handle({ type: "setKey" });
  expect(posted).toContainEqual({ type: "focusComposer" });
});

test.each([true, false])("the key of a notice gives the cursor back too, stored or not: %s", async (stored) => {
  const { service, model, controller, posted } = setUp({ setKey: async () => stored });
  service.send("one");
  model.push(new ModelError("unauthorized", { message: "no" }));
  await settled(service);
  const reply = service.current.path().at(-1)?.id ?? "";
  await controller.handle({ type: "ready" });
  const last = posted.findLast((message) => message.type === "snapshot");
  const labels = last?.type === "snapshot" ? last.snapshot.conversation.messages.at(-1)?.notice?.actions : undefined;
  const index = labels?.findIndex((label) => /key/i.test(String(label))) ?? -1;
  expect(index, JSON.stringify(labels)).toBeGreaterThanOrEqual(0);
  posted.splice(0);
  await controller.handle({ type: "noticeAction", messageId: reply, index });
  expect(posted).toContainEqual({ type: "focusComposer" });
  expect(service.isStreaming).toBe(stored);
});

test("what ended early says so and can be gone on with; an empty answer says that it is", async () => {
  const { service, model, controller, posted } = setUp({ continuePrompt: () => "Go on." });
  const notice = async () => {
    await controller.handle({ type: "ready" });
    const last = posted.findLast((message) => message.type === "snapshot");
    return last?.type === "snapshot" ? last.snapshot.conversation.messages.at(-1)?.notice : undefined;
  };
  const text = { type: "text-delta", text: "Half of" } as const;
  const ask = async (...events: Parameters<typeof model.push>) => {
    service.send("Tell me.");
    model.push(...events);
    await settled(service);
    return notice();
  };
  const broken = () => new ModelError("network", { message: "fetch failed" });
  expect(await ask(text, broken())).toMatchObject({
    text: "The connection broke off before the end of the reply.",
    actions: ["Try Again", "Continue"],
    continueAction: 1,
  });
  expect(await ask(broken())).toMatchObject({ actions: ["Try Again", "Show Log"] });
  expect(await ask(finish)).toMatchObject({ text: "MiMo sent no answer.", actions: ["Try Again"] });
  expect(await ask({ type: "reasoning-delta", text: "Hm." }, finish)).toMatchObject({ text: "MiMo sent no answer." });
  expect(await ask(text, finish)).toBeUndefined();
  service.send("And?");
  model.push(text);
  await new Promise((resolve) => setTimeout(resolve, 5));
  await service.stop();
  expect(await notice()).toMatchObject({ text: "Stopped.", actions: ["Continue"], continueAction: 0 });
  const { id } = service.current.path().at(-1) ?? { id: "" };
  await controller.handle({ type: "noticeAction", messageId: id, index: 0 });
  // What came goes along, so that it can be gone on with.
  expect(model.requests.at(-1)?.messages.slice(-2)).toMatchObject([
    { role: "assistant", content: [{ type: "text", text: "Half of" }] },
    { role: "user" },
  ]);
  await service.stop();
});

test("a question that is asked again tells what followed it before, and the way back", async () => {
  const { service, model, controller, posted } = setUp();
  for (const question of ["One?", "Two?", "Three?"]) {
    service.send(question);
    model.push({ type: "text-delta", text: "So." }, finish);
    await settled(service);
  }
  const [, first] = service.current.path();
  service.regenerate(first?.id ?? "");
  model.push({ type: "text-delta", text: "Otherwise." }, finish);
  await settled(service);
  await controller.handle({ type: "ready" });
  const last = posted.findLast((message) => message.type === "snapshot");
  const reply = last?.type === "snapshot" ? last.snapshot.conversation.messages.at(-1) : undefined;
  expect(reply?.later).toEqual({ count: 2, delta: -1 });
  await controller.handle({ type: "selectVersion", messageId: reply?.id ?? "", delta: -1 });
  expect(service.current.path()).toHaveLength(6);
});

test("in a tab a new chat is opened beside the one that is shown", async () => {
  const { service, host, questions } = setUp();
  let opened = 0;
  const controller = new ChatController(
    service,
    host,
    questions,
    () => {},
    async () => void opened++,
  );
  const { current } = service;
  await controller.handle({ type: "newChat" });
  expect(opened).toBe(1);
  expect(service.current).toBe(current);
  controller.dispose();
});

test("a question in a mode is asked in it, or not at all, and then it is said why", async () => {
  const environment = { hasKey: true, mode: "plan", modeRefusals: {} as Record<string, string> };
  const set: string[] = [];
  const setSetting = async (_: string, mode: string | boolean) => {
    if (set.push(String(mode)) === 2) throw new Error("settings are read-only");
    environment.mode = String(mode);
  };
  const { controller, service, answers, host } = setUp({ environment: environment as never, setSetting });
  const send = (draftId: string) => controller.handle({ type: "send", draftId, text: "Go.", mode: "agent" });
  environment.modeRefusals.agent = "Not trusted.";
  await send("one");
  expect(answers().at(-1)).toEqual({ type: "rejected", draftId: "one", text: "Not trusted." });
  expect([set, service.current.isEmpty]).toEqual([[], true]);
  environment.modeRefusals = {};
  await send("two");
  expect([set, service.current.path().map(({ id }) => id)[0]]).toEqual([["agent"], "two"]);
  // In agent already: nothing is set.
  service.stop();
  await settled(service);
  await send("three");
  expect(set).toEqual(["agent"]);
  service.stop();
  await settled(service);
  environment.mode = "plan";
  await send("four");
  const text = "This could not be sent: settings are read-only";
  expect(answers().at(-1)).toEqual({ type: "rejected", draftId: "four", text });
  expect(service.current.get("four")).toBeUndefined();
  expect(host.environment.mode).toBe("plan");
});

test("whatever is pressed while the run goes on in another window is answered with that, and asks for no key", async () => {
  const setKey = () => expect.unreachable("asked for a key");
  const { controller, service, answers, said, elsewhere, model } = setUp({ setKey });
  await controller.handle({ type: "send", draftId: "one", text: "one" });
  model.push({ type: "text-delta", text: "1" }, finish);
  await settled(service);
  const reply = service.current.path()[1]?.id ?? "";
  await controller.handle({ type: "regenerate", messageId: reply });
  model.push({ type: "text-delta", text: "2" }, finish);
  await settled(service);
  const second = service.current.path()[1]?.id ?? "";
  service.current.queue.read({ id: "w", createdAt: 1, role: "user", parts: [{ type: "text", text: "Waits." }] });
  elsewhere.is = true;
  const asked = model.requests.length;
  const text = "This goes on in another window.";
  await controller.handle({ type: "send", draftId: "two", text: "two" });
  await controller.handle({ type: "editMessage", draftId: "three", messageId: "one", text: "uno" });
  await controller.handle({ type: "editMessage", draftId: "four", messageId: "w", text: "Otherwise." });
  expect(answers().slice(-3)).toEqual([
    { type: "rejected", draftId: "two", text },
    { type: "rejected", draftId: "three", text },
    { type: "rejected", draftId: "four", text },
  ]);
  const pressed = [
    { type: "regenerate", messageId: second },
    { type: "continueRun", messageId: second },
    { type: "selectVersion", messageId: second, delta: -1 },
    { type: "queueRemove", id: "w" },
    { type: "queueSend" },
  ] as const;
  for (const message of pressed) await controller.handle(message);
  expect(said).toEqual(pressed.map(() => text));
  expect([service.current.path()[1]?.id, model.requests.length]).toEqual([second, asked]);
});

test("who was a moment later than another window is told so, and keeps what was written", async () => {
  const { controller, service, answers, said, taken, model } = setUp();
  await controller.handle({ type: "send", draftId: "one", text: "one" });
  model.push({ type: "text-delta", text: "1" }, new Error("broken"));
  await settled(service);
  const path = service.current.path();
  const reply = path[1]?.id ?? "";
  taken.is = true;
  // That one is done already when it is looked why nothing was taken.
  const text = "This went on in another window meanwhile.";
  await controller.handle({ type: "send", draftId: "two", text: "two" });
  await controller.handle({ type: "editMessage", draftId: "three", messageId: "one", text: "uno" });
  expect(answers().slice(-2)).toEqual([
    { type: "rejected", draftId: "two", text },
    { type: "rejected", draftId: "three", text },
  ]);
  await controller.handle({ type: "continueRun", messageId: reply });
  await controller.handle({ type: "regenerate", messageId: reply });
  expect(said).toEqual([text, text]);
  expect(service.current.path()).toEqual(path);
  taken.is = false;
  await controller.handle({ type: "send", draftId: "four", text: "two" });
  expect(answers().at(-1)).toEqual({ type: "accepted", draftId: "four" });
  await service.stop();
});

test("a run that may not act is tried again below it, and says why each time it still may not", async () => {
  const { controller, service, said, model } = setUp();
  await controller.handle({ type: "send", draftId: "one", text: "one" });
  model.push({ type: "tool-call-start", id: "c", name: "edit_file" }, new UnclaimedError());
  await settled(service);
  const reply = service.current.path().at(-1);
  if (reply?.role !== "assistant") throw new Error("No reply");
  const surroundings = { host: "", keyBelongsElsewhere: false, successorOf: () => undefined };
  const notice = describeTurn(
    reply,
    () => surroundings,
    (text) => text,
  );
  expect(notice?.actions[0]).toEqual({ label: "Try Again", action: { kind: "continue" } });
  await controller.handle({ type: "noticeAction", messageId: reply.id, index: 0 });
  await controller.handle({ type: "continueRun", messageId: reply.id });
  expect(said).toEqual([notice?.text, notice?.text]);
  expect(service.current.path().at(-1)).toBe(reply);
});
