import { expect, test } from "vitest";
import { Emitter } from "../../../../src/core/util/emitter.ts";

test("a listener that throws stops neither the others nor whoever fires, and is reported once", () => {
  const errors: unknown[] = [];
  const heard: number[] = [];
  const emitter = new Emitter<number>((error) => errors.push(error));
  const broken = new Error("broken");
  emitter.event(() => {
    throw broken;
  });
  const subscription = emitter.event((value) => heard.push(value));
  emitter.fire(1);
  emitter.fire(2);
  subscription.dispose();
  emitter.fire(3);
  expect(heard).toEqual([1, 2]);
  expect(errors).toEqual([broken]);
});

test("listeners run in the order they subscribed; one that comes or goes meanwhile changes nothing of this time", () => {
  const heard: string[] = [];
  const emitter = new Emitter<void>();
  emitter.event(() => {
    heard.push("first");
    emitter.event(() => heard.push("late"));
    second.dispose();
  });
  const second = emitter.event(() => heard.push("second"));
  emitter.fire();
  expect(heard).toEqual(["first", "second"]);
});
