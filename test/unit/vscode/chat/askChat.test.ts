import { expect, test } from "vitest";
import { textOf } from "../../../../src/core/conversation/message.ts";
import { askChat } from "../../../../src/vscode/chat/askChat.ts";
import { finish, makeService, settled } from "../../core/conversation/fakes.ts";

const reference = (name: string) => ({ label: name, languageId: "ts", text: "code", uri: `file:///${name}` });

function setUp() {
  const view = makeService();
  const tab = makeService();
  let tabs = 0;
  const places = {
    view: view.service,
    showView: async () => {},
    openTab: () => {
      tabs++;
      return tab.service;
    },
  };
  const ask = (name: string) => askChat(`explain ${name}`, [reference(name)], places, async () => true);
  const questions = () =>
    view.service.current
      .path()
      .filter(({ role }) => role === "user")
      .map(textOf);
  return { view, tab, ask, questions, tabs: () => tabs };
}

test("an empty chat takes the question", async () => {
  const { ask, questions } = setUp();
  await ask("a.ts");
  expect(questions()).toEqual(["explain a.ts"]);
});

test("the open chat takes it when it is about the same file, and stays when it is not", async () => {
  const { view, ask, questions } = setUp();
  await ask("a.ts");
  view.model.push({ type: "text-delta", text: "It is." }, finish);
  await settled(view.service);
  const first = view.service.current.id;
  await ask("a.ts");
  view.model.push({ type: "text-delta", text: "It is." }, finish);
  await settled(view.service);
  expect(view.service.current.id).toBe(first);
  expect(questions()).toHaveLength(2);
  await ask("b.ts");
  expect(view.service.current.id).not.toBe(first);
  expect(questions()).toEqual(["explain b.ts"]);
});

test("a question that another window was faster than is asked in a chat of its own", async () => {
  const taken = new Set<string>();
  const view = makeService({ claim: (id) => (taken.has(id) ? undefined : () => {}) });
  view.service.send("explain a.ts", [reference("a.ts")]);
  view.model.push({ type: "text-delta", text: "It is." }, finish);
  await settled(view.service);
  const first = view.service.current;
  taken.add(first.id);
  const places = { view: view.service, showView: async () => {}, openTab: () => view.service };
  await askChat("explain more", [reference("a.ts")], places, async () => true);
  expect(first.path()).toHaveLength(2);
  expect(view.service.current.path().map(textOf)).toEqual(["explain more", ""]);
});

test("a reply that is being written is not stopped: the question gets a tab", async () => {
  const { view, tab, ask, tabs } = setUp();
  await ask("a.ts");
  await ask("a.ts");
  expect(view.service.isStreaming).toBe(true);
  expect(tabs()).toBe(1);
  expect(tab.service.current.path()).toHaveLength(2);
});

test("nothing is asked, and no chat is left, without a key", async () => {
  const { view } = setUp();
  const places = { view: view.service, showView: async () => {}, openTab: () => view.service };
  const { current } = view.service;
  await askChat("explain", [reference("a.ts")], places, async () => false);
  expect(view.service.current).toBe(current);
  expect(current.isEmpty).toBe(true);
});
