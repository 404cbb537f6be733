// A box for the person's own words in something that asks.

import { useApp } from "../app.ts";
import type { CallPlace } from "../conversation/callContents.ts";

interface Props {
  readonly place: CallPlace;
  readonly token: string;
  readonly label: string;
  readonly testId: string;
  /** It was answered. */
  readonly readOnly?: boolean;
  readonly onEnter: () => void;
}

/** The longest that is taken, in UTF-16 units: as the wire has it. */
const maxLength = 100_000;

/** Grows with its lines. Enter sends, Shift+Enter breaks the line, and an input method's Enter does neither. */
export function AskedTextBox({ place, token, label, testId, readOnly = false, onEnter }: Props) {
  const { asked } = useApp();
  return (
    <textarea
      class="editor-text asked-text"
      data-testid={testId}
      dir="auto"
      rows={1}
      aria-label={label}
      placeholder={label}
      maxLength={maxLength}
      value={asked.of(token)}
      readOnly={readOnly}
      onInput={({ currentTarget }) => asked.change(place, token, currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
        event.preventDefault();
        onEnter();
      }}
    />
  );
}
