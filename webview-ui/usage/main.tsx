// The usage page's entry: connects to the host, mounts the page, and says it is ready.

import { effect, signal } from "@preact/signals";
import { render } from "preact";
import "./usagePage.css";
import type { UsageReport, UsageToHost, UsageToWebview } from "../../src/protocol/usage.ts";
import { type Range, ranges } from "./totals.ts";
import { UsagePage } from "./UsagePage.tsx";
import { readUsageWords } from "./usageWords.ts";

declare function acquireVsCodeApi(): {
  postMessage(message: UsageToHost): void;
  getState(): unknown;
  setState(state: unknown): void;
};

const api = acquireVsCodeApi();
const words = readUsageWords(document);
document.documentElement.lang = words.locale;
const report = signal<UsageReport | undefined>(undefined);
const range = signal<Range>(ranges.find((days) => days === api.getState()) ?? 30);
effect(() => api.setState(range.value));

window.addEventListener("message", ({ data }: MessageEvent<Partial<UsageToWebview> | undefined>) => {
  if (data?.type === "usage" && Array.isArray(data.report?.rows)) report.value = data.report;
});
window.addEventListener("error", (event) =>
  api.postMessage({ type: "failed", message: String(event.error ?? event.message).slice(0, 4000) }),
);

const root = document.getElementById("root");
if (root) {
  render(<UsagePage report={report} range={range} words={words} post={(message) => api.postMessage(message)} />, root);
  api.postMessage({ type: "ready" });
}
