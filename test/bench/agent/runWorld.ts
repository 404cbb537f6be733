// What a run needs around it, without VS Code: a service that answers at once, and a page that takes what it is sent.

import type { ConversationService } from "../../../src/core/conversation/conversationService.ts";
import { announceRuns } from "../../../src/vscode/agent/watching/announceRuns.ts";
import type { Telling } from "../../../src/vscode/agent/watching/tellPerson.ts";
import { WorkingChats } from "../../../src/vscode/agent/watching/workingChats.ts";
import { ConversationFeed, type FeedSurroundings } from "../../../src/vscode/chat/conversationFeed.ts";
import { markWhenDone } from "../../../src/vscode/chat/doneMark.ts";

/** What the service answers to the request number `step` of `steps`: reasoning, words, and a call or two until the last. */
export function* replyOf(step: number, steps: number): Iterable<object> {
  for (let piece = 0; piece < 40; piece++) yield { reasoning_content: ` word${piece}` };
  for (let piece = 0; piece < 20; piece++) yield { content: ` word${piece}` };
  if (step === steps) return;
  for (let index = 0; index < (step % 3 === 0 ? 2 : 1); index++) {
    const json = JSON.stringify({ path: `src/part${step}/file${index}.ts`, start_line: 1, end_line: 80 });
    const call = { index, id: `call_${step}_${index}`, type: "function" };
    yield { tool_calls: [{ ...call, function: { name: "read_file", arguments: "" } }] };
    for (let at = 0; at < json.length; at += 8) {
      yield { tool_calls: [{ index, function: { arguments: json.slice(at, at + 8) } }] };
    }
  }
}

/** The reply on the wire, a piece for each delta. `onEnd` is called when all of it was taken. */
export function wireOf(deltas: Iterable<object>, onEnd: () => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const all = [...deltas];
  const reason = all.some((delta) => "tool_calls" in delta) ? "tool_calls" : "stop";
  const chunks: object[] = all.map((delta) => ({ id: "r", choices: [{ index: 0, delta }] }));
  chunks.push({ id: "r", choices: [{ index: 0, delta: {}, finish_reason: reason }] });
  chunks.push({ id: "r", choices: [], usage: { prompt_tokens: 1000, completion_tokens: 90, total_tokens: 1090 } });
  const lines = [...chunks.map((chunk) => JSON.stringify(chunk)), "[DONE]"];
  const pieces = lines.map((line) => encoder.encode(`data: ${line}\n\n`));
  let next = 0;
  return new ReadableStream({
    pull(controller) {
      const piece = pieces[next++];
      if (piece) return controller.enqueue(piece);
      onEnd();
      controller.close();
    },
  });
}

/** What a tool reads: 2 to 8 KB of numbered lines, the same for the same call. */
export function resultOf(key: string): string {
  let hash = 7;
  for (const char of key) hash = (hash * 31 + char.charCodeAt(0)) % 1_000_003;
  const line = (index: number) => `${index + 1}\tconst value${hash}_${index} = compute(${index}); // of part ${hash}`;
  return Array.from({ length: 35 + (hash % 110) }, (_, index) => line(index)).join("\n");
}

/** Shows `service` as a window does: a page that is fed, a mark and announcements. Returns how to end it. */
export function show(service: ConversationService): () => void {
  // What is posted is copied by VS Code.
  const feed = new ConversationFeed(service, surroundings, (message) => void JSON.stringify(message));
  const place = { isSeen: false, mark() {}, isVisible: false, onDidChangeVisible: never, open() {} };
  const mark = markWhenDone(service, place);
  const announcing = announceRuns(service, place, silent);
  const working = new WorkingChats(() => "usd");
  const watching = working.watch(service, place);
  const looking = working.onDidChange(() => void working.all);
  feed.sendSnapshot();
  return () => {
    feed.dispose();
    mark.dispose();
    announcing.dispose();
    looking.dispose();
    watching.dispose();
  };
}

const t = (message: string, ...args: (string | number)[]) =>
  message.replace(/\{(\d)\}/g, (_, index) => String(args[Number(index)]));

const nothing = { dispose() {} };
const never = () => nothing;

const silent: Telling = {
  announce: () => "off",
  isFocused: false,
  onDidChangeFocus: never,
  notify: async () => false,
  say: async () => false,
  status() {},
  onError() {},
  t,
};

const surroundings = {
  t,
  environment: {},
  onDidChangeEnvironment: () => nothing,
  currency: () => "usd",
  surroundings: () => ({ host: "", keyBelongsElsewhere: false, successorOf: () => undefined }),
  agent: { changesOf: () => undefined, canRestore: () => false, onDidChangeChanges: () => nothing },
} as unknown as FeedSurroundings;
