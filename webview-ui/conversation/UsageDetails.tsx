// What a reply or a conversation used, number by number.

import type { ConversationSnapshot, MessageSnapshot } from "../../src/protocol/snapshot.ts";
import { useApp } from "../app.ts";
import { formatCosts } from "../usage/formatCost.ts";
import { fill, type Words } from "../words.ts";

type Total = NonNullable<ConversationSnapshot["total"]>;

/** What is counted, and for which model or how many replies. */
export interface Counted {
  readonly usage: NonNullable<MessageSnapshot["usage"]>;
  readonly costs: Total["costs"];
  readonly model?: string;
  readonly replies?: number;
  readonly steps?: number | undefined;
  /** Steps that are in none of the numbers, or not with all they used. */
  readonly uncounted?: number;
}

/** Names and values, in the order to show them. What the service did not count is left out. */
export function usageLines(
  { usage, costs, model, replies, steps, uncounted }: Counted,
  words: Words,
): readonly [string, string][] {
  const { strings: t, locale } = words;
  const number = new Intl.NumberFormat(locale);
  const known: readonly (readonly [string, number | undefined])[] = [
    [t.usageReplies, replies],
    [t.usageSteps, steps],
    [t.usageUncounted, uncounted || undefined],
    [t.usageInput, usage.inputTokens],
    [t.usageCached, usage.cachedInputTokens],
    [t.usageOutput, usage.outputTokens],
    [t.usageReasoning, usage.reasoningTokens],
    [t.usageSearches, usage.webSearchCalls || undefined],
  ];
  // Of a run it says whether the steps begin with what was sent before.
  const share = steps === undefined ? undefined : cachedShare(usage, locale);
  const counted = known.flatMap(([name, count]): [string, string][] =>
    count === undefined
      ? []
      : [[name, name === t.usageCached && share ? `${number.format(count)} (${share})` : number.format(count)]],
  );
  const cost = costs.length > 0 ? formatCosts(costs, locale, t.credits) : t.usageUnknown;
  const lines: [string, string][] = [...counted, [t.usageCost, cost]];
  return model ? [...lines, [t.model, model]] : lines;
}

/** How much of the input was in the service's cache, "98%". */
function cachedShare({ inputTokens, cachedInputTokens }: Counted["usage"], locale: string): string | undefined {
  if (cachedInputTokens === undefined || inputTokens === 0) return undefined;
  return new Intl.NumberFormat(locale, { style: "percent" }).format(cachedInputTokens / inputTokens);
}

interface Props {
  readonly id: string;
  readonly lines: readonly [string, string][];
  /** What each step of a run used. */
  readonly steps?: MessageSnapshot["steps"];
}

/** The lines as a list of terms, and below them the steps of a run. */
export function UsageDetails({ id, lines, steps }: Props) {
  return (
    <>
      <dl class="usage-details" data-testid="usage-details" id={id}>
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {steps && <UsageSteps steps={steps} />}
    </>
  );
}

function UsageSteps({ steps }: { readonly steps: NonNullable<Props["steps"]> }) {
  const { words } = useApp();
  const { strings: t, locale } = words;
  const number = new Intl.NumberFormat(locale);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached
    <ol class="usage-steps" data-testid="usage-steps" aria-label={t.usageSteps} tabIndex={0}>
      {steps.map((usage, index) => {
        if (usage === null) return <li key={index}>{fill(t.usageStepUncounted, index + 1)}</li>;
        if (usage.isPartial)
          return <li key={index}>{fill(t.usageStepPartial, index + 1, number.format(usage.inputTokens))}</li>;
        const share = cachedShare(usage, locale);
        const [sent, got] = [number.format(usage.inputTokens), number.format(usage.outputTokens)];
        const line =
          share === undefined
            ? fill(t.usageStep, index + 1, sent, got)
            : fill(t.usageStepCached, index + 1, sent, share, got);
        return <li key={index}>{line}</li>;
      })}
    </ol>
  );
}
