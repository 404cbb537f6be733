// The menu behind `@`, what can go with the question, and behind `/`, what can be done instead. The focus stays in the
// text; the box names the chosen line.

import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { MentionCandidate } from "../../src/protocol/context.ts";
import { useApp } from "../app.ts";
import { Icon } from "../ui/IconButton.tsx";
import { fill } from "../words.ts";
import { pickMention } from "./mentionKeys.ts";

const menuId = "mention-menu";
const optionId = (index: number) => `mention-option-${index}`;

/**
 * While the menu is open the text box is a combobox that names the chosen line. Set by hand: the types know no textarea
 * as one, although it is the pattern that screen readers understand here.
 */
export function useMenuRole(box: RefObject<HTMLTextAreaElement | null>): void {
  const { context } = useApp();
  const open = context.isOpen.value;
  const chosen = context.chosen.value;
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    element.setAttribute("aria-autocomplete", "list");
    if (!open) return undefined;
    const attributes = {
      role: "combobox",
      "aria-expanded": "true",
      "aria-haspopup": "listbox",
      "aria-controls": menuId,
      "aria-activedescendant": optionId(chosen),
    };
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return () => {
      for (const name of Object.keys(attributes)) element.removeAttribute(name);
    };
  }, [box, open, chosen]);
}

/** Codicons by kind. */
export const contextIcons: Readonly<Record<MentionCandidate["kind"] | "active" | "agents", string>> = {
  file: "file",
  folder: "folder",
  selection: "list-selection",
  symbol: "symbol-method",
  problems: "warning",
  changes: "git-compare",
  staged: "git-commit",
  terminal: "terminal",
  editors: "files",
  active: "eye",
  agents: "book",
};

/** Nothing while there is nothing to choose from. */
export function SuggestionMenu({ box }: { readonly box: RefObject<HTMLTextAreaElement | null> }) {
  const app = useApp();
  const { context } = app;
  const t = app.words.strings;
  const list = useRef<HTMLDivElement>(null);
  const open = context.isOpen.value;
  const candidates = context.candidates.value;
  const chosen = context.chosen.value;
  const kind = context.kind.value ?? "mention";

  useLayoutEffect(() => {
    list.current?.children[chosen]?.scrollIntoView?.({ block: "nearest" });
  }, [chosen, candidates]);
  const count = open ? candidates.length : 0;
  useEffect(() => {
    if (count > 0) app.announce(fill(t.mentionCount, count));
  }, [count, app, t]);

  if (!open) return null;
  return (
    <div
      ref={list}
      class="mention-menu"
      id={menuId}
      data-testid={`${kind}-menu`}
      data-query={context.answered.value}
      role="listbox"
      aria-label={kind === "command" ? t.slashMenu : t.mentionMenu}
    >
      {candidates.map((candidate, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the text box's, which keeps the focus
        <div
          key={candidate.id}
          class="mention-option"
          id={optionId(index)}
          data-testid={`${kind}-option`}
          data-kind={candidate.kind}
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          title={candidate.detail === "" ? candidate.label : `${candidate.label} (${candidate.detail})`}
          // Pressing must not take the focus from the text.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => {
            if (box.current) pickMention(index, context, box.current);
          }}
        >
          <Icon name={candidate.kind === "command" ? candidate.icon : contextIcons[candidate.kind]} />
          <span class="mention-label">{candidate.label}</span>
          <span class="mention-detail">{candidate.detail}</span>
        </div>
      ))}
    </div>
  );
}
