// Random runs of an agent and a person over the same files, with every button pressed at any time, in two windows that are
// reloaded: what the person wrote is never lost by a button.

import fc from "fast-check";
import { expect, test } from "vitest";
import { Window, World } from "./world.ts";

const files = ["a", "b", "c"];

type Write =
  | { readonly kind: "replace" | "insert" | "remove"; readonly at: number }
  | { readonly kind: "create" | "delete" | "empty" }
  | { readonly kind: "move"; readonly to: string };
type Action = { readonly window: number } & (
  | { readonly who: "agent" | "person"; readonly file: string; readonly write: Write }
  | { readonly who: "agent"; readonly question: true }
  | { readonly who: "button"; readonly press: "keep" | "undo" | "restore" | "redo" | "reload"; readonly file?: string }
);

const at = fc.nat(9);
const write: fc.Arbitrary<Write> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom("replace", "insert", "remove"), at }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("create", "delete", "empty") }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("move" as const), to: fc.constantFrom(...files) }) },
);
const window = fc.nat(1);
const file = fc.constantFrom(...files);
const act: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ window, who: fc.constantFrom("agent", "person"), file, write }) },
  {
    weight: 1,
    arbitrary: fc.record({ window, who: fc.constant("agent" as const), question: fc.constant(true as const) }),
  },
  {
    weight: 4,
    arbitrary: fc.record(
      {
        window,
        who: fc.constant("button" as const),
        press: fc.constantFrom("keep", "undo", "restore", "redo", "reload"),
        file,
      },
      { requiredKeys: ["window", "who", "press"] },
    ),
  },
);

const words = (world: World, who: string) => wordsIn(world, who, files);
const wordsIn = (world: World, who: string, names: readonly string[]): ReadonlySet<string> =>
  new Set(names.flatMap((name) => (world.text(name) ?? "").match(new RegExp(`\\b${who}\\d+`, "g")) ?? []));

/** The text with `word` in it; undefined for none. Moving is told apart by its file. */
function written(text: string | undefined, write: Write, word: string): string | undefined {
  const lines = (text ?? "").split("\n").slice(0, -1);
  const ended = (list: readonly string[]) => list.map((line) => `${line}\n`).join("");
  switch (write.kind) {
    case "replace":
      return text === undefined
        ? undefined
        : ended(lines.with(Math.min(write.at, Math.max(0, lines.length - 1)) || 0, word));
    case "insert":
      return text === undefined ? undefined : ended(lines.toSpliced(write.at, 0, word));
    case "remove":
      return text === undefined ? undefined : ended(lines.toSpliced(write.at, 1));
    case "create":
      return text ?? `${word}\n`;
    case "empty":
      return text === undefined ? undefined : "";
    default:
      return undefined;
  }
}

interface Counts {
  undone: number;
  restored: number;
  redone: number;
  conflicts: number;
}

/** Plays it; throws at the first word that a button lost. */
async function play(actions: readonly Action[], counts: Counts): Promise<void> {
  const world = new World();
  for (const name of files.slice(0, 2)) world.put(name, ended10(name));
  const windows = [new Window(world), new Window(world)];
  const undone: {
    readonly ids: readonly string[];
    readonly before: ReadonlySet<string>;
    readonly after: ReadonlySet<string>;
  }[] = [];
  const questions = ["q0"];
  const kept = new Set<string>();
  let word = 0;
  /** Words of before may belong to what was kept. */
  let decidedUpTo = 0;
  for (const action of actions) {
    const mine = windows[action.window] as Window;
    const question = questions.at(-1) ?? "";
    if ("question" in action) questions.push(`q${questions.length}`);
    else if (action.who !== "button") {
      const { file, write } = action;
      const text = world.text(file);
      const next = write.kind === "replace" && text === "" ? text : written(text, write, `${action.who}${word++}`);
      const changes: Record<string, string | undefined> = { [file]: next };
      if (write.kind === "move") {
        if (text === undefined || world.text(write.to) !== undefined) continue;
        changes[write.to] = text;
      }
      if (action.who === "agent") await mine.agent(question, changes);
      else for (const [name, content] of Object.entries(changes)) world.put(name, content);
      if (action.who === "person" && write.kind === "move") await mine.renamed(file, write.to);
    } else {
      const before = words(world, "person");
      const agents = words(world, "agent");
      const chosen = action.file === undefined ? [] : [action.file];
      if (action.press === "keep") {
        await mine.keep(...chosen);
        const left = await mine.pending();
        const settled = files.filter((name) => !left.includes(name));
        for (const each of wordsIn(world, "agent", settled)) kept.add(each);
        decidedUpTo = word;
      }
      if (action.press === "reload") windows[action.window] = new Window(world);
      if (action.press === "undo" || action.press === "restore") {
        const { ids, troubles, done } = await (action.press === "undo"
          ? mine.undo(...chosen)
          : mine.restore(questions[word % questions.length] ?? ""));
        counts.conflicts += troubles.length;
        counts[action.press === "undo" ? "undone" : "restored"] += done.length;
        const after = words(world, "person");
        expect(
          [...before].filter((each) => !after.has(each)),
          action.press,
        ).toEqual([]);
        if (ids.length > 0) undone.push({ ids, before, after });
        if (action.press === "undo" && troubles.length === 0) {
          const left = await mine.pending();
          expect(left.filter((name) => chosen.length === 0 || chosen.includes(name))).toEqual([]);
          const stay = words(world, "agent");
          expect(
            [...agents].filter((each) => kept.has(each) && !stay.has(each)),
            "kept",
          ).toEqual([]);
          if (chosen.length === 0)
            expect(
              [...stay].filter((each) => Number(each.slice(5)) >= decidedUpTo),
              "undone",
            ).toEqual([]);
        }
      }
      if (action.press === "redo") {
        const last = undone.pop();
        if (!last) continue;
        const { done, troubles } = await mine.redo(last.ids);
        counts.redone += done.length;
        counts.conflicts += troubles.length;
        const after = words(world, "person");
        // What the agent had taken away goes again; what was there beside its work, and what came since, stays.
        const brought = new Set([...last.after].filter((each) => !last.before.has(each)));
        expect(
          [...before].filter((each) => !after.has(each) && !brought.has(each)),
          "redo",
        ).toEqual([]);
      }
    }
  }
}

const ended10 = (name: string) => Array.from({ length: 10 }, (_, index) => `${name}${index}\n`).join("");

test("no button loses a word of the person's", async () => {
  const counts = { undone: 0, restored: 0, redone: 0, conflicts: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 60, size: "max" }), (actions) => play(actions, counts)),
    { numRuns: 400 },
  );
  // The buttons did something.
  expect(Math.min(counts.undone, counts.restored, counts.redone)).toBeGreaterThan(50);
});
