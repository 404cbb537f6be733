// What can be pressed on a page, and where the focus is: runs on the page itself.

/** A control as it is found. */
export interface Pressable {
  /** Its test id; without one, what it is, in angle brackets. */
  readonly name: string;
  /** Which one of that name. */
  readonly nth: number;
  readonly kind: "press" | "choose" | "write" | "slide";
  readonly unavailable: boolean;
}

/** Where the focus is. */
export interface FocusState {
  /** The test id; "message" for a message, "" for what is lost. */
  readonly name: string;
  /** It is what was marked. */
  readonly isMarked: boolean;
  /** What was marked is still there. */
  readonly markedIsThere: boolean;
  /** What keeps it from being seen, in words; undefined when nothing does. */
  readonly unseen?: string;
}

/** What `installPressables` puts on the page. */
export interface PageSide {
  all(): Pressable[];
  /** Marks the control as the one that is pressed, in sight; undefined when there is none. */
  mark(name: string, nth: number): { x: number; y: number; looks: string; covered?: string } | undefined;
  /** The same by the keyboard, with what the page looks like then; undefined when it takes none. */
  focus(name: string, nth: number): { isBox: boolean; looks: string } | undefined;
  state(): FocusState;
  /** What a press led to, once it is drawn, and what was posted since. */
  outcome(from: number): Promise<{ state: FocusState; looks: string; posted: unknown[] }>;
  /** What the page looks like, as far as controls go: a press that changes nothing leaves it the same. */
  looks(): string;
  /** Lets time pass for what asks, which takes no press that comes too soon, and for what is drawn. */
  settle(): Promise<{ posted: number; isEditing: boolean }>;
  /** Takes a message of the host, and draws it. */
  receive(message: unknown): Promise<void>;
  frames(count: number): Promise<void>;
  /**
   * Leaves what was begun: edits, files of the draft, its text, the history, what is read; and takes `messages` of the
   * host. Returns whether an edit was left.
   */
  clear(messages: readonly object[]): Promise<boolean>;
  /** Controls whose name is empty, or which are too small and too near to another. */
  faults(): string[];
}

/** To be run before the page's own scripts. */
export function installPressables(): void {
  const now = performance.now.bind(performance);
  let skipped = 0;
  performance.now = () => now() + skipped;

  const selector = [
    "a[href]",
    "button",
    "input:not([type=file])",
    "select",
    "textarea",
    "summary",
    "[role=option]",
    "[role=button]",
  ].join();
  let marked: HTMLElement | undefined;
  const nameOf = (element: HTMLElement): string => {
    if (element.dataset.testid) return element.dataset.testid;
    if (element.closest(".markdown")) return element.localName === "a" ? "link" : `<${element.localName} in an answer>`;
    return `<${element.localName} ${element.className}>`;
  };
  const controls = () =>
    [...document.querySelectorAll<HTMLElement>(selector)].filter(
      (element) =>
        element.checkVisibility() &&
        !element.closest("[inert]") &&
        !element.matches("select *, :disabled") &&
        element.getClientRects().length > 0,
    );
  const kindOf = (element: HTMLElement): Pressable["kind"] => {
    if (element instanceof HTMLSelectElement) return "choose";
    if (element instanceof HTMLTextAreaElement) return "write";
    if (!(element instanceof HTMLInputElement)) return "press";
    if (element.type === "range") return "slide";
    return ["checkbox", "radio"].includes(element.type) ? "press" : "write";
  };
  /** The part of it that is in sight. */
  const seenBox = (element: HTMLElement) => {
    let { left, top, right, bottom } = element.getBoundingClientRect();
    for (let around = element.parentElement; around; around = around.parentElement) {
      if (getComputedStyle(around).overflow === "visible") continue;
      const box = around.getBoundingClientRect();
      [left, top] = [Math.max(left, box.left), Math.max(top, box.top)];
      [right, bottom] = [Math.min(right, box.right), Math.min(bottom, box.bottom)];
    }
    [left, top] = [Math.max(left, 0), Math.max(top, 0)];
    [right, bottom] = [Math.min(right, innerWidth), Math.min(bottom, innerHeight)];
    return { left, top, right, bottom, width: right - left, height: bottom - top };
  };
  const unseenOf = (element: HTMLElement): string | undefined => {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return "is not visible";
    const seen = seenBox(element);
    const whole = element.getBoundingClientRect();
    if (seen.width < Math.min(whole.width, 8) || seen.height < Math.min(whole.height, 8)) {
      return `is out of sight (${Math.round(whole.top)} to ${Math.round(whole.bottom)} of ${innerHeight})`;
    }
    const top = hitIn(element, seen);
    return top && `is covered by ${top.outerHTML.slice(0, 80)}`;
  };
  /** What lies over all of it that is in sight; undefined when some of it is free. */
  const hitIn = (element: HTMLElement, { left, top, right, bottom }: ReturnType<typeof seenBox>) => {
    const shares = [0.5, 0.1, 0.9];
    const hits = shares.flatMap((x) =>
      shares.map((y) => document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y)),
    );
    const isFree = hits.some((hit) => hit && (element.contains(hit) || hit.closest("label")?.contains(element)));
    return isFree ? undefined : (hits.find((hit) => hit !== null) ?? document.body);
  };
  /** Where it is pressed, and whether that is free. */
  const middleOf = (element: HTMLElement) => {
    const box = seenBox(element);
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const top = document.elementFromPoint(x, y);
    return { x, y, top, isHit: top !== null && (element.contains(top) || !!top.closest("label")?.contains(element)) };
  };

  const side: PageSide = {
    all: () => {
      const counts = new Map<string, number>();
      return controls().flatMap((element) => {
        const name = nameOf(element);
        const nth = counts.get(name) ?? 0;
        counts.set(name, nth + 1);
        // What is for the eye alone is there only where it is seen.
        if (element.ariaHidden === "true" && !middleOf(element).isHit) return [];
        return [{ name, nth, kind: kindOf(element), unavailable: element.ariaDisabled === "true" }];
      });
    },
    mark: (name, nth) => {
      const element = controls().filter((each) => nameOf(each) === name)[nth];
      marked = element;
      if (!element) return undefined;
      if (!middleOf(element).isHit) element.scrollIntoView({ block: "nearest", inline: "nearest" });
      const { x, y, top, isHit } = middleOf(element);
      const place = { x, y, looks: side.looks() };
      return isHit ? place : { ...place, covered: top?.outerHTML.slice(0, 80) ?? "nothing" };
    },
    focus: (name, nth) => {
      side.mark(name, nth);
      marked?.focus();
      if (!marked || document.activeElement !== marked) return undefined;
      return { isBox: marked instanceof HTMLInputElement, looks: side.looks() };
    },
    outcome: async (from) => {
      await side.frames(2);
      const { sent } = window as unknown as { sent: unknown[] };
      return { state: side.state(), looks: side.looks(), posted: sent.slice(from) };
    },
    state: () => {
      const element = document.activeElement as HTMLElement | null;
      const isLost = !element || element === document.body;
      return {
        name: isLost ? "" : nameOf(element),
        isMarked: element === marked,
        markedIsThere: marked?.isConnected === true,
        unseen: isLost ? undefined : unseenOf(element),
      };
    },
    looks: () =>
      controls()
        .map((element) => {
          const { value } = element as HTMLInputElement;
          const { checked } = element as HTMLInputElement;
          const states = ["expanded", "pressed", "disabled"].map((each) => element.getAttribute(`aria-${each}`));
          return [
            nameOf(element),
            value,
            checked,
            ...states,
            (element.parentElement as HTMLDetailsElement).open,
          ].join();
        })
        .join("\n"),
    settle: async () => {
      skipped += 1000;
      await side.frames(3);
      const { sent } = window as unknown as { sent: unknown[] };
      return { posted: sent.length, isEditing: document.querySelector("[data-testid=edit-text]") !== null };
    },
    receive: async (data) => {
      window.dispatchEvent(new MessageEvent("message", { data }));
      await side.frames(2);
    },
    frames: async (count) => {
      for (let frame = 0; frame < count; frame++) {
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
      }
    },
    clear: async (messages) => {
      const post = (data: object) => window.dispatchEvent(new MessageEvent("message", { data }));
      const ways = ["edit-cancel", "attachment-remove", "attachment-problem-dismiss", "find-close"];
      const left = ways.map((each) => `[data-testid=${each}]`).join();
      let hasLeftEdit = false;
      for (let button = document.querySelector<HTMLElement>(left); button; ) {
        hasLeftEdit ||= button.dataset.testid === "edit-cancel";
        button.click();
        await new Promise((resolve) => setTimeout(resolve, 0));
        button = document.querySelector<HTMLElement>(left);
      }
      for (const session of ["s", "r"]) post({ type: "speechControl", session, control: "stop" });
      post({ type: "focusComposer" });
      const box = document.querySelector<HTMLTextAreaElement>("[data-testid=composer]");
      if (box && box.value !== "") {
        box.value = "";
        box.dispatchEvent(new InputEvent("input", { bubbles: true }));
      }
      for (const message of messages) post(message);
      await side.frames(1);
      return hasLeftEdit;
    },
    faults: () => {
      // What stands in a line of text may be as small as that (WCAG 2.5.8), and what is covered is no target.
      const targets = controls()
        .filter((element) => !element.matches(".markdown a, .citation, .markdown input, [aria-hidden=true]"))
        .map((element) => ({ element, box: (element.closest("label") ?? element).getBoundingClientRect() }));
      const isFree = ({ element, box }: (typeof targets)[number]) => {
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
        return targets.every(({ element: other, box: { left, top, right, bottom } }) => {
          if (other === element) return true;
          const [dx, dy] = [Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom)];
          return Math.hypot(dx, dy) >= 12;
        });
      };
      const small = targets.filter((target) => {
        const { width, height } = target.box;
        return Math.min(width, height) < 23.5 && !isFree(target);
      });
      const nameless = controls().filter((element) => {
        const { labels, title, ariaLabel, textContent } = element as HTMLInputElement;
        const said = ariaLabel || labels?.[0]?.textContent || textContent || title;
        return !/\S/.test(said ?? "") && element.getAttribute("aria-hidden") !== "true";
      });
      return [
        ...small.map(({ element, box }) => `${nameOf(element)} is ${box.width} × ${box.height}`),
        ...nameless.map((element) => `${nameOf(element)} has no name`),
      ];
    },
  };
  (window as unknown as { side: PageSide }).side = side;
}
