// What goes with the question: chips, and how full it makes the window.

import type { RefObject } from "preact";
import { useRef } from "preact/hooks";
import type { ContextChip } from "../../src/protocol/context.ts";
import { useApp } from "../app.ts";
import { Icon, IconButton } from "../ui/IconButton.tsx";
import { fill } from "../words.ts";
import { ContextRing } from "./ContextRing.tsx";
import { insertAtCursor } from "./mentionKeys.ts";
import { contextIcons } from "./SuggestionMenu.tsx";

/** The row above the text. */
export function ContextRow({ box }: { readonly box: RefObject<HTMLTextAreaElement | null> }) {
  const { context, words, post } = useApp();
  const t = words.strings;
  const row = useRef<HTMLUListElement>(null);
  const { chips } = context.state.value;

  const mention = () => {
    const element = box.current;
    if (!element) return;
    element.focus();
    const before = element.value.slice(0, element.selectionStart);
    insertAtCursor(element, before === "" || /\s$/.test(before) ? "@" : " @");
  };
  const remove = (chip: ContextChip) => {
    // The focus goes to the neighbour, or back to the text.
    const removes = [...(row.current?.querySelectorAll<HTMLElement>(".chip-main") ?? [])];
    const index = chips.indexOf(chip);
    (removes[index + 1] ?? removes[index - 1] ?? box.current)?.focus();
    post({ type: "contextRemove", id: chip.id });
  };

  return (
    <div class="context-row">
      <IconButton icon="mention" label={t.mentionAdd} testId="mention-add" onPress={mention} />
      <ContextRing />
      <ul class="chips" ref={row} aria-label={t.contextChips}>
        {chips.map((chip) =>
          chip.on === undefined ? (
            <Attached key={chip.id} chip={chip} onRemove={() => remove(chip)} />
          ) : (
            <Switched key={chip.id} chip={chip} />
          ),
        )}
      </ul>
    </div>
  );
}

/** A chip that was added; Delete and Backspace take it away too. */
function Attached({ chip, onRemove }: { readonly chip: ContextChip; readonly onRemove: () => void }) {
  const { words, post } = useApp();
  const t = words.strings;
  return (
    <li class="chip" data-testid="mention" data-kind={chip.kind} data-state={chip.state}>
      <button
        type="button"
        class="chip-main"
        data-testid="mention-open"
        title={fill(t.contextShow, chip.title)}
        onClick={() => post({ type: "contextOpen", id: chip.id })}
        onKeyDown={(event) => {
          if (event.key !== "Delete" && event.key !== "Backspace") return;
          event.preventDefault();
          onRemove();
        }}
      >
        <Icon name={chip.state === "question" ? "warning" : contextIcons[chip.kind]} />
        <ChipText chip={chip} />
      </button>
      <button
        type="button"
        class="chip-remove"
        data-testid="mention-remove"
        title={fill(t.contextRemove, chip.label)}
        aria-label={fill(t.contextRemove, chip.label)}
        onClick={onRemove}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}

/** The active editor, or rules of the project: there by itself, and switched on or off. */
function Switched({ chip }: { readonly chip: ContextChip }) {
  const { words, post } = useApp();
  const t = words.strings;
  const isEditor = chip.kind === "active";
  const refused = chip.state === "refused";
  const changed = chip.state === "changed";
  const hint = fill(isEditor ? t.activeEditor : t.agentsFile, chip.title);
  return (
    <li class={chip.on || changed ? "chip" : "chip off"} data-kind={chip.kind} data-state={chip.state}>
      <button
        type="button"
        class="chip-main"
        data-testid={isEditor ? "active-editor" : "agents-file"}
        title={hint}
        aria-pressed={chip.on}
        aria-disabled={refused ? "true" : undefined}
        onClick={() => {
          if (!refused) post({ type: "contextSwitch", id: chip.id, on: !chip.on });
        }}
      >
        <Icon name={chip.state === "question" || refused ? "warning" : iconOf(chip)} />
        <ChipText chip={chip} />
      </button>
    </li>
  );
}

function iconOf(chip: ContextChip): string {
  if (chip.kind === "agents") return chip.state === "changed" ? "sync" : contextIcons.agents;
  return chip.on ? "eye" : "eye-closed";
}

/** Of a path the end says more than the beginning. */
function ChipText({ chip }: { readonly chip: ContextChip }) {
  const isPath = chip.kind === "file" || chip.kind === "folder" || chip.kind === "selection" || chip.kind === "active";
  const name = isPath ? (/[^/]*\/?$/.exec(chip.label)?.[0] ?? chip.label) : chip.label;
  return (
    <>
      <span class="chip-label">{name === "" ? chip.label : name}</span>
      {chip.size !== undefined && (chip.on !== false || chip.state === "changed") && (
        <span class="chip-size">{chip.size}</span>
      )}
    </>
  );
}
