// Which model answers.

import type { ChatEnvironment } from "../../src/protocol/snapshot.ts";
import { useApp } from "../app.ts";
import { Icon } from "./IconButton.tsx";

/** A native select. Retired models are in a group of their own; an unknown chosen one is listed by its id. */
export function ModelPicker({ environment }: { readonly environment: ChatEnvironment }) {
  const { words, post } = useApp();
  const t = words.strings;
  const { model, models } = environment;
  const current = models.filter((choice) => !choice.retired);
  const retired = models.filter((choice) => choice.retired);
  const known = models.some((choice) => choice.id === model);
  return (
    <span class="picker" title={t.model}>
      <select
        data-testid="model-picker"
        aria-label={t.model}
        value={model}
        onChange={(event) => post({ type: "setModel", model: event.currentTarget.value })}
      >
        {!known && <option value={model}>{model}</option>}
        {current.map((choice) => (
          <option key={choice.id} value={choice.id}>
            {choice.name}
          </option>
        ))}
        {retired.length > 0 && (
          <optgroup label={t.retiredModels}>
            {retired.map((choice) => (
              <option key={choice.id} value={choice.id}>
                {choice.name}
              </option>
            ))}
          </optgroup>
        )}
      </select>
      <Icon name="chevron-down" />
    </span>
  );
}
