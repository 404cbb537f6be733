// @vitest-environment jsdom
import { afterEach, expect, it } from "vitest";
import { question, reply } from "../../../fixtures/webview-page/turns.ts";
import { snapshot } from "../fakeHost.ts";
import { drawn, open, type View } from "../render.tsx";

let view: View;
afterEach(() => view.close());

const usage = {
  inputTokens: 1200,
  cachedInputTokens: 1024,
  outputTokens: 340,
  reasoningTokens: 300,
  webSearchCalls: 0,
};

it("a reply shows its tokens and cost, and every number on request", async () => {
  const cost = { amount: 0.00123, unit: "usd" } as const;
  view = await open([question("q", "hi"), reply("a", "x", { usage, cost, model: "mimo-v2.6-pro" })]);
  const line = view.get("usage").querySelector("button");
  expect(line?.textContent).toBe("1,200 tokens in, 340 out · ≈$0.0012");
  expect(line?.title).toContain("Cached: 1,024");
  expect(view.all("usage-details")).toEqual([]);
  line?.click();
  await drawn();
  expect(line?.getAttribute("aria-expanded")).toBe("true");
  const details = view.get("usage-details");
  expect(line?.getAttribute("aria-controls")).toBe(details.id);
  expect([...details.querySelectorAll("div")].map((each) => each.textContent)).toEqual([
    "Input1,200",
    "Cached1,024",
    "Output340",
    "Reasoning300",
    "Estimated cost$0.0012",
    "Modelmimo-v2.6-pro",
  ]);
});

it("a run says of which steps nobody knows what they used", async () => {
  const cost = { amount: 0.00123, unit: "usd" } as const;
  const step = { inputTokens: 600, outputTokens: 170 };
  view = await open([reply("a", "x", { usage, cost, steps: [step, null, { ...step, isPartial: true }] })]);
  const line = view.get("usage").querySelector("button");
  expect(line?.textContent).toBe("1,200 tokens in, 340 out · ≈$0.0012 · Steps without all figures: 2");
  expect(line?.title).toContain("Steps: 3\nSteps without all figures: 2");
  line?.click();
  await drawn();
  expect([...view.get("usage-steps").querySelectorAll("li")].map((each) => each.textContent)).toEqual([
    "1. 600 in, 170 out",
    "2. no figures",
    "3. 600 in, cut off before the rest was counted",
  ]);
});

it("a model without a price shows tokens alone, and says so", async () => {
  view = await open([reply("a", "x", { usage, model: "other" })]);
  const line = view.get("usage").querySelector("button");
  expect(line?.textContent).toBe("1,200 tokens in, 340 out");
  expect(line?.title).toContain("Estimated cost: price unknown");
});

it("the header has the conversation's total, and leads to all usage", async () => {
  view = await open([question("q", "hi"), reply("a", "x")]);
  expect(view.all("conversation-usage")).toEqual([]);
  const costs = [{ amount: 2_500_000, unit: "credits" }] as const;
  const patch = { op: "total", total: { replies: 2, usage, costs, unpriced: 1, uncounted: 3 } } as const;
  await view.receive({ type: "patches", revision: 2, patches: [patch] });
  const button = view.get("conversation-usage");
  expect(button.textContent).toBe("2.5M credits");
  expect(button.getAttribute("aria-label")).toBe("This conversation: 2.5M credits");
  await view.press("conversation-usage");
  expect(view.root.querySelector(".total-panel")?.textContent).toContain("not in the cost: 1");
  expect(view.root.querySelector(".total-panel")?.textContent).toContain("Steps without all figures3");
  await view.press("show-usage");
  expect(view.host.of("showUsage")).toHaveLength(1);
  button.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  await drawn();
  expect(view.all("show-usage")).toEqual([]);
  expect(document.activeElement).toBe(button);
  await view.receive({ type: "snapshot", snapshot: snapshot([]) });
  expect(view.all("conversation-usage")).toEqual([]);
});
