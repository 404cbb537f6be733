// What the host does with each thing the view posts, as far as the page hears of it.

import type { ToolHead } from "../../../src/protocol/agent.ts";
import type { MessageSnapshot } from "../../../src/protocol/snapshot.ts";
import { headOf } from "../../fixtures/webview-page/turns.ts";
import { growing, question, reply } from "../conversation.ts";
import type { Answers, PlayedHost } from "./playedHost.ts";

const indexOf = (host: PlayedHost, id: string) => host.messages.findIndex((message) => message.id === id);
const version = { version: { index: 2, count: 2 } };

/** Answers again from the reply `id` on. */
const again = async (host: PlayedHost, id: string) =>
  host.show([...host.messages.slice(0, indexOf(host, id)), growing(`${id}-again`, "", version)]);

/** What waits under `token` goes on as `state`; with it the run. */
async function decide(host: PlayedHost, token: string, state: ToolHead["state"]): Promise<void> {
  for (const message of host.messages) {
    const part = message.parts.find(
      ({ head }) => head.kind === "tool" && [head.approval?.token, head.question?.token].includes(token),
    );
    if (part?.head.kind !== "tool") continue;
    const { approval: _, question: _q, ...head } = part.head;
    await host.patch({ op: "head", id: message.id, key: part.key, head: { ...head, state } });
  }
}

async function update(host: PlayedHost, message: MessageSnapshot | undefined, more: Partial<MessageSnapshot>) {
  if (message) await host.patch(headOf({ ...message, ...more }));
}

async function decideChanges(host: PlayedHost, path: string | undefined): Promise<void> {
  const { changes } = host.shown.conversation;
  const files = path === undefined ? [] : (changes?.files ?? []).filter((file) => file.path !== path);
  await host.patch({ op: "changes", ...(files.length > 0 && changes && { changes: { ...changes, files } }) });
}

async function changeQueue(host: PlayedHost, left: NonNullable<typeof host.shown.conversation.queue>["items"]) {
  const { queue } = host.shown.conversation;
  await host.patch({ op: "queue", ...(left.length > 0 && { queue: { ...queue, items: left } }) });
}

/** All of them: what is new in the protocol does not compile before it stands here. */
export const answers: Answers = {
  send: async ({ draftId, text, mode }, host) => {
    if (mode) await host.environment({ mode });
    if (host.streaming) {
      await changeQueue(host, [...(host.shown.conversation.queue?.items ?? []), { id: draftId, text }]);
      await host.view.receive({ type: "accepted", draftId, queued: true });
      return;
    }
    await host.patch(
      { op: "add", message: question(draftId, text) },
      { op: "add", message: growing(`${draftId}-reply`) },
    );
    await host.view.receive({ type: "accepted", draftId });
  },
  editMessage: async ({ draftId, messageId, text }, host) => {
    const items = host.shown.conversation.queue?.items ?? [];
    if (items.some(({ id }) => id === messageId))
      await changeQueue(
        host,
        items.map((item) => (item.id === messageId ? { ...item, text } : item)),
      );
    else {
      const before = host.messages.slice(0, indexOf(host, messageId));
      await host.show([...before, question(draftId, text, version), growing(`${draftId}-reply`)]);
    }
    await host.view.receive({ type: "accepted", draftId });
  },
  attach: async ({ id, name }, { view }) => {
    const attachment = { hash: "f".repeat(64), kind: "image", mimeType: "image/png", name, size: 10 };
    await view.receive({ type: "attached", id, attachment });
  },
  useForMedia: async (_, host) => host.environment({ mediaRefusals: {} }),
  stop: async (_, host) => {
    const last = host.messages.at(-1);
    for (const { key, head } of last?.parts ?? []) {
      if (!last || head.kind !== "tool" || !(head.approval || head.question)) continue;
      const { approval: _a, question: _q, ...rest } = head;
      await host.patch({ op: "head", id: last.id, key, head: { ...rest, state: "stopped" } });
    }
    await update(host, host.messages.at(-1), { state: "stopped", waiting: undefined, retrying: undefined });
  },
  newChat: async (_, host) => {
    await host.view.show({ ...host.shown, conversation: { id: "new", title: "", messages: [] } });
  },
  setKey: async (_, host) => host.environment({ hasKey: true }),
  setModel: async ({ model }, host) => host.environment({ model }),
  setMode: async ({ mode }, host) => host.environment({ mode }),
  setThinking: async ({ thinking }, host) => host.environment({ thinking }),
  setWebSearch: async ({ webSearch }, host) => host.environment({ webSearch }),
  modeWayOut: async (_, host) => host.environment({ modeRefusals: {}, modeWayOut: undefined }),
  // The first button asks again, the others lead elsewhere.
  noticeAction: async ({ messageId, index }, host) => index === 0 && again(host, messageId),
  regenerate: async ({ messageId }, host) => again(host, messageId),
  selectVersion: async ({ messageId, delta }, host) => {
    const at = indexOf(host, messageId);
    const shown = host.messages[at];
    if (!shown?.version) return;
    const { index, count } = shown.version;
    const other = { id: `${messageId}-${delta}`, version: { index: index + delta, count }, later: undefined };
    await host.show([...host.messages.slice(0, at), { ...shown, ...other }]);
  },
  queueRemove: async ({ id }, host) =>
    changeQueue(
      host,
      (host.shown.conversation.queue?.items ?? []).filter((item) => item.id !== id),
    ),
  queueSend: async (_, host) => {
    const [first, ...left] = host.shown.conversation.queue?.items ?? [];
    if (first) await host.patch({ op: "queue", ...(left.length > 0 && { queue: { items: left } }) });
    if (first && !host.streaming)
      await host.patch(
        { op: "add", message: question(first.id, first.text) },
        { op: "add", message: growing("q-reply") },
      );
  },
  approve: async ({ token }, host) => decide(host, token, "running"),
  deny: async ({ token }, host) => decide(host, token, "denied"),
  answerQuestion: async ({ token }, host) => decide(host, token, "done"),
  continueRun: async ({ messageId }, host) =>
    update(host, host.messages[indexOf(host, messageId)], { state: "streaming", notice: undefined }),
  restoreCheckpoint: async ({ messageId }, host) => {
    await update(host, host.messages[indexOf(host, messageId)], { restorable: undefined });
    // Or what was said in the middle of a run.
    for (const { id, parts } of host.messages)
      for (const { key, head } of parts)
        if (head.kind === "said" && head.restores === messageId)
          await host.patch({ op: "head", id, key, head: { kind: "said" } });
  },
  keepChanges: async ({ path }, host) => decideChanges(host, path),
  undoChanges: async ({ path }, host) => decideChanges(host, path),
  callContent: async ({ messageId, key }, { view }) =>
    view.receive({
      type: "callContent",
      messageId,
      key,
      content: { input: { kind: "diff", text: "-a\n+b" }, output: "Done." },
    }),
  findFiles: async ({ names }, { view }) =>
    view.receive({ type: "filesFound", files: names.map((name) => ({ name, path: `/work/${name}` })) }),
  contextQuery: async ({ request }, { view }) => {
    const candidate = (id: string) => ({ id, kind: "file", label: id, detail: "src", insert: id });
    const candidates = ["a.ts", "b.ts", "c.ts"].map(candidate);
    await view.receive({ type: "contextCandidates", request, done: true, candidates });
  },
  contextPick: async ({ id }, host) =>
    host.showContext({
      chips: [...host.context.chips, { id: `chip-${id}`, kind: "file", label: id, title: id, state: "ready" }],
    }),
  contextRemove: async ({ id }, host) =>
    host.showContext({ chips: host.context.chips.filter((chip) => chip.id !== id) }),
  contextSwitch: async ({ id, on }, host) =>
    host.showContext({
      chips: host.context.chips.map((chip) => (chip.id === id ? { ...chip, on, state: "ready" } : chip)),
    }),
  contextAction: async ({ id }, host) =>
    host.showContext({ notices: host.context.notices.filter((notice) => notice.id !== id) }),
  historyQuery: async ({ queryId }, { view, items, notes }) =>
    view.receive({ type: "historyItems", queryId, items, notes, done: true }),
  historyOpen: async ({ id }, host) =>
    host.show([question(`${id}-u`), reply(`${id}-a`, "An apple pie.")], { id, title: id }),
  historyDelete: async ({ id }, host) => {
    host.items = host.items.filter((item) => item.id !== id);
  },
  historyNoteAction: async (_, host) => {
    host.notes = [];
    await host.view.receive({ type: "historyChanged" });
  },
  readMessage: async ({ messageId }, { view }) => {
    await view.receive({ type: "speechOpen", session: "r", title: "A reply", messageId });
    await view.receive({ type: "speechParts", session: "r", texts: ["One.", "Another."], closed: true });
  },
  historyOpenInEditor: "elsewhere",
  historyUndoDelete: "elsewhere",
  historyRename: "elsewhere",
  historyClosed: "elsewhere",
  ready: "elsewhere",
  resync: "elsewhere",
  draftState: "elsewhere",
  pageFocus: "elsewhere",
  openAttachment: "elsewhere",
  openConsole: "elsewhere",
  openReference: "elsewhere",
  openLink: "elsewhere",
  openFile: "elsewhere",
  openCall: "elsewhere",
  copyMessage: "elsewhere",
  copyText: "elsewhere",
  codeAction: "elsewhere",
  applyAll: "elsewhere",
  showDiagram: "elsewhere",
  showUsage: "elsewhere",
  showInTerminal: "elsewhere",
  reviewChanges: "elsewhere",
  queueEditing: "elsewhere",
  failed: "elsewhere",
  contextOpen: "elsewhere",
  contextDrop: "elsewhere",
  contextText: "elsewhere",
  speechPosition: "elsewhere",
  speechState: "elsewhere",
  speechErrorAction: "elsewhere",
  speechStop: "elsewhere",
  speechSave: "elsewhere",
  said: "elsewhere",
};
