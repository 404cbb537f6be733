// How much will be sent, and how full that makes the model's window: a ring, a figure, and what they are made of.

import { useSignal } from "@preact/signals";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { useApp } from "../app.ts";
import { Icon } from "../ui/IconButton.tsx";

/** From this share of the window on the ring warns, as the words beside it do. */
const nearlyFull = 0.8;

/** The ring. Pressing it shows the figures, pointing at it says the sum of them. */
export function ContextRing() {
  const { context, words } = useApp();
  const t = words.strings;
  const open = useSignal(false);
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  // With the figures: the next key may come before they are painted.
  useLayoutEffect(() => {
    if (!open.value) return;
    const close = ({ target }: Event) => {
      if (!root.current?.contains(target as Node)) open.value = false;
    };
    document.addEventListener("pointerdown", close);
    document.addEventListener("focusin", close);
    // Also when a press on the figures has taken the focus from the ring.
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      open.value = false;
      root.current?.querySelector("button")?.focus();
    };
    document.addEventListener("keydown", onKeyDown, true);
    return () => {
      document.removeEventListener("keydown", onKeyDown, true);
      document.removeEventListener("pointerdown", close);
      document.removeEventListener("focusin", close);
    };
  }, [open, open.value]);

  const { size } = context.state.value;
  if (!size) return null;
  const { share, over, warning, title, lines } = size;
  const level = over ? "over" : share >= nearlyFull ? "near" : "calm";
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is a part of a form.
    <div class="context-size" role="group" aria-label={t.contextSize} data-level={level} ref={root}>
      <button
        type="button"
        class="context-ring"
        data-testid="context-ring"
        data-level={level}
        title={title}
        aria-label={[warning, title].filter(Boolean).join(". ")}
        aria-expanded={open.value}
        aria-controls={open.value ? id : undefined}
        onClick={() => (open.value = !open.value)}
      >
        <Ring share={share} />
        {over && <Icon name="warning" />}
        <span data-testid="context-tokens" data-over={over ? "true" : undefined}>
          {t.contextTokens.replace("{0}", size.tokens)}
        </span>
        {warning !== undefined && <span class="context-warning">{warning}</span>}
      </button>
      {open.value && (
        <div class="context-figures" id={id} data-testid="context-figures">
          <p>{title}</p>
          <dl>
            {lines.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </div>
      )}
    </div>
  );
}

/** From the top, clockwise. A little is drawn of the smallest share. */
function Ring({ share }: { readonly share: number }) {
  const drawn = share <= 0 ? 0 : Math.min(100, Math.max(3, share * 100));
  return (
    <svg class="ring" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <circle class="ring-track" cx="8" cy="8" r="6" />
      <circle class="ring-share" cx="8" cy="8" r="6" pathLength="100" stroke-dasharray={`${drawn} 100`} />
    </svg>
  );
}
