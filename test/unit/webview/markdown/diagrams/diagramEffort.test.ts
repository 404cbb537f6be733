import { expect, it } from "vitest";
import { isQuicklyDrawn } from "../../../../../webview-ui/markdown/diagrams/diagramEffort.ts";

const chart = (...lines: string[]) => ["gantt", "dateFormat YYYY-MM-DD", "excludes weekends", ...lines].join("\n ");

it.each([
  ["days", chart("a :a, 2000-01-01, 90000000d")],
  ["years", chart("a :a, 2000-01-01, 300y")],
  ["many tasks", chart(...Array.from({ length: 300 }, (_, at) => `t${at} :9999d`))],
  ["two dates", chart("a :a, 2000-01-01, 1d", "b :b, 9999-01-01, 1d", ...Array(300).fill("c :until b"))],
  ["one in the other format", chart("a :a, 2000-01-01, 01.01.9999")],
  ["another format", chart("a :a, 0001-01-01, 9999-12-31").replace("YYYY-MM-DD", "DD-MM-YYYY")],
  ["long years", chart("a :a, 2000-01-01, +009999-01-01")],
  ["years of any length", chart("a :a, 1, 2").replace("YYYY-MM-DD", "Y")],
  ["milliseconds", chart("a :a, 0, 99999999999999").replace("YYYY-MM-DD", "x")],
  ["one line", "gantt;excludes 1999-01-01;a :a, 2000-01-01, 90000000d"],
  ["settings before", `%%{init: {"gantt": {}}}%%\n${chart("a :a, 2000-01-01, 90000000d")}`],
  ["no days left out", "gantt\n a :a, 2000-01-01, 90000000d"],
  ["a size", '%%{init: {"xyChart": {"width": 1e17}}}%%\nxychart-beta\n bar [1]'],
  ["a size in digits", '%%{init: {"xyChart": {"width": 100000000000}}}%%\nxychart-beta\n bar [1]'],
  ["a size before", "---\nconfig:\n  xyChart:\n    width: 0xfffffffff\n---\nxychart-beta\n bar [1]"],
])("is not drawn: %s", (_name, source) => {
  expect(isQuicklyDrawn(source)).toBe(false);
});

it.each([
  ["a flowchart", "flowchart TD\n A[123456789d] --> B"],
  ["colours", '%%{init: {"themeVariables": {"primaryColor": "#123456", "x": "#1e1234"}}}%%\nflowchart TD\n A-->B'],
  [
    "a plan",
    chart("section A", "a1 :done, a1, 2026-01-01, 30d", "b :after a1, 20d", "c :crit, 2026-03-01, 2026-04-01"),
  ],
  ["a long plan", chart(...Array.from({ length: 60 }, (_, at) => `t${at} :t${at}, 2026-0${1 + (at % 9)}-01, 10d`))],
  ["dates of digits", chart("a :a, 20260101, 20260201").replace("YYYY-MM-DD", "YYYYMMDD")],
  ["times", "gantt\n dateFormat HH:mm\n a :a, 17:49, 2m"],
  ["time stamps", "gantt\n dateFormat x\n a :a, 1767225600000, 3d"],
])("is drawn: %s", (_name, source) => {
  expect(isQuicklyDrawn(source)).toBe(true);
});
