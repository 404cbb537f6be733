import fc from "fast-check";
import { expect, test } from "vitest";
import type { CodeReference } from "../../../../src/core/context/codeReference.ts";
import { buildRequest } from "../../../../src/core/conversation/buildRequest.ts";
import type { ModelRequest } from "../../../../src/core/model/languageModel.ts";
import { finish, MemoryStore, makeService } from "./fakes.ts";
import { knownTexts } from "./reconstruct.ts";

const options = { model: "m", thinking: undefined };
const file = (text: string, label = "src/a.ts", uri = `file:///w/${label}`): CodeReference => ({
  kind: "file",
  label,
  languageId: "typescript",
  text,
  uri,
});
const lines = (count: number) =>
  Array.from({ length: count }, (_, index) => `const value${index} = ${index};\n`).join("");
/** 2.9 KB. */
const source = lines(112).slice(0, 2900);

type Harness = ReturnType<typeof makeService>;

/** Asks, lets the model answer, and gives back what was sent. */
async function ask({ service, model }: Harness, text: string, references: readonly CodeReference[]) {
  expect(service.send(text, references)).toBe(true);
  return answered({ service, model });
}

async function answered({ service, model }: Pick<Harness, "service" | "model">): Promise<ModelRequest> {
  model.push({ type: "text-delta", text: "Yes." }, finish);
  while (service.isStreaming) await new Promise((resolve) => setImmediate(resolve));
  const request = model.requests.at(-1);
  if (!request) throw new Error("nothing was sent");
  return request;
}

const bytesOf = (request: ModelRequest) => JSON.stringify(request.messages).length;

test("a file that stays as it is goes once in seven questions, and one changed line as that line", async () => {
  const chat = makeService();
  let request: ModelRequest | undefined;
  for (let turn = 0; turn < 7; turn++) request = await ask(chat, "Why?", [file(source)]);
  if (!request) throw new Error("nothing was sent");
  expect(JSON.stringify(request).split("const value7 = 7;").length - 1).toBe(1);
  // 21.6 KB when each question had a copy of its own.
  expect(bytesOf(request)).toBeLessThan(5_500);
  expect(knownTexts(request.messages).get("src/a.ts")).toBe(source);

  const changed = source.replace("value7 = 7", "value7 = 8");
  const after = await ask(chat, "And now?", [file(changed)]);
  expect(bytesOf(after) - bytesOf(request)).toBeLessThan(600);
  expect(knownTexts(after.messages).get("src/a.ts")).toBe(changed);
});

test("what is short, or of another place, goes whole", async () => {
  const chat = makeService();
  await ask(chat, "1", [file("x();"), file(source, "b.ts", "file:///one/b.ts")]);
  const { messages } = await ask(chat, "2", [file("x();"), file(source, "b.ts", "file:///two/b.ts")]);
  expect(JSON.stringify(messages.at(-1))).not.toContain("unchanged");
  // Too much has changed for a diff to be the shorter one.
  const { messages: next } = await ask(chat, "3", [file(lines(9).toUpperCase(), "b.ts", "file:///two/b.ts")]);
  expect(JSON.stringify(next.at(-1))).toContain("<code from=");
});

test("diffs never add up to more than the text", async () => {
  const chat = makeService();
  let text = source;
  let whole = 0;
  for (let turn = 0; turn < 40; turn++) {
    text = text.replace(new RegExp(`value${turn} = .*`), `value${turn} = changed();`);
    const { messages } = await ask(chat, "?", [file(text)]);
    expect(knownTexts(messages).get("src/a.ts")).toBe(text);
    if (JSON.stringify(messages.at(-1)).includes("<code from=")) whole++;
  }
  expect(whole).toBeGreaterThan(2);
  expect(whole).toBeLessThan(8);
});

test("a version of a question counts with what stands before it alone", async () => {
  const chat = makeService();
  await ask(chat, "first", [file(source)]);
  const [question] = chat.service.current.path();
  // The file is not among what stands before the new version: there is nothing before it.
  chat.service.edit(question?.id ?? "", "first, in other words");
  expect(knownTexts((await answered(chat)).messages).get("src/a.ts")).toBe(source);
  const next = await ask(chat, "second", [file(source)]);
  expect(JSON.stringify(next.messages.at(-1))).toContain("<unchanged from=");
  // Back to the first version, where nothing followed; the reply again; a second question.
  chat.service.selectVersion(question?.id ?? "", 1);
  chat.service.selectVersion(chat.service.current.path()[0]?.id ?? "", -1);
  const reply = chat.service.current.path()[1];
  chat.service.regenerate(reply?.id ?? "");
  expect(knownTexts((await answered(chat)).messages).get("src/a.ts")).toBe(source);
  const last = await ask(chat, "third", [file(`${source}// end\n`)]);
  expect(knownTexts(last.messages).get("src/a.ts")).toBe(`${source}// end\n`);
  expect(JSON.stringify(last.messages.at(-1))).toContain("<changes from=");
});

test("a journal without word of how references went is sent as it was sent", async () => {
  const chat = makeService();
  await ask(chat, "1", [file(source)]);
  const before = await ask(chat, "2", [file(source)]);
  expect(JSON.stringify(before.messages)).toContain("unchanged");
  const { id } = chat.service.current;
  const journal = (chat.store.journals.get(id) ?? "").replaceAll(/,"told":\{[^}]*\}/g, "");
  let next = 0;
  const old = makeService({ newId: () => `new-${++next}` });
  old.store.journals.set(id, journal);
  await old.service.open(id);
  const { messages } = await ask(old, "3", [file(source)]);
  const texts = messages.map((message) => JSON.stringify(message));
  // Both earlier questions had their copy and keep it; the new one has none.
  expect(texts.map((text) => text.includes("<code from="))).toEqual([true, false, true, false, false]);
  expect(texts.at(-1)).toContain("unchanged");
});

test("what a journal claims is checked: a text that cannot be put together goes whole", async () => {
  const chat = makeService();
  await ask(chat, "1", [file(source)]);
  await ask(chat, "2", [file(source.replace("value7 = 7", "value7 = 8"))]);
  const path = chat.service.current.path();
  const text = source.replace("value7 = 7", "value7 = 8");
  // Without the turn that had the file, as when the older part is summarised.
  const { messages } = buildRequest(path.slice(2), "", options);
  expect(knownTexts(messages).get("src/a.ts")).toBe(text);
  for (const told of [
    { form: "unchanged" },
    { form: "changes", diff: "@@ -1,1 +1,1 @@\n-x\n+y" },
    { form: "changes", diff: "?" },
  ] as const) {
    const claimed = path.map((turn) =>
      turn.role === "user" && turn === path[2] ? { ...turn, references: [{ ...file(text), told }] } : turn,
    );
    expect(knownTexts(buildRequest(claimed, "", options).messages).get("src/a.ts")).toBe(text);
  }
});

const label = fc.constantFrom("src/a.ts", "src/b.ts", 'we"ird</code>.ts');
const act = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant("ask" as const), named: fc.subarray(["src/a.ts", "src/b.ts", "c"]) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("change" as const),
      label,
      line: fc.nat(30),
      text: fc.constantFrom("", "new();\n", "</code>\n", "x", "a\r\nb\r\n"),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("replace" as const), label, text: fc.string({ maxLength: 200 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("move" as const), label }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom("regenerate" as const, "version" as const, "edit" as const, "reload" as const),
      nth: fc.nat(),
    }),
  },
);

test("from each request alone the files are known as they are, and no request takes back what was sent", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 30 }), async (acts) => {
      let chat = makeService();
      const texts = new Map(["src/a.ts", "src/b.ts", "c"].map((name) => [name, lines(30)]));
      const places = new Map<string, number>();
      const sent = new Map<string, readonly string[]>();
      let reloads = 0;
      /** What was sent for a question is the beginning of what is sent for every later one on its path. */
      const check = (request: ModelRequest) => {
        const path = chat.service.current.path();
        const messages = request.messages.map((message) => JSON.stringify(message));
        for (const turn of path) {
          const before = sent.get(turn.id);
          if (before) expect(messages.slice(0, before.length)).toEqual(before);
        }
        const asked = path.findLast(({ role }) => role === "user");
        if (asked) sent.set(asked.id, messages);
        const known = knownTexts(request.messages);
        if (asked?.role !== "user") return;
        for (const reference of asked.references ?? []) expect(known.get(reference.label)).toBe(reference.text);
      };
      for (const step of acts) {
        const path = chat.service.current.path();
        if (step.do === "ask") {
          const references = step.named.map((name) =>
            file(texts.get(name) ?? "", name, `file:///${places.get(name) ?? 0}/${name}`),
          );
          check(await ask(chat, "?", references));
        } else if (step.do === "change") {
          const now = (texts.get(step.label) ?? "").split(/(?<=\n)/);
          now.splice(step.line % (now.length + 1), 1, step.text);
          texts.set(step.label, now.join(""));
        } else if (step.do === "replace") texts.set(step.label, step.text);
        else if (step.do === "move") places.set(step.label, (places.get(step.label) ?? 0) + 1);
        else if (step.do === "reload") {
          const { id } = chat.service.current;
          const journals = chat.store.journals;
          let next = 0;
          const prefix = `after-${++reloads}`;
          chat = makeService({
            newId: () => `${prefix}-${++next}`,
            store: Object.assign(new MemoryStore(), { journals }),
          });
          Object.assign(chat, { store: { journals } });
          await chat.service.open(id);
        } else {
          const turn = path[step.nth % Math.max(1, path.length)];
          if (!turn) continue;
          if (step.do === "version") chat.service.selectVersion(turn.id, step.nth % 2 === 0 ? 1 : -1);
          else if (step.do === "edit" && chat.service.edit(turn.id, "other words")) check(await answered(chat));
          else if (step.do === "regenerate" && chat.service.regenerate(turn.id)) check(await answered(chat));
        }
      }
    }),
    { numRuns: 100 },
  );
});
