import { expect, test } from "vitest";
import { Emitter } from "../../../../src/core/util/emitter.ts";
import type { SpeechToHost, SpeechToWebview } from "../../../../src/protocol/speech.ts";
import { SpeechSurfaces } from "../../../../src/vscode/speech/speechSurfaces.ts";

function surface(...messages: string[]) {
  const spoke = new Emitter<SpeechToHost>();
  const closed = new Emitter<void>();
  const posted: SpeechToWebview[] = [];
  return {
    posted,
    isThere: true,
    spoke,
    closed,
    postSpeech: (message: SpeechToWebview) => void posted.push(message),
    show: async () => {},
    onDidReceiveSpeech: spoke.event,
    onDidClose: closed.event,
    shows: (id: string) => messages.includes(id),
  };
}

const open = (session: string, messageId?: string): SpeechToWebview => ({
  type: "speechOpen",
  session,
  title: "Answer",
  messageId,
});
const types = ({ posted }: ReturnType<typeof surface>) => posted.map(({ type }) => type);

test("a message is heard where it is shown, everything else in the view", () => {
  const view = surface("v");
  const tab = surface("t");
  const all = new SpeechSurfaces(view);
  all.add(tab);
  all.postSpeech(open("1", "t"));
  all.postSpeech({ type: "speechParts", session: "1", texts: ["One."], closed: true });
  expect(types(tab)).toEqual(["speechOpen", "speechParts"]);
  expect(view.posted).toEqual([]);
  all.postSpeech(open("2"));
  expect(types(view)).toEqual(["speechOpen"]);
});

test("what begins elsewhere silences what was read before, and that alone", () => {
  const view = surface("v");
  const tab = surface("t");
  const other = surface("o");
  const all = new SpeechSurfaces(view);
  all.add(tab);
  const close = all.add(other);
  all.postSpeech(open("1", "t"));
  all.postSpeech(open("2", "t"));
  expect(types(tab)).toEqual(["speechOpen", "speechOpen"]);
  all.postSpeech(open("3", "v"));
  expect(tab.posted.at(-1)).toEqual({ type: "speechControl", session: "2", control: "stop" });
  expect(other.posted).toEqual([]);
  close.dispose();
  expect(types(view)).toEqual(["speechOpen"]);
});

test("a tab that is closed ends the reading only when it is heard there", () => {
  const view = surface("v");
  const tab = surface("t");
  const all = new SpeechSurfaces(view);
  all.add(tab);
  let closed = 0;
  all.onDidClose(() => closed++);
  all.postSpeech(open("1", "v"));
  tab.closed.fire();
  expect(closed).toBe(0);
  all.postSpeech(open("2", "t"));
  tab.closed.fire();
  expect(closed).toBe(1);
});

test("what any of the players says is heard", () => {
  const tab = surface("t");
  const all = new SpeechSurfaces(surface());
  const heard: string[] = [];
  all.onDidReceiveSpeech(({ type }) => heard.push(type));
  const listening = all.add(tab);
  tab.spoke.fire({ type: "readMessage", messageId: "t" });
  listening.dispose();
  tab.spoke.fire({ type: "readMessage", messageId: "t" });
  expect(heard).toEqual(["readMessage"]);
});

test("a sentence is tried where something was heard last, and only in pages that are there", () => {
  const view = surface("v");
  const tab = surface("t");
  const closed = { ...surface("c"), isThere: false };
  const all = new SpeechSurfaces(view);
  all.add(closed);
  all.add(tab);
  expect(all.there).toEqual([view, tab]);
  all.postSpeech(open("1", "t"));
  expect(all.there).toEqual([tab, view]);
});
