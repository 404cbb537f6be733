// The line of a call: what it does, and how far it is. It says that in words too, for those who see no colour.

import type { ToolState } from "../../src/protocol/agent.ts";
import type { WebviewStrings } from "../../src/protocol/strings.ts";
import { Icon } from "../ui/IconButton.tsx";

interface Props {
  readonly icon: string;
  readonly state: ToolState;
  readonly line: string;
  readonly words: WebviewStrings;
  readonly open: boolean;
  readonly bodyId: string;
  readonly onPress: () => void;
}

/** A button that opens what is below it. */
export function CallLine({ icon, state, line, words, open, bodyId, onPress }: Props) {
  const states: Readonly<Partial<Record<ToolState, string>>> = {
    approval: words.callWaits,
    streaming: words.callRuns,
    running: words.callRuns,
    failed: words.callFailed,
    denied: words.callDenied,
    stopped: words.callStopped,
  };
  return (
    <button
      type="button"
      class="tool-line"
      data-testid="tool-line"
      title={line}
      aria-expanded={open}
      aria-controls={open ? bodyId : undefined}
      onClick={onPress}
    >
      <Icon name={icon} />
      <span class="tool-text" dir="auto">
        {line}
      </span>
      {states[state] && <span class="unseen">, {states[state]}</span>}
      <Icon name={open ? "chevron-down" : "chevron-right"} />
    </button>
  );
}
