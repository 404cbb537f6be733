// A yes or no that the run waits for: what will happen, why it is asked, and all of what is agreed to.

import { useSignal } from "@preact/signals";
import { useId, useRef } from "preact/hooks";
import type { ApprovalSnapshot } from "../../src/protocol/agent.ts";
import { useApp } from "../app.ts";
import type { CallPlace } from "../conversation/callContents.ts";
import { Icon } from "../ui/IconButton.tsx";
import { AskedTextBox } from "./AskedTextBox.tsx";
import { useAsking, usePressed } from "./asking.ts";
import { ShownText } from "./ShownText.tsx";

interface Props {
  readonly place: CallPlace;
  readonly approval: ApprovalSnapshot;
}

/** One approval; drawn anew for each token. */
export function Approval({ place, approval }: Props) {
  const app = useApp();
  const { words, post, asked } = app;
  const t = words.strings;
  const { token, sentence, reasons, shows, offers } = approval;
  const root = useRef<HTMLDivElement>(null);
  const id = useId();
  const decided = useSignal(false);
  const open = useSignal(false);
  const asking = useAsking(root, "[data-testid=approve]", `${t.approvalLabel}. ${sentence}`);
  const decide = (act: () => void) =>
    asking.decide(() => {
      decided.value = true;
      act();
    });
  const approve = (offer?: number) =>
    decide(() => post({ type: "approve", token, ...(offer !== undefined && { offer }) }));
  const deny = () =>
    decide(() => {
      const note = asked.send(token);
      post({ type: "deny", token, ...(note !== undefined && { note }) });
    });
  const isPointedAt = usePressed(app, root, { token, asking, sentence }, { approve: () => approve(), deny });
  const off = decided.value ? "true" : undefined;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has a look of its own
    <div
      class={isPointedAt ? "asks approval pointed-at" : "asks approval"}
      data-testid="approval"
      role="group"
      aria-label={t.approvalLabel}
      aria-describedby={`${id}-what ${id}-why`}
      ref={root}
      onKeyDown={(event) => {
        // The list is nearer than the run, which the key would stop.
        if (event.key !== "Escape" || !open.value) return;
        event.preventDefault();
        event.stopPropagation();
        open.value = false;
        root.current?.querySelector<HTMLElement>("[data-testid=approve-options]")?.focus();
      }}
    >
      <p id={`${id}-what`} class="approval-sentence" dir="auto">
        {sentence}
      </p>
      <ul id={`${id}-why`} class="approval-reasons">
        {reasons.map((reason) => (
          <li key={reason} dir="auto">
            {reason}
          </li>
        ))}
      </ul>
      {shows && <ShownText shown={shows} label={t.callInput} />}
      <div class="row approval-buttons">
        <span class="split">
          <button
            type="button"
            class="button"
            data-testid="approve"
            aria-disabled={off}
            aria-describedby={`${id}-what`}
            onClick={() => approve()}
          >
            {approval.approve ?? t.approve}
          </button>
          {offers.length > 0 && (
            <button
              type="button"
              class="button approve-more"
              data-testid="approve-options"
              title={t.approveMore}
              aria-label={t.approveMore}
              aria-expanded={open.value}
              aria-controls={open.value ? `${id}-offers` : undefined}
              aria-disabled={off}
              onClick={() => (open.value = !open.value)}
            >
              <Icon name="chevron-down" />
            </button>
          )}
        </span>
        <button type="button" class="button secondary" data-testid="deny" aria-disabled={off} onClick={deny}>
          {t.deny}
        </button>
      </div>
      {isPointedAt && !decided.value && <p class="note">{t.pressAgain}</p>}
      {open.value && (
        <ul class="approve-offers" id={`${id}-offers`}>
          {offers.map((offer, index) => (
            <li key={offer}>
              <button
                type="button"
                class="approve-offer"
                data-testid="approve-option"
                dir="auto"
                aria-disabled={off}
                onClick={() => approve(index)}
              >
                {offer}
              </button>
            </li>
          ))}
        </ul>
      )}
      <AskedTextBox
        place={place}
        token={token}
        label={t.denyNote}
        testId="deny-note"
        readOnly={decided.value}
        onEnter={() => {
          if (/\S/.test(asked.of(token))) deny();
        }}
      />
    </div>
  );
}
