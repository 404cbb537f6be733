// A table of sums. Wide ones scroll in their own box, which the keyboard reaches.

import { formatCosts } from "./formatCost.ts";
import type { Total } from "./totals.ts";
import type { UsageWords } from "./usageWords.ts";

interface Props {
  readonly caption: string;
  /** Heads the first column. */
  readonly keyTitle: string;
  readonly totals: readonly Total[];
  readonly nameOf: (key: string) => string;
  readonly words: UsageWords;
  readonly testId: string;
}

/** One line for each sum. */
export function UsageTable({ caption, keyTitle, totals, nameOf, words, testId }: Props) {
  const { strings: t, locale } = words;
  const number = new Intl.NumberFormat(locale);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reached by the keyboard.
    <section class="table-box" aria-label={caption} tabIndex={0}>
      <table data-testid={testId}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {[keyTitle, t.replies, t.input, t.cached, t.output, t.reasoning, t.cost].map((title) => (
              <th scope="col" key={title}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {totals.map((total) => (
            <tr key={total.key}>
              <th scope="row">{nameOf(total.key)}</th>
              <td>{number.format(total.replies)}</td>
              <td>{number.format(total.inputTokens)}</td>
              <td>{number.format(total.cachedInputTokens)}</td>
              <td>{number.format(total.outputTokens)}</td>
              <td>{number.format(total.reasoningTokens)}</td>
              <td>{costOf(total, words)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** "+ ?" stands for what has no known price. */
function costOf({ costs, unpriced }: Total, { strings: t, locale }: UsageWords): string {
  if (costs.length === 0) return t.unknownPrice;
  return formatCosts(costs, locale, t.credits) + (unpriced > 0 ? " + ?" : "");
}
