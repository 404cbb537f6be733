// The whole usage page: a time range, what it cost, by day, by model, by place, and the prices behind it.

import type { Signal } from "@preact/signals";
import type { UsageReport, UsageToHost } from "../../src/protocol/usage.ts";
import { fill } from "../words.ts";
import { DayChart } from "./DayChart.tsx";
import { formatCosts } from "./formatCost.ts";
import { Prices } from "./Prices.tsx";
import { barsOf, firstDay, type Range, ranges, rowsIn, totalOf, totalsBy } from "./totals.ts";
import { UsageTable } from "./UsageTable.tsx";
import type { UsageWords } from "./usageWords.ts";

interface Props {
  readonly report: Signal<UsageReport | undefined>;
  readonly range: Signal<Range>;
  readonly words: UsageWords;
  readonly post: (message: UsageToHost) => void;
}

/** Empty until the report has come, so that nothing flashes. */
export function UsagePage({ report: given, range, words, post }: Props) {
  const report = given.value;
  if (!report) return null;
  const { strings: t, locale } = words;
  const rows = rowsIn(report, range.value);
  const first = firstDay(range.value, report.today);
  const number = new Intl.NumberFormat(locale);
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
  const month = new Intl.DateTimeFormat(locale, { year: "numeric", month: "long", timeZone: "UTC" });
  const dateOf = (key: string) =>
    key.length === 7 ? month.format(new Date(`${key}-01T00:00:00Z`)) : date.format(new Date(`${key}T00:00:00Z`));
  const bars = barsOf(report, range.value);
  return (
    <main class="usage-page">
      <header>
        <h1>{t.title}</h1>
        <RangePicker range={range} words={words} />
        <div class="row">
          <button
            type="button"
            class="button secondary"
            data-testid="usage-export"
            onClick={() => post({ type: "export", from: first })}
          >
            {t.exportCsv}
          </button>
          <button
            type="button"
            class="button secondary"
            data-testid="usage-clear"
            onClick={() => post({ type: "clear" })}
          >
            {t.clear}
          </button>
        </div>
      </header>
      {rows.length === 0 ? (
        <p>{t.empty}</p>
      ) : (
        <>
          <Summary rows={rows} words={words} />
          {bars.length > 1 && (
            <DayChart
              bars={bars}
              describe={(bar) => fill(t.tokensOn, dateOf(bar.key), number.format(bar.tokens))}
              dateOf={dateOf}
            />
          )}
          <UsageTable
            caption={t.byDay}
            keyTitle={t.day}
            totals={totalsBy(rows, ({ day }) => day).reverse()}
            nameOf={dateOf}
            words={words}
            testId="usage-days"
          />
          <UsageTable
            caption={t.byModel}
            keyTitle={t.model}
            totals={totalsBy(rows, ({ model }) => model)}
            nameOf={(model) => model}
            words={words}
            testId="usage-models"
          />
          <UsageTable
            caption={t.bySurface}
            keyTitle={t.surface}
            totals={totalsBy(rows, ({ surface }) => surface)}
            nameOf={(surface) => t[surface as "chat" | "edit" | "speech" | "builtIn"]}
            words={words}
            testId="usage-surfaces"
          />
        </>
      )}
      <footer>
        <p>{t.estimate}</p>
        <p>{t.tokensNote}</p>
        <p>{t.notCounted}</p>
        <Prices report={report} words={words} />
      </footer>
    </main>
  );
}

function RangePicker({ range, words }: Pick<Props, "range" | "words">) {
  const { strings: t, locale } = words;
  const number = new Intl.NumberFormat(locale);
  const nameOf = (days: Range) => (days === 0 ? t.all : days === 1 ? t.today : fill(t.lastDays, number.format(days)));
  return (
    <fieldset class="ranges">
      <legend class="unseen">{t.range}</legend>
      {ranges.map((days) => (
        <label key={days}>
          <input
            type="radio"
            name="range"
            data-testid="usage-range"
            value={days}
            checked={range.value === days}
            onChange={() => (range.value = days)}
          />
          <span>{nameOf(days)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Summary({ rows, words }: { readonly rows: UsageReport["rows"]; readonly words: UsageWords }) {
  const { strings: t, locale } = words;
  const number = new Intl.NumberFormat(locale);
  const total = totalOf("", rows);
  const cost = total.costs.length > 0 ? formatCosts(total.costs, locale, t.credits) : t.unknownPrice;
  const figures: readonly (readonly [string, string])[] = [
    [t.estimatedCost, cost],
    [t.tokens, number.format(total.inputTokens + total.outputTokens)],
    [t.replies, number.format(total.replies)],
    ...(total.webSearchCalls > 0 ? [[t.searches, number.format(total.webSearchCalls)] as const] : []),
  ];
  return (
    <>
      <dl class="figures" data-testid="usage-summary">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {total.unpriced > 0 && total.costs.length > 0 && <p>{fill(t.unpriced, number.format(total.unpriced))}</p>}
    </>
  );
}
