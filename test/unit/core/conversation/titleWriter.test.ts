import { expect, test } from "vitest";
import { readJournal } from "../../../../src/core/conversation/journal.ts";
import { tidyTitle, titleOf } from "../../../../src/core/conversation/titleOf.ts";
import { TitleWriter } from "../../../../src/core/conversation/titleWriter.ts";
import { finish, makeService, ScriptedModel, settled, tick } from "./fakes.ts";

function setUp(wanted = true) {
  const made = makeService();
  const titles = new ScriptedModel();
  const errors: unknown[] = [];
  const writer = new TitleWriter(made.service, {
    model: titles,
    options: () => (wanted ? { model: "quick", thinking: false } : undefined),
    onError: (error) => errors.push(error),
  });
  const ask = async (question: string) => {
    made.service.send(question);
    made.model.push({ type: "text-delta", text: "An answer." }, finish);
    await settled(made.service);
    await tick();
  };
  return { ...made, titles, writer, errors, ask };
}

test("after the first reply the model for titles is asked once, and the title is kept", async () => {
  const { service, store, titles, ask } = setUp();
  const changes: string[] = [];
  service.onDidChange(({ type }) => changes.push(type));
  await ask("Why is the sky blue?");
  expect(titleOf(service.current)).toBe("Why is the sky blue?");
  expect(titles.requests).toHaveLength(1);
  expect(titles.requests[0]).toMatchObject({ model: "quick", thinking: false });
  titles.push({ type: "text-delta", text: '"Blue ' }, { type: "text-delta", text: 'Sky"\n' }, finish);
  await tick();
  expect(service.current.title).toBe("Blue Sky");
  expect(changes.at(-1)).toBe("title");
  expect(readJournal(store.journals.get(service.current.id) ?? "")?.conversation.title).toBe("Blue Sky");
  expect(service.current.path()).toHaveLength(2);
  await ask("And at night?");
  expect(titles.requests).toHaveLength(1);
});

test("a name the person gave meanwhile stays", async () => {
  const { service, store, titles, ask } = setUp();
  await ask("Why?");
  service.setTitle(service.current, "Mine", "person");
  titles.push({ type: "text-delta", text: "The model's" }, finish);
  await tick();
  expect(service.current.title).toBe("Mine");
  store.append(service.current.id, [{ type: "title", title: "Late", by: "model" }]);
  expect(readJournal(store.journals.get(service.current.id) ?? "")?.conversation.title).toBe("Mine");
});

test("a conversation that was left meanwhile still gets its title; a failure and a disposal cost nothing", async () => {
  const { service, store, titles, writer, errors, ask } = setUp();
  await ask("One?");
  const { id } = service.current;
  await service.startNew();
  titles.push({ type: "text-delta", text: "First" }, finish);
  await tick();
  expect(readJournal(store.journals.get(id) ?? "")?.conversation.title).toBe("First");
  await ask("Two?");
  titles.push(new Error("busy"));
  await tick();
  expect(errors).toHaveLength(1);
  expect(titleOf(service.current)).toBe("Two?");
  await service.startNew();
  await ask("Three?");
  writer.dispose();
  await tick();
  expect(errors).toHaveLength(1);
});

test("nothing is asked when no titles are wanted", async () => {
  const { titles, ask } = setUp(false);
  await ask("Why?");
  expect(titles.requests).toHaveLength(0);
});

test.each([
  ["# **A title**", "A title"],
  ["Title: What it is\n\nMore", "What it is"],
  ["标题：《平均值》", "平均值"],
  [`${"word ".repeat(40)}`, `${"word ".repeat(15)}word…`],
  ["", ""],
  ["Hello **world**", "Hello world"],
  ["**What** `a**b**` and [the *docs*](https://a.b/c) ~~say~~", "What a**b** and the docs say"],
  ["你好**世界**吗 *不* 是", "你好世界吗 不 是"],
  [
    "2**3**4, a * b * c, snake_case_name, __init__, f(*args, **kwargs), 3 * **4**",
    "2**3**4, a * b * c, snake_case_name, __init__, f(*args, **kwargs), 3 * 4",
  ],
  ["![a picture](x.png) of _two words_", "a picture of two words"],
  ["Why is `x` wrong?\n\n```js\nx\n```", "Why is `x` wrong?".replaceAll("`", "")],
  [`a${" ".repeat(40_000)}b`, "a b"],
  ["*".repeat(40_000), ""],
])("%s is shown as %s", (text, title) => {
  expect(tidyTitle(text)).toBe(title);
});
