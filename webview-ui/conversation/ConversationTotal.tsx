// What the conversation has cost so far, quietly in the header.

import { useSignal } from "@preact/signals";
import { useId, useRef } from "preact/hooks";
import { useApp } from "../app.ts";
import { formatCosts } from "../usage/formatCost.ts";
import { fill } from "../words.ts";
import { UsageDetails, usageLines } from "./UsageDetails.tsx";

/** The estimated cost, or the tokens where no price is known; pressing it shows the numbers and the way to all usage. */
export function ConversationTotal() {
  const { store, words, post } = useApp();
  const { strings: t, locale } = words;
  const open = useSignal(false);
  const button = useRef<HTMLButtonElement>(null);
  const panelId = useId();
  const total = store.total.value;
  if (!total) return null;
  const compact = new Intl.NumberFormat(locale, { notation: "compact", maximumSignificantDigits: 3 });
  const tokens = fill(t.usageTokens, compact.format(total.usage.inputTokens + total.usage.outputTokens));
  const text = total.costs.length > 0 ? formatCosts(total.costs, locale, t.credits) : tokens;
  const close = () => {
    open.value = false;
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is a part of a form.
    <div
      class="total"
      role="group"
      aria-label={t.usageDetails}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open.value) return;
        event.preventDefault();
        close();
        button.current?.focus();
      }}
      onFocusOut={(event) => {
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) close();
      }}
    >
      <button
        type="button"
        class="usage-line"
        data-testid="conversation-usage"
        ref={button}
        title={t.usageDetails}
        aria-label={fill(t.usageTotal, text)}
        aria-expanded={open.value}
        aria-controls={panelId}
        onClick={() => (open.value = !open.value)}
      >
        {text}
      </button>
      {open.value && (
        <div class="total-panel">
          <UsageDetails id={panelId} lines={usageLines(total, words)} />
          {total.unpriced > 0 && total.costs.length > 0 && <p class="note">{fill(t.usageUnpriced, total.unpriced)}</p>}
          <button type="button" class="link" data-testid="show-usage" onClick={() => post({ type: "showUsage" })}>
            {t.showUsage}
          </button>
        </div>
      )}
    </div>
  );
}
