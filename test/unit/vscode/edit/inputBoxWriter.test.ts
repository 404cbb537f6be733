import fc from "fast-check";
import { expect, test } from "vitest";
import { InputBoxWriter } from "../../../../src/vscode/edit/inputBoxWriter.ts";

test("writes, and puts back what was there", () => {
  const box = { value: "typed before" };
  const writer = new InputBoxWriter(box);
  expect(writer.write("Add")).toBe(true);
  expect(writer.write("Add sums")).toBe(true);
  expect(box.value).toBe("Add sums");
  writer.restore();
  expect(box.value).toBe("typed before");
});

test("what is typed meanwhile stays, also when the request is stopped", () => {
  const box = { value: "" };
  const writer = new InputBoxWriter(box);
  writer.write("Add");
  box.value = "Add my own";
  expect(writer.write("Add sums")).toBe(false);
  writer.restore();
  expect(box.value).toBe("Add my own");
});

test("a second request goes back to what was typed before the first, and the first leaves the second alone", () => {
  const box = { value: "typed before" };
  const first = new InputBoxWriter(box);
  first.write("One");
  const second = new InputBoxWriter(box, first);
  second.write("Two");
  first.restore();
  expect(box.value).toBe("Two");
  second.restore();
  expect(box.value).toBe("typed before");
});

test("a request that was replaced puts nothing back while the second has not written yet", () => {
  const box = { value: "typed before" };
  const first = new InputBoxWriter(box);
  first.write("One");
  const second = new InputBoxWriter(box, first);
  first.restore();
  expect(second.write("Two")).toBe(true);
  expect(box.value).toBe("Two");
  second.restore();
  expect(box.value).toBe("typed before");
});

test("nothing a person typed is ever replaced by what streams", () => {
  const step = fc.oneof(
    fc.string({ minLength: 1 }).map((text) => ({ type: "stream", text: `s${text}` }) as const),
    fc.string({ minLength: 1 }).map((text) => ({ type: "type", text: `by hand: ${text}` }) as const),
    fc.constant({ type: "restore" } as const),
  );
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const box = { value: "t0" };
      const writer = new InputBoxWriter(box);
      let typed: string | undefined;
      for (const each of steps) {
        if (each.type === "type") {
          // Typing what stands there already is not to be seen.
          if (box.value !== each.text) typed = each.text;
          box.value = each.text;
        } else if (each.type === "stream") writer.write(each.text);
        else writer.restore();
        if (typed !== undefined) expect(box.value).toBe(typed);
      }
    }),
  );
});
