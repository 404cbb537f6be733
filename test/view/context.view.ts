// What stands with the composer: the ring, the picker, the switches, at every width.

import { expect, test } from "vitest";
import type { ContextSnapshot } from "../../src/protocol/context.ts";
import type { ChatEnvironment } from "../../src/protocol/snapshot.ts";
import { snapshot } from "./conversation.ts";
import { useView, type ViewPage } from "./viewPage.ts";

const { open } = useView();

const size = (more: Partial<NonNullable<ContextSnapshot["size"]>> = {}): ContextSnapshot["size"] => ({
  tokens: "1.2k",
  title: "About 1.2k tokens will be sent, <1% of what MiMo V2.6 Pro reads (1M)",
  share: 0.0012,
  over: false,
  lines: [
    ["Instructions", "310 tokens"],
    ["Conversation", "0 tokens"],
    ["Question", "12 tokens"],
    ["Attached", "900 tokens"],
    ["Kept free for the reply", "131k tokens"],
    ["Window of MiMo V2.6 Pro", "1M tokens"],
  ],
  ...more,
});
const state = (more: Partial<ContextSnapshot> = {}): ContextSnapshot => ({
  chips: [
    {
      id: "active",
      kind: "active",
      label: "src/statistics.ts",
      title: "src/statistics.ts, about 71 tokens",
      size: "71 tokens",
      state: "ready",
      on: true,
    },
    {
      id: "p",
      kind: "problems",
      label: "Problems",
      title: "Problems, about 71 tokens",
      size: "71 tokens",
      state: "ready",
    },
  ],
  notices: [],
  size: size(),
  ...more,
});
const models: ChatEnvironment["models"] = [
  {
    id: "mimo-v2.6-pro",
    name: "MiMo V2.6 Pro",
    detail: "1M context · images · $0.435 in, $0.87 out for 1M tokens",
    retired: false,
  },
  {
    id: "mimo-v2.6-flash",
    name: "MiMo V2.6 Flash",
    detail: "1M context · images, audio, and video · $0.14 in, $0.28 out for 1M tokens",
    retired: false,
  },
  {
    id: "mimo-v2-flash",
    name: "MiMo V2 Flash",
    detail: "256k context · text only · replaced by mimo-v2.6-flash",
    retired: true,
  },
];

async function show(view: ViewPage, context: ContextSnapshot, more: Partial<ChatEnvironment> = {}): Promise<void> {
  await view.show(snapshot([], { models, ...more }));
  await view.receive({ type: "contextState", state: context });
}

const widths = [250, 400] as const;
const themes = ["vscode-light", "vscode-dark"] as const;

for (const width of widths) {
  for (const theme of themes) {
    test(`${width} px, ${theme}: what stands with the text fits, and can be told apart`, async () => {
      const view = await open(undefined, { width, theme });
      await show(view, state());
      const picker = view.page.getByTestId("model-picker");
      const value = view.page.locator(".picker-value span");
      expect(await value.textContent()).toBe("V2.6 Pro");
      // Nothing of the name is cut.
      expect(await value.evaluate((each) => each.scrollWidth - each.clientWidth)).toBe(0);
      await picker.selectOption("mimo-v2.6-flash");
      expect(await view.sent("setModel")).toMatchObject([{ model: "mimo-v2.6-flash" }]);
      await view.patch({
        op: "environment",
        environment: { ...snapshot([], { models }).environment, model: "mimo-v2.6-flash" },
      });
      expect(await value.textContent()).toBe("V2.6 Flash");
      expect(await value.evaluate((each) => each.scrollWidth - each.clientWidth)).toBe(0);

      await view.page.getByTestId("context-ring").click();
      await view.drawn();
      await view.look(`context-ring-${width}-${theme}`);
      await view.page.keyboard.press("Escape");

      await picker.click();
      await view.drawn();
      const options = view.page.locator("[data-testid=model-picker] option");
      for (const option of await options.all()) {
        const box = await option.boundingBox();
        if (!box) throw new Error("a model is not in sight");
        expect(Math.min(box.x, box.y, width - box.x - box.width)).toBeGreaterThanOrEqual(0);
      }
      expect(await options.first().textContent()).toContain("$0.435 in");
      expect(await view.page.locator("[data-testid=model-picker] optgroup").getAttribute("label")).toBe("Retired");
      await view.look(`context-picker-${width}-${theme}`);
      await view.page.keyboard.press("Escape");
      const wide = await view.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide).toBe(0);
    });
  }
}

test("the ring shows its figures by hand and by key, and gives the focus back", async () => {
  const view = await open(undefined, { width: 400 });
  await show(view, state());
  const ring = view.page.getByTestId("context-ring");
  const figures = view.page.getByTestId("context-figures");
  expect(await ring.getAttribute("aria-label")).toContain("1.2k tokens");
  expect(await ring.getAttribute("aria-expanded")).toBe("false");
  expect((await ring.boundingBox())?.height).toBeGreaterThanOrEqual(24);
  await ring.focus();
  await view.page.keyboard.press("Enter");
  expect(await figures.textContent()).toContain("Kept free for the reply131k tokens");
  await view.page.keyboard.press("Escape");
  expect(await figures.count()).toBe(0);
  expect(await view.focus()).toBe("context-ring");
  // Also when a press on the figures has taken the focus from it.
  await ring.click();
  await figures.click();
  await view.page.keyboard.press("Escape");
  expect(await figures.count()).toBe(0);
  expect(await view.focus()).toBe("context-ring");
  // It closes as well when one goes on elsewhere.
  await ring.click();
  await view.composer.click();
  expect(await figures.count()).toBe(0);
});

test("a window that is nearly full, or too full, says so in colour and in words", async () => {
  const view = await open(undefined, { width: 250 });
  await show(view, state());
  const ring = view.page.getByTestId("context-ring");
  // The page's themes have no colour for warnings.
  await view.page.evaluate(() => document.body.style.setProperty("--vscode-editorWarning-foreground", "#bf8803"));
  const colour = () => ring.evaluate((each) => getComputedStyle(each).color);
  const calm = await colour();
  expect(await ring.getAttribute("data-level")).toBe("calm");
  await view.receive({
    type: "contextState",
    state: state({ size: size({ tokens: "860k", share: 0.82, warning: "82% full" }) }),
  });
  expect(await ring.getAttribute("data-level")).toBe("near");
  expect(await ring.textContent()).toContain("82% full");
  expect(await ring.getAttribute("aria-label")).toMatch(/^82% full/);
  expect(await colour()).not.toBe(calm);
  await view.look("context-nearly-full");
  await view.receive({
    type: "contextState",
    state: state({ size: size({ tokens: "1.3M", share: 1.3, over: true, warning: "Too long for MiMo V2.6 Pro" }) }),
  });
  expect(await ring.textContent()).toContain("Too long");
  expect(await view.page.getByTestId("context-tokens").getAttribute("data-over")).toBe("true");
  expect(await view.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
});

test("searches that cost say so, and 'auto' does not look like 'always'", async () => {
  for (const width of widths) {
    const view = await open(undefined, { width });
    const toggle = view.page.getByTestId("web-search-toggle");
    const looks: string[] = [];
    for (const webSearch of ["off", "auto", "always"] as const) {
      await show(view, state(), { webSearch, searchPrice: "$0.005" });
      const title = await toggle.getAttribute("title");
      if (webSearch === "off") expect(title).not.toContain("$");
      else expect(title).toContain("Each search costs about $0.005.");
      looks.push(
        await toggle.evaluate((each) => {
          const { borderTopStyle, backgroundColor, borderTopColor } = getComputedStyle(each);
          return [borderTopStyle, backgroundColor, borderTopColor].join(" ");
        }),
      );
      await view.look(`context-search-${webSearch}-${width}`);
    }
    expect(new Set(looks).size).toBe(3);
  }
});
