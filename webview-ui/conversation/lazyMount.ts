// Of a long conversation only what is near the reader is on the page, in groups of messages: its end at once, the rest
// as the reader comes near, some of it beforehand. What was left far behind goes again, and keeps its place by its height.
// While something is looked for, all of it is there.

import { hasSelection } from "../ui/selection.ts";

/** Messages that come and go together. */
export interface LazyGroup {
  /** There all the time, empty or not. */
  readonly element: HTMLElement;
  readonly mounted: boolean;
  /** It comes only when it is near, and goes when it is no longer. */
  readonly light?: boolean;
  /** Whether the message of this id is one of its own. */
  has(id: string): boolean;
  /** Puts the messages on the page, before the next frame is laid out. */
  mount(): void;
  /** Takes them off; `height` (px) is theirs. */
  unmount(height: number): void;
}

/** This many groups are mounted without being asked for. */
const idleGroups = 12;
/** This many a frame when all of them are to come. */
const groupsPerFrame = 2;
/** Groups further away than this are taken off, in heights of the view. */
const farAway = 15;
/** The same for those that come quickly. */
const farAwayForLight = 3;

/** Decides which groups of one list are mounted. */
export class LazyMount {
  readonly #groups = new Set<LazyGroup>();
  #scroller: HTMLElement | undefined;
  #idle = false;
  #mountedIdly = 0;
  #scrolled = false;
  #all = false;
  /** Sees what comes near by other means than scrolling: a group that turned out shorter than it was taken to be. */
  #nearness: IntersectionObserver | undefined;

  /** Watches `scroller`. Returns what stops that. */
  attach(scroller: HTMLElement): () => void {
    this.#scroller = scroller;
    // Scroll events come before their frame is laid out, so the reader never sees an empty group.
    const onScroll = () => {
      this.#mountNear(scroller);
      this.#scrolled = true;
      this.#scheduleIdle();
    };
    scroller.addEventListener("scroll", onScroll, { passive: true });
    // Called before the frame is painted, as scroll events are.
    const size =
      typeof ResizeObserver === "undefined" ? undefined : new ResizeObserver(() => this.#mountNear(scroller));
    size?.observe(scroller);
    if (typeof IntersectionObserver !== "undefined") {
      this.#nearness = new IntersectionObserver(() => this.#mountNear(scroller), {
        root: scroller,
        rootMargin: "100% 0px",
      });
      for (const { element } of this.#groups) this.#nearness.observe(element);
    }
    this.#scheduleIdle();
    return () => {
      scroller.removeEventListener("scroll", onScroll);
      size?.disconnect();
      this.#nearness?.disconnect();
      this.#scroller = undefined;
    };
  }

  /** Puts all groups on the page, the nearest first and a few in each frame, and leaves them there until `letGo`. */
  mountAll(): void {
    if (this.#all) return;
    this.#all = true;
    const step = () => {
      const scroller = this.#scroller;
      if (!scroller || !this.#all) return;
      const hidden = [...this.#groups].filter((group) => !group.mounted);
      const far = new Map(hidden.map((group) => [group, distance(group, scroller)]));
      hidden.sort((a, b) => (far.get(a) ?? 0) - (far.get(b) ?? 0));
      for (const group of hidden.slice(0, groupsPerFrame)) group.mount();
      if (hidden.length > groupsPerFrame) requestAnimationFrame(step);
    };
    step();
  }

  /** All of them are no longer wanted: what is far from the reader goes again, in idle time. */
  letGo(): void {
    if (!this.#all) return;
    this.#all = false;
    this.#scrolled = true;
    this.#scheduleIdle();
  }

  /** Puts the message of this id on the page, and those around it. */
  bring(id: string): void {
    const group = [...this.#groups].find((candidate) => candidate.has(id));
    if (group && !group.mounted) group.mount();
  }

  /** Adds a group. Returns what takes it out again. */
  add(group: LazyGroup): () => void {
    this.#groups.add(group);
    this.#nearness?.observe(group.element);
    this.#scheduleIdle();
    return () => {
      this.#groups.delete(group);
      this.#nearness?.unobserve(group.element);
    };
  }

  #mountNear(scroller: HTMLElement): void {
    for (const group of this.#groups) if (!group.mounted && distance(group, scroller) < 1) group.mount();
  }

  #scheduleIdle(): void {
    const hasWork = this.#scrolled || this.#mountedIdly < idleGroups;
    if (this.#idle || !hasWork || !this.#scroller || typeof requestIdleCallback === "undefined") return;
    this.#idle = true;
    requestIdleCallback(() => {
      this.#idle = false;
      const scroller = this.#scroller;
      if (!scroller) return;
      if (this.#scrolled) {
        this.#scrolled = false;
        this.#unmountFar(scroller);
      }
      const hidden = [...this.#groups].filter((group) => !group.mounted && !group.light);
      if (this.#mountedIdly >= idleGroups || hidden.length === 0) return;
      this.#mountedIdly += 1;
      const nearest = hidden.reduce((a, b) => (distance(a, scroller) < distance(b, scroller) ? a : b));
      nearest.mount();
      this.#scheduleIdle();
    });
  }

  #unmountFar(scroller: HTMLElement): void {
    if (this.#all) return;
    const far = [...this.#groups].filter(
      (group) =>
        group.mounted &&
        distance(group, scroller) > (group.light ? farAwayForLight : farAway) &&
        !isInUse(group.element),
    );
    const heights = far.map(({ element }) => element.getBoundingClientRect().height);
    far.forEach((group, index) => {
      group.unmount(heights[index] ?? 0);
    });
  }
}

/** How far out of sight a group is, in heights of the view; 0 for one that shows. */
function distance({ element }: LazyGroup, scroller: HTMLElement): number {
  const view = scroller.getBoundingClientRect();
  const box = element.getBoundingClientRect();
  return Math.max(0, view.top - box.bottom, box.top - view.bottom) / Math.max(1, view.height);
}

const used = "textarea, details[open], .tool-line[aria-expanded=true], .asks";

/** What the person opened, wrote, marked or has the focus in stays, and so does what waits for an answer. */
function isInUse(element: HTMLElement): boolean {
  if (element.contains(document.activeElement) || element.querySelector(used)) return true;
  return hasSelection(element);
}
