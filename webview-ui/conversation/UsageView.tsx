// What a reply used: one line, and on request what it is made of.

import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import type { MessageSnapshot } from "../../src/protocol/snapshot.ts";
import { useApp } from "../app.ts";
import { formatCost } from "../usage/formatCost.ts";
import { fill } from "../words.ts";
import { UsageDetails, usageLines } from "./UsageDetails.tsx";

interface Props {
  readonly usage: NonNullable<MessageSnapshot["usage"]>;
  readonly cost: MessageSnapshot["cost"];
  readonly model: string | undefined;
  readonly steps: MessageSnapshot["steps"];
}

/** Tokens in and out, and the cost; pressing it shows all there is to know, hovering does so in the tooltip. */
export function UsageView({ usage, cost, model, steps }: Props) {
  const { words } = useApp();
  const { strings: t, locale } = words;
  const open = useSignal(false);
  const detailsId = useId();
  const number = new Intl.NumberFormat(locale);
  const tokens = fill(t.usage, number.format(usage.inputTokens), number.format(usage.outputTokens));
  const searches = usage.webSearchCalls ? ` · ${t.usageSearches}: ${number.format(usage.webSearchCalls)}` : "";
  const about = cost ? ` · ≈${formatCost(cost, locale, t.credits)}` : "";
  const uncounted = (steps ?? [usage]).filter((step) => step === null || step.isPartial).length;
  const missing = uncounted > 0 ? ` · ${t.usageUncounted}: ${number.format(uncounted)}` : "";
  const lines = usageLines({ usage, costs: cost ? [cost] : [], model, steps: steps?.length, uncounted }, words);
  return (
    <>
      <span class="usage" data-testid="usage">
        <button
          type="button"
          class="usage-line"
          data-testid="usage-line"
          title={lines.map(([name, value]) => `${name}: ${value}`).join("\n")}
          aria-expanded={open.value}
          aria-controls={detailsId}
          onClick={() => (open.value = !open.value)}
          onKeyDown={(event) => {
            if (event.key !== "Escape" || !open.value) return;
            event.preventDefault();
            event.stopPropagation();
            open.value = false;
          }}
        >
          {tokens + searches + about + missing}
        </button>
      </span>
      {open.value && <UsageDetails id={detailsId} lines={lines} steps={steps} />}
    </>
  );
}
