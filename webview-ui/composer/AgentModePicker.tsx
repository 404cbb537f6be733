// What the agent may do with the next question.

import type { AgentMode } from "../../src/protocol/agent.ts";
import type { ChatEnvironment } from "../../src/protocol/snapshot.ts";
import { useApp } from "../app.ts";
import { Icon } from "../ui/IconButton.tsx";

const modes: readonly AgentMode[] = ["agent", "ask", "plan"];

/** A native select; a mode that cannot be chosen here says why. Nothing where there is no choice. */
export function AgentModePicker({ environment: { mode, modeRefusals } }: { readonly environment: ChatEnvironment }) {
  const { words, post } = useApp();
  const t = words.strings;
  if (mode === undefined) return null;
  const names = { agent: t.modeAgent, ask: t.modeAsk, plan: t.modePlan };
  const details = { agent: t.modeAgentDetail, ask: t.modeAskDetail, plan: t.modePlanDetail };
  const refusals = [...new Set(modes.flatMap((each) => modeRefusals?.[each] ?? []))];
  return (
    <span class="picker mode" title={[`${t.mode}: ${names[mode]}`, details[mode], ...refusals].join("\n")}>
      <select
        data-testid="mode-picker"
        aria-label={t.mode}
        value={mode}
        onChange={({ currentTarget }) => {
          const chosen = modes.find((each) => each === currentTarget.value);
          if (chosen) post({ type: "setMode", mode: chosen });
        }}
      >
        <button type="button" class="picker-value">
          <span>{names[mode]}</span>
        </button>
        {modes.map((each) => (
          <option key={each} value={each} disabled={modeRefusals?.[each] !== undefined && each !== mode}>
            <span class="choice-name">{names[each]}</span>
            <span class="choice-detail"> {modeRefusals?.[each] ?? details[each]}</span>
          </option>
        ))}
      </select>
      <Icon name="chevron-down" />
    </span>
  );
}
