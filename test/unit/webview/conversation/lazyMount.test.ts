// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type LazyGroup, LazyMount } from "../../../../webview-ui/conversation/lazyMount.ts";

const viewHeight = 500;

/** A group whose place on the page is `top`, relative to the view. */
class FakeGroup implements LazyGroup {
  top: number;

  readonly element = document.createElement("div");
  mounted = false;
  unmountedHeight: number | undefined;

  constructor(top: number) {
    this.top = top;

    document.body.append(this.element);
    this.element.getBoundingClientRect = () => new DOMRect(0, this.top, 300, 400);
  }

  has(id: string) {
    return this.element.id === id;
  }

  mount() {
    this.mounted = true;
  }

  unmount(height: number) {
    this.mounted = false;
    this.unmountedHeight = height;
  }
}

/** A list of groups below one another, the view at the first `at` pixels of it. */
function list(count: number) {
  const scroller = document.createElement("section");
  scroller.getBoundingClientRect = () => new DOMRect(0, 0, 300, viewHeight);
  const lazy = new LazyMount();
  const groups = Array.from({ length: count }, (_, index) => new FakeGroup(index * 400));
  for (const group of groups) lazy.add(group);
  const stop = lazy.attach(scroller);
  const scrollTo = (at: number) => {
    groups.forEach((group, index) => {
      group.top = index * 400 - at;
    });
    scroller.dispatchEvent(new Event("scroll"));
  };
  const mounted = () => groups.flatMap((group, index) => (group.mounted ? [index] : []));
  return { lazy, groups, scrollTo, mounted, stop };
}

describe("a long list", () => {
  let idle: (() => void)[] = [];
  const runIdle = () => {
    for (let run = idle.shift(); run; run = idle.shift()) run();
  };

  beforeEach(() => {
    idle = [];
    vi.stubGlobal("requestIdleCallback", (run: () => void) => idle.push(run));
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    document.body.replaceChildren();
  });

  it("mounts what comes near, in the same event", () => {
    const { scrollTo, mounted } = list(50);
    scrollTo(8000);
    expect(mounted()).toEqual([18, 19, 20, 21, 22]);
  });

  it("mounts some more in idle time, the nearest first", () => {
    const { mounted } = list(50);
    runIdle();
    expect(mounted()).toEqual(Array.from({ length: 12 }, (_, index) => index));
  });

  it("takes off what is far behind, at the height it had", () => {
    const { groups, scrollTo, mounted } = list(100);
    runIdle();
    scrollTo(30_000);
    runIdle();
    expect(mounted()).not.toContain(0);
    expect(groups[0]?.unmountedHeight).toBe(400);
  });

  it.each(["<textarea></textarea>", "<details open></details>"])("leaves what is in use: %s", (html) => {
    const { groups, scrollTo } = list(100);
    runIdle();
    if (groups[0]) groups[0].element.innerHTML = html;
    scrollTo(30_000);
    runIdle();
    expect(groups[0]?.mounted).toBe(true);
  });

  it("brings all of them once something is looked for, and leaves them there until that is over", () => {
    const frames: (() => void)[] = [];
    vi.stubGlobal("requestAnimationFrame", (run: () => void) => frames.push(run));
    const { lazy, scrollTo, mounted } = list(50);
    lazy.mountAll();
    for (let run = frames.shift(); run; run = frames.shift()) run();
    expect(mounted()).toHaveLength(50);
    scrollTo(19_000);
    runIdle();
    expect(mounted()).toHaveLength(50);
    lazy.letGo();
    runIdle();
    expect(mounted()).toContain(47);
    expect(mounted()).not.toContain(0);
  });

  it("does nothing once it is gone", () => {
    const { scrollTo, mounted, stop } = list(10);
    stop();
    scrollTo(100);
    runIdle();
    expect(mounted()).toEqual([]);
  });
});
