// Below a plan: carry it out, or change it first.

import { useComputed } from "@preact/signals";
import { useApp } from "../app.ts";
import { type MessageEntry, wordsOf } from "../conversation/chatStore.ts";
import { readLog } from "../conversation/textLog.ts";

/** Only below the last reply: an earlier plan has been talked about. */
export function PlanEnd({ entry }: { readonly entry: MessageEntry }) {
  const { words, post, store, draft, planStart, composerFocus } = useApp();
  const t = words.strings;
  const isLast = useComputed(() => store.messages.value.at(-1) === entry && !store.busy.value).value;
  const state = planStart.state.value;
  if (!isLast) return null;
  const own = state?.messageId === entry.id ? state : undefined;
  const environment = store.environment.value;
  const modeRefusal = environment?.modeRefusals?.agent;
  const start = () => {
    // What was made of the plan in the box is what is meant.
    if (draft.plan.peek() === entry.id && draft.canSend.peek()) {
      planStart.leave();
      draft.send("agent");
    } else planStart.start(entry.id, t.planStartText);
  };
  const edit = () => {
    if (modeRefusal === undefined) post({ type: "setMode", mode: "agent" });
    draft.editPlan(entry.id, wordsOf(entry).map(readLog).at(-1) ?? "");
    composerFocus.value += 1;
  };
  return (
    <div class="plan-end" data-testid="plan-end">
      {own?.refusal !== undefined && (
        <p class="refusal" role="alert" data-testid="plan-refusal">
          {own.refusal}
        </p>
      )}
      <div class="row">
        <button
          type="button"
          class="button"
          data-testid="plan-start"
          aria-disabled={own?.draftId === undefined ? undefined : "true"}
          onClick={start}
        >
          {t.planStart}
        </button>
        <button type="button" class="button secondary" data-testid="plan-edit" onClick={edit}>
          {t.planEdit}
        </button>
        {own?.refusal !== undefined && modeRefusal !== undefined && environment?.modeWayOut !== undefined && (
          <button
            type="button"
            class="button secondary"
            data-testid="mode-way-out"
            onClick={() => post({ type: "modeWayOut" })}
          >
            {environment.modeWayOut}
          </button>
        )}
      </div>
    </div>
  );
}
