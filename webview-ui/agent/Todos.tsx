// The agent's list of what is to do, above the box: one line with what it is at, which opens to all of it.

import { useSignal } from "@preact/signals";
import type { TodoSnapshot } from "../../src/protocol/agent.ts";
import { useApp } from "../app.ts";
import { Icon } from "../ui/IconButton.tsx";
import { fill } from "../words.ts";

const icons: Readonly<Record<TodoSnapshot["state"], string>> = {
  pending: "circle-large-outline",
  active: "arrow-circle-right",
  done: "pass",
};

/** The list that was made last. */
export function Todos({ todos }: { readonly todos: readonly TodoSnapshot[] }) {
  const t = useApp().words.strings;
  const open = useSignal(false);
  const states = { pending: t.todoPending, active: t.todoActive, done: t.todoDone };
  const done = todos.filter(({ state }) => state === "done").length;
  const current = todos.find(({ state }) => state === "active") ?? todos.find(({ state }) => state === "pending");
  return (
    <section class="strip todos" data-testid="todos" aria-label={t.todosLabel}>
      <button
        type="button"
        class="strip-line"
        data-testid="todos-line"
        aria-expanded={open.value}
        onClick={() => (open.value = !open.value)}
        title={current?.text}
      >
        <Icon name={open.value ? "chevron-down" : "chevron-right"} />
        <span class="strip-text" dir="auto">
          {current?.text ?? t.todosLabel}
        </span>
        <span class="strip-count" dir="auto">
          {fill(t.todosDone, done, todos.length)}
        </span>
      </button>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached */}
      <ol class="strip-list" tabIndex={0} aria-label={t.todosLabel} hidden={!open.value}>
        {todos.map((todo, index) => (
          <li key={`${index} ${todo.text}`} class={`todo ${todo.state}`} data-state={todo.state}>
            <Icon name={icons[todo.state]} />
            <span dir="auto">{todo.text}</span>
            <span class="unseen">, {states[todo.state]}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
