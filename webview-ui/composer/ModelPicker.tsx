// Which model answers.

import type { ChatEnvironment, ModelChoice } from "../../src/protocol/snapshot.ts";
import { useApp } from "../app.ts";
import { Icon } from "../ui/IconButton.tsx";

/**
 * A native select whose list says what each model is chosen by. Retired models are in a group of their own, at the end;
 * an unknown chosen one is listed by its id.
 */
export function ModelPicker({ environment }: { readonly environment: ChatEnvironment }) {
  const { words, post } = useApp();
  const t = words.strings;
  const { model, models } = environment;
  const current = models.filter((choice) => !choice.retired);
  const retired = models.filter((choice) => choice.retired);
  const chosen = models.find((choice) => choice.id === model);
  const about = [chosen?.name ?? model, ...(chosen?.retired ? [t.retiredModels] : []), chosen?.detail].filter(Boolean);
  return (
    <span class="picker" title={`${t.model}: ${about.join(" · ")}`}>
      <select
        data-testid="model-picker"
        aria-label={t.model}
        value={model}
        onChange={(event) => post({ type: "setModel", model: event.currentTarget.value })}
      >
        {/* What is shown of the closed list: the part of the name that tells one model from another. */}
        <button type="button" class="picker-value">
          <span>{shortName(chosen?.name ?? model)}</span>
        </button>
        {!chosen && <option value={model}>{model}</option>}
        {current.map((choice) => (
          <Choice key={choice.id} choice={choice} />
        ))}
        {retired.length > 0 && (
          <optgroup label={t.retiredModels}>
            {retired.map((choice) => (
              <Choice key={choice.id} choice={choice} />
            ))}
          </optgroup>
        )}
      </select>
      <Icon name="chevron-down" />
    </span>
  );
}

/** Where lists can have more than one line it has two; elsewhere they follow one another. */
function Choice({ choice: { id, name, detail } }: { readonly choice: ModelChoice }) {
  return (
    <option value={id}>
      <span class="choice-name">{name}</span>
      {detail !== undefined && <span class="choice-detail"> {detail}</span>}
    </option>
  );
}

function shortName(name: string): string {
  return name.replace(/^(MiMo |mimo-)/, "");
}
