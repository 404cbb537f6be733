import { expect, test } from "vitest";
import { groupByDay } from "../../../../webview-ui/history/historyDays.ts";

const words = { locale: "en-GB", today: "Today", yesterday: "Yesterday" };
const at = (...date: [number, number, number, number]) => new Date(...date).getTime();

test("conversations stand under their day, by local time, over the ends of months", () => {
  const now = at(2026, 2, 1, 1);
  const items = [at(2026, 2, 1, 0), at(2026, 1, 28, 23), at(2026, 1, 28, 1), at(2025, 11, 24, 12)].map(
    (changedAt, index) => ({ id: String(index), title: "", changedAt, isOpen: false }),
  );
  expect(groupByDay(items, now, words).map(({ label, items: inDay }) => [label, inDay.map(({ id }) => id)])).toEqual([
    ["Today", ["0"]],
    ["Yesterday", ["1", "2"]],
    ["24 December 2025", ["3"]],
  ]);
});
