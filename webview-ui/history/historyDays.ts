// Puts conversations under the day something was last said in them.

import type { HistoryItem } from "../../src/protocol/history.ts";

/** The conversations of a day, in the order given. */
export interface HistoryDay {
  /** "Today", "Yesterday", or the date in words. */
  readonly label: string;
  readonly items: readonly HistoryItem[];
}

/** What days are called. */
export interface DayWords {
  readonly locale: string;
  readonly today: string;
  readonly yesterday: string;
}

/** `items`, the last changed first, by the day they were changed on; `now` in ms since the epoch, days by local time. */
export function groupByDay(items: readonly HistoryItem[], now: number, words: DayWords): readonly HistoryDay[] {
  const today = dayOf(now);
  const yesterday = dayOf(new Date(now).setDate(new Date(now).getDate() - 1));
  const format = new Intl.DateTimeFormat(words.locale, { dateStyle: "long" });
  const days = new Map<string, HistoryItem[]>();
  for (const item of items) {
    const day = dayOf(item.changedAt);
    const known = days.get(day);
    if (known) known.push(item);
    else days.set(day, [item]);
  }
  return [...days].map(([day, inDay]) => {
    const date = () => format.format(inDay[0]?.changedAt);
    return { label: day === today ? words.today : day === yesterday ? words.yesterday : date(), items: inDay };
  });
}

const dayOf = (at: number) => new Date(at).toDateString();
