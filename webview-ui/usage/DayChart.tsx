// Tokens by day as bars. A picture of the table below it, which is what screen readers read.

import type { Bar } from "./totals.ts";

const width = 10;
const height = 100;

interface Props {
  readonly bars: readonly Bar[];
  /** What a pointer is told of a bar. */
  readonly describe: (bar: Bar) => string;
  readonly dateOf: (key: string) => string;
}

/** The bars, with the first and the last day below. */
export function DayChart({ bars, describe, dateOf }: Props) {
  const most = Math.max(1, ...bars.map(({ tokens }) => tokens));
  return (
    <div class="chart" aria-hidden="true" data-testid="usage-chart">
      <svg viewBox={`0 0 ${bars.length * width} ${height}`} preserveAspectRatio="none" role="presentation">
        {bars.map((bar, index) => {
          // Whatever was used can be seen.
          const size = bar.tokens === 0 ? 0 : Math.max(2, (bar.tokens / most) * height);
          return (
            <g key={bar.key}>
              <rect class="bar-space" x={index * width} y={0} width={width} height={height}>
                <title>{describe(bar)}</title>
              </rect>
              <rect class="bar" x={index * width + 1} y={height - size} width={width - 2} height={size} />
            </g>
          );
        })}
      </svg>
      <div class="chart-days">
        <span>{dateOf(bars[0]?.key ?? "")}</span>
        <span>{dateOf(bars.at(-1)?.key ?? "")}</span>
      </div>
    </div>
  );
}
