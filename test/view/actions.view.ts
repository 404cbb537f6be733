// The focus is never lost, by construction: everything there is to press is found on the page, pressed in every state the
// view has, by the keyboard or, where that does not reach, by the mouse, and leads where landings.ts says, at once and
// when the host has answered. A control that nobody has said that of, or that no state shows, is a fault.

import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../vscode/paths.ts";
import { answers } from "./actions/answers.ts";
import { wrongWith } from "./actions/judge.ts";
import { landings } from "./actions/landings.ts";
import { PlayedHost } from "./actions/playedHost.ts";
import { installPressables } from "./actions/pressables.ts";
import { type Scene, scenes } from "./actions/scenes.ts";
import { planOf, Sweep } from "./actions/sweep.ts";
import { question, reply, snapshot } from "./conversation.ts";
import { states } from "./states.ts";
import { useView } from "./viewPage.ts";

const { open } = useView();

/** Not played here, and why. */
const notPlayed = [
  // Where the browser allows no sound, which this one does.
  "player-unlock",
  // The usage page is one of its own, on which nothing goes away.
  ...["usage-clear", "usage-export", "usage-prices-line", "usage-range"],
];

/** The inside of a select, the picker of files, and what is given its test id by whoever uses it. */
const isPart = /class="picker-value"|type="file"|(?:data-testid|testId)=\{testId\}|^<IconButton\s+\{\.\.\./;

/** The pages that are pressed on at once: much of a press is waiting for frames. */
const pages = 3;

it("a focus that is lost, a small target and a control without a name are found where they are", async () => {
  const planted = `(() => {
    addEventListener("click", ({ target }) => {
      if (target.closest("[data-testid=copy-message]")) setTimeout(() => document.activeElement?.blur());
    });
    setInterval(() => {
      for (const toggle of document.querySelectorAll("[data-testid=thinking-toggle], [data-testid=web-search-toggle]"))
        for (const [name, value] of Object.entries({ width: "9px", height: "9px", margin: 0, padding: 0, "min-width": 0, "min-height": 0 }))
          toggle.style.setProperty(name, value, "important");
      const attach = document.querySelector("[data-testid=attach]");
      attach?.removeAttribute("aria-label");
      attach?.removeAttribute("title");
    });
  })()`;
  const view = await open(undefined, {
    prepare: async (page) => {
      await page.addInitScript(installPressables);
      await page.addInitScript(planted);
    },
  });
  const sweep = new Sweep(new PlayedHost(view, answers));
  const scene: Scene = ({ view: shown }) => shown.show(snapshot([question("u1"), reply("a1", "x")]));
  const survey = await sweep.survey("planted", scene);
  expect(survey.faults).toContain("planted: thinking-toggle is 9 × 9");
  expect(survey.faults).toContain("planted: attach has no name");
  const targets = planOf([survey]).filter(({ name }) => ["copy-message", "model-picker"].includes(name));
  const presses = await sweep.press(scene, targets);
  const wrong = presses.flatMap(wrongWith);
  expect(wrong).toContain("planted: copy-message (0), by keyboard: the focus is lost at once");
  expect(wrong.filter((each) => !each.includes("copy-message"))).toEqual([]);
});

it("every control in the source has a test id and a place it leads to", () => {
  const missing: string[] = [];
  for (const file of globSync("webview-ui/**/*.tsx", { cwd: root })) {
    const text = readFileSync(join(root, file), "utf8");
    for (const { index } of text.matchAll(
      /<(?:button|a|select|input|textarea|summary|IconButton|Toggle)\b(?=[\s>])/g,
    )) {
      const rest = text.slice(index);
      // The end of the opening tag: an arrow function has a `>` too.
      const tag = rest.slice(0, /(?<!=)>/.exec(rest)?.index ?? 0);
      if (isPart.test(tag)) continue;
      const ids = [...(/(?:data-testid|testId)=(?:"[\w-]+"|\{[^}]*\})/.exec(tag)?.[0].matchAll(/"([\w-]+)"/g) ?? [])];
      if (ids.length === 0) missing.push(`${file}: ${tag.slice(0, 80)}`);
      for (const [, id = ""] of ids) if (!(id in landings)) missing.push(`${file}: ${id}`);
    }
  }
  expect(missing).toEqual([]);
});

it("after every action there is, in every state, the focus is where it should be", async () => {
  const shown = Object.entries(states).map(([name, show]): [string, Scene] => [name, ({ view }) => show(view)]);
  const all = [...shown, ...Object.entries(scenes)];
  const wrong: string[] = [];
  const sweeps = await Promise.all(
    Array.from({ length: pages }, async () => {
      const view = await open(undefined, { prepare: (page) => page.addInitScript(installPressables) });
      // What moves for the eye alone is drawn without end.
      await view.page.emulateMedia({ reducedMotion: "reduce" });
      // A diagram comes with a script of its own, which takes its time on a machine that does much else.
      view.page.setDefaultTimeout(120_000);
      return new Sweep(new PlayedHost(view, answers));
    }),
  );
  /** Does `act` for each of the scenes, as many at once as there are pages. */
  const forEach = async <T>(act: (sweep: Sweep, name: string, scene: Scene) => Promise<T>): Promise<Map<string, T>> => {
    const queue = [...all];
    const done = new Map<string, T>();
    const work = async (sweep: Sweep) => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        try {
          done.set(next[0], await act(sweep, ...next));
        } catch (error) {
          wrong.push(`${next[0]} cannot be shown or pressed: ${String(error)}`);
        }
      }
    };
    await Promise.all(sweeps.map(work));
    return done;
  };
  const surveys = await forEach((sweep, name, scene) => sweep.survey(name, scene));
  const plan = planOf(all.flatMap(([name]) => surveys.get(name) ?? []));
  wrong.push(...[...surveys.values()].flatMap(({ faults }) => faults));
  const made = await forEach((sweep, name, scene) =>
    sweep.press(
      scene,
      plan.filter((target) => target.scene === name),
    ),
  );
  const presses = [...made.values()].flat();
  wrong.push(...presses.flatMap(wrongWith));
  const pressed = new Set(presses.map(({ name }) => name));
  const unseen = Object.keys(landings).filter((name) => !pressed.has(name) && !notPlayed.includes(name));
  wrong.push(...unseen.map((name) => `No state shows ${name}.`));
  const conditions = new Set(presses.map(({ condition }) => condition)).size;
  console.log(`${presses.length} presses of ${pressed.size} controls in ${conditions} conditions`);
  expect(wrong).toEqual([]);
}, 900_000);
