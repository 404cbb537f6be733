// How the model answers: whether it thinks first, and whether it searches the web.

import type { ChatEnvironment, WebSearchMode } from "../../src/protocol/snapshot.ts";
import { useApp } from "../app.ts";
import { Icon } from "../ui/IconButton.tsx";
import { fill } from "../words.ts";

interface EnvironmentProps {
  readonly environment: ChatEnvironment;
}

/** Thinking on or off. */
export function ThinkingToggle({ environment }: EnvironmentProps) {
  const { words, post } = useApp();
  const t = words.strings;
  const { thinking, canThink } = environment;
  return (
    <Toggle
      testId="thinking-toggle"
      icon="lightbulb"
      label={t.thinking}
      title={canThink ? t.thinkingHint : t.thinkingUnavailable}
      pressed={thinking && canThink}
      available={canThink}
      onPress={() => post({ type: "setThinking", thinking: !thinking })}
    />
  );
}

const nextMode: Readonly<Record<WebSearchMode, WebSearchMode>> = { off: "auto", auto: "always", always: "off" };

/** Web search: off, when the model wants it, always. */
export function WebSearchToggle({ environment }: EnvironmentProps) {
  const { words, post } = useApp();
  const t = words.strings;
  const { webSearch, canSearch, searchPrice } = environment;
  const cost = searchPrice === undefined ? "" : `. ${fill(t.webSearchCost, searchPrice)}`;
  const titles: Readonly<Record<WebSearchMode, string>> = {
    off: t.webSearchOff,
    auto: t.webSearchAuto + cost,
    always: t.webSearchAlways + cost,
  };
  const labels: Readonly<Record<WebSearchMode, string>> = {
    off: t.webSearch,
    auto: t.webSearchAutoShort,
    always: t.webSearchAlwaysShort,
  };
  return (
    <Toggle
      testId="web-search-toggle"
      icon="globe"
      label={canSearch ? labels[webSearch] : t.webSearch}
      title={canSearch ? titles[webSearch] : t.webSearchUnavailable}
      pressed={webSearch !== "off" && canSearch}
      available={canSearch}
      mode={canSearch ? webSearch : "off"}
      onPress={() => post({ type: "setWebSearch", webSearch: nextMode[webSearch] })}
    />
  );
}

interface ToggleProps {
  readonly testId: string;
  readonly icon: string;
  /** Shown where there is room. */
  readonly label: string;
  /** The tooltip, and what a screen reader says. */
  readonly title: string;
  readonly pressed: boolean;
  readonly available: boolean;
  readonly mode?: WebSearchMode;
  readonly onPress: () => void;
}

function Toggle({ testId, icon, label, title, pressed, available, mode, onPress }: ToggleProps) {
  return (
    <button
      type="button"
      class="toggle"
      data-testid={testId}
      data-mode={mode}
      title={title}
      aria-label={title.startsWith(label) ? title : `${label}. ${title}`}
      aria-pressed={pressed}
      aria-disabled={available ? undefined : "true"}
      onClick={() => {
        if (available) onPress();
      }}
    >
      <Icon name={icon} />
      <span class="toggle-label">{label}</span>
    </button>
  );
}
