// What a reply or a conversation used, number by number.

import type { ConversationSnapshot, MessageSnapshot } from "../../src/protocol/snapshot.ts";
import { formatCosts } from "../usage/formatCost.ts";
import type { Words } from "../words.ts";

type Total = NonNullable<ConversationSnapshot["total"]>;

/** What is counted, and for which model or how many replies. */
export interface Counted {
  readonly usage: NonNullable<MessageSnapshot["usage"]>;
  readonly costs: Total["costs"];
  readonly model?: string;
  readonly replies?: number;
}

/** Names and values, in the order to show them. What the service did not count is left out. */
export function usageLines({ usage, costs, model, replies }: Counted, words: Words): readonly [string, string][] {
  const { strings: t, locale } = words;
  const number = new Intl.NumberFormat(locale);
  const known: readonly (readonly [string, number | undefined])[] = [
    [t.usageReplies, replies],
    [t.usageInput, usage.inputTokens],
    [t.usageCached, usage.cachedInputTokens],
    [t.usageOutput, usage.outputTokens],
    [t.usageReasoning, usage.reasoningTokens],
    [t.usageSearches, usage.webSearchCalls || undefined],
  ];
  const counted = known.flatMap(([name, count]): [string, string][] =>
    count === undefined ? [] : [[name, number.format(count)]],
  );
  const cost = costs.length > 0 ? formatCosts(costs, locale, t.credits) : t.usageUnknown;
  const lines: [string, string][] = [...counted, [t.usageCost, cost]];
  return model ? [...lines, [t.model, model]] : lines;
}

/** The lines as a list of terms. */
export function UsageDetails({ id, lines }: { readonly id: string; readonly lines: readonly [string, string][] }) {
  return (
    <dl class="usage-details" data-testid="usage-details" id={id}>
      {lines.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
