// What a reply used.

import type { MessageSnapshot } from "../../src/protocol/snapshot.ts";
import { fill } from "../words.ts";

interface Props {
  readonly usage: NonNullable<MessageSnapshot["usage"]>;
  readonly model: string | undefined;
  readonly locale: string;
  readonly template: string;
}

/** Tokens in and out; the model is in the tooltip. */
export function UsageView({ usage, model, locale, template }: Props) {
  const number = new Intl.NumberFormat(locale);
  return (
    <span class="usage" data-testid="usage" title={model}>
      {fill(template, number.format(usage.inputTokens), number.format(usage.outputTokens))}
    </span>
  );
}
