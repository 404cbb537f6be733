import { useApp } from "../app.ts";
import { useLazyPart } from "../ui/useLazyPart.ts";

/** What the agent is at and what it changed, once its bundle is there; nothing when there is neither. */
export function AgentStrips() {
  const { store, agentView } = useApp();
  const todos = store.todos.value;
  const changes = store.changes.value;
  const hasAny = todos !== undefined || (changes?.files.length ?? 0) > 0;
  const view = useLazyPart(agentView, hasAny);
  if (!view || !hasAny) return null;
  return (
    <>
      {todos && <view.Todos todos={todos} />}
      {changes && changes.files.length > 0 && <view.Changes changes={changes} />}
    </>
  );
}
