// Presses everything that can be pressed in a state, and says where the focus is afterwards, and once the host has answered.

import { snapshot } from "../conversation.ts";
import type { ViewPage } from "../viewPage.ts";
import { anew } from "./anew.ts";
import { landings } from "./landings.ts";
import type { PlayedHost, Posted } from "./playedHost.ts";
import type { FocusState, PageSide, Pressable } from "./pressables.ts";
import type { Scene } from "./scenes.ts";

/** A press that is to be made. */
export interface Target extends Pressable {
  readonly by: "keyboard" | "mouse";
  /** "a run that asks": what is shown. */
  readonly scene: string;
  /** Whether the conversation is empty, over, growing, or waits. */
  readonly condition: string;
}

/** One press, and where it led. */
export interface Press extends Target {
  readonly at: FocusState;
  /** Undefined where the host had nothing to say. */
  readonly answered: FocusState | undefined;
  /** Why it could not be pressed. */
  readonly fault?: string;
}

/** What there is in a state. */
export interface Survey {
  readonly scene: string;
  readonly condition: string;
  readonly all: readonly Pressable[];
  /** Controls without a name, and those that are too small. */
  readonly faults: readonly string[];
}

const empty = [
  { type: "contextState", state: { chips: [], notices: [] } },
  { type: "snapshot", snapshot: { ...snapshot([]), conversation: { id: "nothing", title: "", messages: [] } } },
];

type Window = { readonly side: PageSide };

/** Presses things on one page. */
export class Sweep {
  readonly #host: PlayedHost;
  readonly #view: ViewPage;
  #wasEditing = false;

  constructor(host: PlayedHost) {
    this.#host = host;
    this.#view = host.view;
  }

  /** Shows a state, and looks at what there is. */
  async survey(name: string, scene: Scene): Promise<Survey> {
    await this.#show(scene);
    const { all, faults } = await this.#view.page.evaluate(() => {
      const { side } = window as unknown as Window;
      return { all: side.all(), faults: side.faults() };
    });
    const last = this.#host.messages.at(-1);
    const goesOn = last?.waiting ? "waiting" : last?.state === "streaming" ? "streaming" : "over";
    const condition = last === undefined ? "empty" : goesOn;
    return { scene: name, condition, all, faults: faults.map((fault) => `${name}: ${fault}`) };
  }

  /** Makes the presses of one state. */
  async press(scene: Scene, targets: readonly Target[]): Promise<Press[]> {
    const presses: Press[] = [];
    let isFresh = false;
    for (const target of targets) {
      if (!isFresh) await this.#show(scene);
      const { isSame, ...press } = await this.#press(target);
      presses.push({ ...target, ...press });
      isFresh = isSame;
    }
    return presses;
  }

  async #show(scene: Scene): Promise<void> {
    const { page } = this.#view;
    await page.mouse.move(0, 0);
    this.#host.reset();
    const hasLeft = await page.evaluate((messages) => (window as unknown as Window).side.clear(messages), empty);
    // An edit outlives its conversation, and can be left only while that is shown.
    if (this.#wasEditing && !hasLeft) await this.#reload();
    await scene(this.#host);
    const { posted, isEditing } = await page.evaluate(() => (window as unknown as Window).side.settle());
    this.#host.passOver(posted);
    this.#wasEditing = isEditing;
  }

  async #reload(): Promise<void> {
    await this.#view.page.reload();
    await this.#view.page.waitForFunction(() => (window as unknown as { sent: unknown[] }).sent.length > 0);
    this.#host.passOver(0);
  }

  async #press(target: Target) {
    const { page } = this.#view;
    const { looks, fault } = target.by === "keyboard" ? await this.#byKeyboard(target) : await this.#byMouse(target);
    const outcome = (from: number) => page.evaluate((at) => (window as unknown as Window).side.outcome(at), from);
    const first = await outcome(this.#host.answered);
    const hasAnswer = await this.#host.answer(first.posted as Posted[]);
    const answered = hasAnswer ? (await outcome(this.#host.answered)).state : undefined;
    const isSame = !hasAnswer && looks === first.looks;
    return { at: first.state, answered, isSame, ...(fault !== undefined && { fault }) };
  }

  async #byKeyboard({ name, nth, kind }: Pressable): Promise<{ looks?: string; fault?: string }> {
    const { page } = this.#view;
    const found = await page.evaluate(([each, index]) => (window as unknown as Window).side.focus(each, index), [
      name,
      nth,
    ] as const);
    if (!found) return { fault: "takes no focus" };
    if (kind === "choose") for (const key of ["Space", "ArrowDown", "Enter"]) await page.keyboard.press(key);
    else if (kind === "slide") await page.keyboard.press("ArrowRight");
    else if (kind === "write") {
      await page.keyboard.type("x");
      await page.keyboard.press("Enter");
    } else await page.keyboard.press(found.isBox ? "Space" : "Enter");
    return { looks: found.looks };
  }

  /** Out of the text, where the keyboard was. */
  async #byMouse({ name, nth }: Pressable): Promise<{ looks?: string; fault?: string }> {
    const { mouse } = this.#view.page;
    await this.#view.composer.evaluate((box) => box.focus());
    const place = await this.#mark(name, nth);
    if (!place) return { fault: "is not there" };
    await mouse.move(place.x, place.y);
    // What comes up where the pointer is has come.
    const again = await this.#mark(name, nth);
    if (!again || again.covered !== undefined) return { fault: `is covered by ${again?.covered}` };
    await mouse.click(again.x, again.y);
    return { looks: again.looks };
  }

  #mark(name: string, nth: number) {
    return this.#view.page.evaluate(([each, index]) => (window as unknown as Window).side.mark(each, index), [
      name,
      nth,
    ] as const);
  }
}

/**
 * The presses there are to make: by the keyboard each control once in each condition, of several of a name the first and
 * the last, and what a state is there for (anew.ts). By the mouse what the keyboard does not reach: a press takes its
 * time, and what leaves the page leaves it in the same way by both.
 */
export function planOf(surveys: readonly Survey[]): Target[] {
  const seen = new Set<string>();
  return surveys.flatMap(({ scene, condition, all }) =>
    all.flatMap((target) => {
      const { name, unavailable } = target;
      const alike = all.filter((each) => each.name === name);
      const which = alike[0] === target ? "first" : alike.at(-1) === target ? "last" : undefined;
      const key = [name, unavailable, which, anew[scene]?.includes(name) ? scene : condition].join();
      if (which === undefined || seen.has(key)) return [];
      seen.add(key);
      const landing = landings[name];
      const by = typeof landing === "object" && landing.mouseOnly ? "mouse" : "keyboard";
      return [{ ...target, by, scene, condition }];
    }),
  );
}
