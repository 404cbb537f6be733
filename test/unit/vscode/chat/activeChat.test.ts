// Commands act on the chat the person is in: a tab when one is active, else the view.

import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Mention } from "../../../../src/core/context/mention.ts";
import type { ConversationService } from "../../../../src/core/conversation/conversationService.ts";
import type { ToWebview } from "../../../../src/protocol/toWebview.ts";
import { makeService, tick } from "../../core/conversation/fakes.ts";

const { created, never } = vi.hoisted(() => ({ created: [] as unknown[], never: () => ({ dispose() {} }) }));
vi.mock("vscode", () => {
  const uri = { toString: () => "", fsPath: "", path: "" };
  return {
    l10n: { t: (text: string) => text },
    env: { language: "en" },
    Uri: { file: () => uri, joinPath: () => uri },
    ViewColumn: { Active: -1 },
    window: {
      activeTextEditor: undefined,
      visibleTextEditors: [],
      onDidChangeActiveTextEditor: never,
      createWebviewPanel: () => {
        const panel = new FakePanel();
        created.push(panel);
        return panel;
      },
    },
  };
});

/** A tab of VS Code; the one that was made last, or revealed, is the active editor. */
class FakePanel {
  title = "";
  active = true;
  visible = true;
  readonly posted: ToWebview[] = [];
  readonly revealed: string[] = [];
  #receive: (value: unknown) => unknown = () => {};
  readonly webview = {
    options: {},
    html: "",
    cspSource: "",
    asWebviewUri: (uri: unknown) => uri,
    postMessage: async (message: ToWebview) => this.posted.push(message),
    onDidReceiveMessage: (receive: (value: unknown) => unknown) => {
      this.#receive = receive;
      return never();
    },
  };

  onDidChangeViewState = never;
  onDidDispose = never;
  dispose() {}

  reveal(_column?: number, preserveFocus = false) {
    this.visible = true;
    this.revealed.push(preserveFocus ? "beside the focus" : "with the focus");
    if (!preserveFocus) for (const each of panels()) each.active = each === this;
  }

  /** The page says something. */
  async say(value: unknown): Promise<void> {
    await this.#receive(value);
    await tick();
  }
}

const panels = () => created as FakePanel[];

import { activeChat, chatCommands, type WaitingChat, waitingChat } from "../../../../src/vscode/chat/activeChat.ts";
import type { ChatHost } from "../../../../src/vscode/chat/chatController.ts";
import type { ChatPanel } from "../../../../src/vscode/chat/chatPanel.ts";
import { ChatPanels } from "../../../../src/vscode/chat/chatPanels.ts";
import { SlashCommands, type SlashTargets } from "../../../../src/vscode/chat/slashCommands.ts";

beforeEach(() => void created.splice(0));

/** A view and tabs whose replies do not end by themselves. */
function setUp() {
  const slash = new SlashCommands();
  slash.connect({ onError: (error: unknown) => expect.unreachable(String(error)) } as unknown as SlashTargets);
  const host = {
    whenReady: Promise.resolve(),
    environment: { hasKey: true },
    onDidChangeEnvironment: never,
    currency: () => "usd",
    attachments: { dir: "", resolve: async () => [] },
    watch: never,
    onDidEndCommand: never,
    surroundings: () => ({ host: "", keyBelongsElsewhere: false, successorOf: () => undefined }),
    t: (text: string) => text,
    log: () => {},
    say: () => {},
    runSlash: slash.run.bind(slash),
  } as unknown as ChatHost;
  const added: string[] = [];
  const open = () => {
    const made = makeService({ newId: () => crypto.randomUUID() });
    return { ...made, dispose: () => made.service.dispose() };
  };
  const tabs = new ChatPanels({
    extensionUri: {} as never,
    host,
    openService: open,
    openContext: (service) => ({
      prepare: async () => [],
      sent: () => {},
      connect: () => {},
      invalidate: () => {},
      dispose: () => {},
      add: async (mentions) => void added.push(...mentions.map(({ label }) => `${service.current.id} ${label}`)),
    }),
    connectHistory: () => ({ receive: () => false, dispose: () => {} }),
    connectSpeech: never,
  });
  const { service } = open();
  const view = {
    service,
    hasFocus: false,
    startNew: async () => service.startNew(),
    addMentions: async (mentions: readonly Mention[]) =>
      void added.push(...mentions.map(({ label }) => `view ${label}`)),
    pressWaiting: async (press: string, sure: boolean) => void added.push(`view ${press} ${sure}`),
  };
  const active = () => activeChat(tabs.all, view);
  /** The chats that wait, in the order in which they began to. */
  const waiting: ConversationService[] = [];
  /** Those that nothing shows. */
  const left: WaitingChat[] = [];
  const commands = chatCommands(active, view, () => waitingChat(tabs.all, view, left, waiting));
  return { tabs, view, left, added, active, waiting, commands };
}

const mention: Mention = { kind: "file", label: "a.ts", uri: "file:///a.ts" };

test("stop ends the reply of the tab the person is in, and of no other chat", async () => {
  const { tabs, view, commands } = setUp();
  const [first, second] = [tabs.openNew(), tabs.openNew()];
  first.focus();
  for (const { service } of [view, first, second]) service.send("hi");
  await commands.stop();
  expect([view, first, second].map(({ service }) => service.isStreaming)).toEqual([true, false, true]);
});

test("from an editor with code, and with no tab at all, the view is meant", async () => {
  const { tabs, view, added, active, commands } = setUp();
  view.service.send("hi");
  await commands.stop();
  expect(view.service.isStreaming).toBe(false);
  const tab = tabs.openNew();
  for (const panel of panels()) panel.active = false;
  for (const { service } of [view, tab]) service.send("again");
  const { id } = view.service.current;
  await active().addMentions([mention]);
  await commands.stop();
  await commands.newChat();
  expect([view.service.isStreaming, tab.service.isStreaming]).toEqual([false, true]);
  expect(view.service.current.id).not.toBe(id);
  expect(added).toEqual(["view a.ts"]);
  expect(panels()).toHaveLength(1);
});

test.each(["the command", "+", "/new"])("a new chat by %s opens another tab, and the reply goes on", async (by) => {
  const { tabs, view, commands } = setUp();
  view.service.send("in the view");
  const before = view.service.current.id;
  const tab = tabs.openNew();
  tab.service.send("in the tab");
  const { id } = tab.service.current;
  if (by === "the command") await commands.newChat();
  else if (by === "+") await panels()[0]?.say({ type: "newChat" });
  else await panels()[0]?.say({ type: "send", draftId: "d", text: "/new" });
  expect(panels()).toHaveLength(2);
  expect(panels()[1]?.active).toBe(true);
  expect(tab.service.current.id).toBe(id);
  expect([tab.service.isStreaming, view.service.isStreaming]).toEqual([true, true]);
  expect(view.service.current.id).toBe(before);
});

test("a tab in which nothing was said stays the new chat it is", async () => {
  const { tabs, commands } = setUp();
  const tab = tabs.openNew();
  await panels()[0]?.say({ type: "ready" });
  await commands.newChat();
  expect(panels()).toHaveLength(1);
  expect(tab.service.current.isEmpty).toBe(true);
  expect(panels()[0]?.posted.at(-1)).toEqual({ type: "focusComposer" });
});

test("the button above the view begins anew in the view, also when a tab is active", async () => {
  const { tabs, view, commands } = setUp();
  view.service.send("hi");
  const { id } = view.service.current;
  const tab = tabs.openNew();
  tab.service.send("in the tab");
  await commands.newChatInView();
  expect(view.service.current.id).not.toBe(id);
  expect(tab.service.isStreaming).toBe(true);
  expect(panels()).toHaveLength(1);
});

test("what is added goes with the next question of the tab the person is in, which gets the cursor", async () => {
  const { tabs, added, active } = setUp();
  const tab = tabs.openNew();
  await panels()[0]?.say({ type: "ready" });
  await active().addMentions([mention]);
  expect(added).toEqual([`${tab.service.current.id} a.ts`]);
  expect(panels()[0]?.posted.at(-1)).toEqual({ type: "focusComposer" });
});

describe("a key for what waits", () => {
  /** Three chats, none of which has the keyboard. */
  function three() {
    const made = setUp();
    const [one, two] = [made.tabs.openNew(), made.tabs.openNew()];
    for (const panel of panels()) panel.active = false;
    const page = (tab: ChatPanel) => panels()[made.tabs.all.indexOf(tab)];
    const pressed = () => [
      ...made.added,
      ...made.tabs.all.flatMap((tab, index) =>
        (page(tab)?.posted ?? []).flatMap((message) =>
          message.type === "pressWaiting" ? [`tab${index} ${message.press} ${message.sure}`] : [],
        ),
      ),
    ];
    return { ...made, one, two, page, pressed };
  }

  test("is for the chat that has the keyboard, whoever waits longer", async () => {
    const { one, two, view, waiting, commands, page, pressed } = three();
    waiting.push(view.service, one.service, two.service);
    await page(two)?.say({ type: "pageFocus", focused: true });
    await commands.deny();
    expect(pressed()).toEqual(["tab1 deny true"]);
    await page(two)?.say({ type: "pageFocus", focused: false });
    view.hasFocus = true;
    await commands.approve();
    expect(pressed()).toEqual(["view approve true", "tab1 deny true"]);
  });

  test("is for the only one that waits", async () => {
    const { one, waiting, commands, pressed } = three();
    waiting.push(one.service);
    await commands.approve();
    expect(pressed()).toEqual(["tab0 approve true"]);
  });

  test("is for the one that waits longest, which is pointed at first: another could be meant", async () => {
    const { one, two, view, waiting, commands, pressed } = three();
    waiting.push(two.service, view.service, one.service);
    await commands.approve();
    expect(pressed()).toEqual(["tab1 approve false"]);
  });

  test("that is pressed in a chat that waits no more is not sure of another one", async () => {
    const { one, two, waiting, commands, page, pressed } = three();
    waiting.push(one.service);
    await page(two)?.say({ type: "pageFocus", focused: true });
    await commands.approve();
    expect(pressed()).toEqual(["tab0 approve false"]);
  });

  test("is for the tab below the palette", async () => {
    const { one, two, waiting, commands, page, pressed } = three();
    waiting.push(one.service, two.service);
    (page(two) as FakePanel).active = true;
    await commands.approve();
    expect(pressed()).toEqual(["tab1 approve true"]);
  });

  test("opens a tab that is out of sight, takes no focus, and decides nothing", async () => {
    const { one, waiting, commands, page, pressed } = three();
    waiting.push(one.service);
    (page(one) as FakePanel).visible = false;
    await commands.approve();
    expect(page(one)?.revealed).toEqual(["beside the focus"]);
    expect(pressed()).toEqual(["tab0 approve false"]);
    await commands.approve();
    expect(pressed()).toEqual(["tab0 approve false", "tab0 approve true"]);
    expect(page(one)?.revealed).toHaveLength(1);
  });

  test("is for one that was left, where only that waits", async () => {
    const { added, left, waiting, commands } = three();
    const { service } = makeService();
    left.push({ service, pressWaiting: async (press, sure) => void added.push(`left ${press} ${sure}`) });
    waiting.push(service);
    await commands.approve();
    expect(added).toEqual(["left approve true"]);
  });

  test("does nothing where nothing waits", async () => {
    const { commands, pressed } = three();
    await commands.approve();
    expect(pressed()).toEqual([]);
  });
});
