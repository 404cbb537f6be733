import { expect, test } from "vitest";
import { Emitter } from "../../../../src/core/util/emitter.ts";
import { markWhenDone } from "../../../../src/vscode/chat/doneMark.ts";
import { finish, makeService, settled } from "../../core/conversation/fakes.ts";

function setUp(isSeen: boolean) {
  const made = makeService();
  const marks: boolean[] = [];
  const place = { isSeen, mark: (on: boolean) => void marks.push(on) };
  const mark = markWhenDone(made.service, place);
  return { ...made, marks, place, mark };
}

test("an answer that is done out of sight is marked once, until it is seen", async () => {
  const { service, model, marks, place, mark } = setUp(false);
  service.send("hi");
  model.push({ type: "text-delta", text: "Hello" }, finish);
  await settled(service);
  expect(marks).toEqual([true]);
  mark.seen();
  expect(marks).toEqual([true]);
  place.isSeen = true;
  mark.seen();
  expect(marks).toEqual([true, false]);
});

test("one that failed is marked too", async () => {
  const { service, model, marks } = setUp(false);
  service.send("hi");
  model.push(new Error("broken"));
  await settled(service);
  expect(marks).toEqual([true]);
});

test("neither one in sight nor one that the person stopped is", async () => {
  const seen = setUp(true);
  seen.service.send("hi");
  seen.model.push({ type: "text-delta", text: "Hello" }, finish);
  await settled(seen.service);
  expect(seen.marks).toEqual([]);
  const stopped = setUp(false);
  stopped.service.send("hi");
  await stopped.service.stop();
  expect(stopped.marks).toEqual([]);
});

test("the mark stays when another window goes on with the chat, and goes with the chat itself", async () => {
  const { service, store, model, marks } = setUp(false);
  service.send("hi");
  model.push({ type: "text-delta", text: "Hello" }, finish);
  await settled(service);
  store.grew.fire({ id: service.current.id, text: "" });
  expect(marks).toEqual([true]);
  await service.startNew();
  expect(marks).toEqual([true, false]);
});

test("a command that ended in the background is marked where its chat is out of sight and no run goes on", async () => {
  const { service, model } = makeService();
  const ended = new Emitter<{ readonly chat: string }>();
  const marks: (string | undefined)[] = [];
  const place = { isSeen: false, mark: (on: boolean, why?: string) => void marks.push(on ? why : undefined) };
  const mark = markWhenDone(service, place, ended.event);
  service.send("hi");
  const chat = service.current.id;
  ended.fire({ chat });
  expect(marks).toEqual([]);
  model.push({ type: "text-delta", text: "Hello" }, finish);
  await settled(service);
  place.isSeen = true;
  mark.seen();
  ended.fire({ chat });
  place.isSeen = false;
  ended.fire({ chat: "another" });
  ended.fire({ chat });
  ended.fire({ chat });
  expect(marks).toEqual(["done", undefined, "command"]);
  mark.dispose();
});
