// The prices the costs come from, with their date.

import type { PriceTable, UsageReport } from "../../src/protocol/usage.ts";
import { fill } from "../words.ts";
import { formatCost } from "./formatCost.ts";
import type { UsageWords } from "./usageWords.ts";

type Rates = NonNullable<PriceTable["models"][number]["money"]>;

interface Props {
  readonly report: UsageReport;
  readonly words: UsageWords;
}

/** Money for a million tokens, credits for one, and what else there is to say. */
export function Prices({ report, words }: Props) {
  const { strings: t, locale } = words;
  const { prices, currency } = report;
  const money = new Intl.NumberFormat(locale, {
    style: "currency",
    currency: currency.toUpperCase(),
    currencyDisplay: "narrowSymbol",
    maximumFractionDigits: 4,
  });
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 4 });
  const month = new Intl.DateTimeFormat(locale, { year: "numeric", month: "long", timeZone: "UTC" });
  const dateOf = (text: string) => month.format(new Date(`${text}-01T00:00:00Z`));
  const unit = currency === "usd" ? "$" : "¥";
  const search = formatCost({ amount: prices.webSearch, unit: currency }, locale, t.credits);
  const rows = (kind: "money" | "credits") =>
    prices.models.flatMap(({ model, [kind]: rates }) => (rates ? [{ model, rates }] : []));
  return (
    <details class="prices" data-testid="usage-prices">
      <summary data-testid="usage-prices-line">
        <h2>{t.prices}</h2> {fill(t.pricesDate, dateOf(prices.since), dateOf(prices.checked))}
      </summary>
      <RateTable
        caption={fill(t.perMillion, unit)}
        rows={rows("money")}
        format={(rate) => money.format(rate)}
        words={words}
      />
      <RateTable
        caption={t.perToken}
        rows={rows("credits")}
        format={(rate) => number.format(rate / 1_000_000)}
        words={words}
      />
      <p>{t.nightRate}</p>
      <p>{fill(t.searchPrice, search)}</p>
    </details>
  );
}

interface RateProps {
  readonly caption: string;
  readonly rows: readonly { readonly model: string; readonly rates: Rates }[];
  readonly format: (rate: number) => string;
  readonly words: UsageWords;
}

function RateTable({ caption, rows, format, words }: RateProps) {
  const t = words.strings;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reached by the keyboard.
    <section class="table-box" aria-label={caption} tabIndex={0}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {[t.model, t.cachedInput, t.input, t.output].map((title) => (
              <th scope="col" key={title}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ model, rates }) => (
            <tr key={model}>
              <th scope="row">{model}</th>
              <td>{format(rates.cachedInput)}</td>
              <td>{format(rates.input)}</td>
              <td>{format(rates.output)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
