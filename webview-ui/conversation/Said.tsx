// What the person said while a run went on, on their side: a question of theirs, to which files can be restored.

import { useApp } from "../app.ts";
import { IconButton } from "../ui/IconButton.tsx";
import type { PartEntry } from "./chatStore.ts";
import { GrowingText } from "./GrowingText.tsx";

interface Props {
  readonly part: PartEntry;
  /** Its id, when what was done since can be taken back. */
  readonly restores: string | undefined;
}

/** One of them. */
export function Said({ part, restores }: Props) {
  const { words, post, store } = useApp();
  const t = words.strings;
  return (
    <div class="said">
      {restores !== undefined && !store.busy.value && (
        <IconButton
          icon="history"
          label={t.restoreCheckpoint}
          testId="restore-checkpoint"
          class="said-restore"
          onPress={() => post({ type: "restoreCheckpoint", messageId: restores })}
        />
      )}
      <span class="unseen">{t.saidLabel}: </span>
      <GrowingText text={part.text} growing={false} class="bubble" testId="said" />
    </div>
  );
}
