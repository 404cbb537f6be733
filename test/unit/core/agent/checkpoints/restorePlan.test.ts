import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { changesByFile, type FileChange } from "../../../../../src/core/agent/checkpoints/fileChange.ts";
import { type Restore, restorePlan } from "../../../../../src/core/agent/checkpoints/restorePlan.ts";

/** Files in memory that an agent and a person write. */
class World {
  readonly files = new Map<string, string>();
  readonly #kept = new Map<string, string>();
  readonly changes: FileChange[] = [];

  hash(text: string | undefined): string | undefined {
    return text === undefined ? undefined : createHash("sha256").update(text).digest("hex");
  }

  person(file: string, text: string | undefined): void {
    if (text === undefined) this.files.delete(file);
    else this.files.set(file, text);
  }

  agent(file: string, text: string | undefined): void {
    const before = this.files.get(file);
    for (const content of [before, text]) if (content !== undefined) this.#kept.set(this.hash(content) ?? "", content);
    this.person(file, text);
    this.changes.push({ file, before: this.hash(before), after: this.hash(text) });
  }

  plan(from = 0): Promise<readonly Restore[]> {
    const kept = { textOf: async (hash: string) => this.#kept.get(hash) };
    return restorePlan(this.changes.slice(from), kept, async (file) => {
      const text = this.files.get(file);
      return { hash: this.hash(text), text };
    });
  }

  /** Does what the plan says, as an agent does: it can be taken back. */
  async restore(from = 0): Promise<readonly Restore[]> {
    const plan = await this.plan(from);
    for (const step of plan) {
      if (step.type === "write") this.agent(step.file, this.#kept.get(step.content ?? ""));
      if (step.type === "merge") this.agent(step.file, step.text);
      if (step.type === "delete") this.agent(step.file, undefined);
    }
    return plan;
  }
}

test("what was made goes, what was deleted comes back, what was changed is as before", async () => {
  const world = new World();
  world.person("kept", "old\n");
  world.person("gone", "there\n");
  world.agent("kept", "new\n");
  world.agent("gone", undefined);
  world.agent("made", "x\n");
  await world.restore();
  expect(Object.fromEntries(world.files)).toEqual({ kept: "old\n", gone: "there\n" });
});

test("a move is taken back in both places", async () => {
  const world = new World();
  world.person("a", "text\n");
  world.agent("a", undefined);
  world.agent("b", "text\n");
  await world.restore();
  expect(Object.fromEntries(world.files)).toEqual({ a: "text\n" });
});

test("deleted and made again by the person is theirs", async () => {
  const world = new World();
  world.person("a", "text\n");
  world.agent("a", undefined);
  world.person("a", "mine\n");
  expect(await world.restore()).toEqual([{ type: "conflict", file: "a" }]);
  expect(world.files.get("a")).toBe("mine\n");
});

test("the same lines changed by both are shown, and nothing is written", async () => {
  const world = new World();
  world.person("a", "1\n2\n3\n");
  world.agent("a", "1\nagent\n3\n");
  world.person("a", "1\nagent and me\n3\n");
  expect(await world.restore()).toMatchObject([{ type: "conflict", conflicts: [{ theirs: ["agent and me\n"] }] }]);
  expect(world.files.get("a")).toBe("1\nagent and me\n3\n");
});

test("what the person took back already is left as it is", async () => {
  const world = new World();
  world.person("a", "old\n");
  world.agent("a", "new\n");
  world.person("a", "old\n");
  expect(await world.restore()).toEqual([{ type: "nothing", file: "a" }]);
});

test("changes that came to nothing are none", () => {
  const made: FileChange = { file: "a", before: undefined, after: "1" };
  const gone: FileChange = { file: "a", before: "1", after: undefined };
  expect(changesByFile([made, gone]).size).toBe(0);
  expect(
    changesByFile([
      { file: "a", before: "0", after: "1" },
      { file: "a", before: "1", after: "2" },
    ]).get("a"),
  ).toEqual([{ file: "a", before: "0", after: "2" }]);
});

test("only what the agent did is taken back, whoever wrote when; and that can be taken back too", async () => {
  const lines = 24;
  // The person has every fourth line, the agent the others: they never touch.
  const act = fc.record({
    who: fc.constantFrom("agent", "person"),
    file: fc.constantFrom("a", "b"),
    at: fc.nat(lines / 4 - 1),
    word: fc.nat(9),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(act, { maxLength: 14 }),
      fc.nat(14),
      fc.constantFrom("\n", "\r\n"),
      async (acts, point, end) => {
        const world = new World();
        const start = () => Array.from({ length: lines }, (_, index) => `line ${index}`);
        const texts = new Map([
          ["a", start()],
          ["b", start()],
        ]);
        const wanted = new Map([
          ["a", start()],
          ["b", start()],
        ]);
        const joined = (list: readonly string[]) => list.map((line) => line + end).join("");
        for (const [file, text] of texts) world.person(file, joined(text));
        let from = 0;
        for (const [index, { who, file, at, word }] of acts.entries()) {
          const line = at * 4 + (who === "person" ? 0 : 2);
          const text = texts.get(file) ?? [];
          text[line] = `${who} ${word}`;
          if (who === "person" || index < point) (wanted.get(file) ?? [])[line] = `${who} ${word}`;
          if (who === "person") world.person(file, joined(text));
          else world.agent(file, joined(text));
          if (index < point) from = world.changes.length;
        }
        const before = new Map(world.files);
        const until = world.changes.length;
        const plan = await world.restore(from);
        expect(plan.filter(({ type }) => type === "conflict")).toEqual([]);
        for (const [file, text] of wanted) expect(world.files.get(file)).toBe(joined(text));
        // The restoring is an act like others.
        await world.restore(until);
        expect(world.files).toEqual(before);
      },
    ),
    { numRuns: 300 },
  );
});
