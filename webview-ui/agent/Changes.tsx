// What the agent changed and nobody has decided about, above the box: for all files, and for each.

import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { ChangedFileSnapshot, ChangesSnapshot } from "../../src/protocol/agent.ts";
import { useApp } from "../app.ts";
import { Icon, IconButton } from "../ui/IconButton.tsx";
import { fill } from "../words.ts";

/** The list of changes. */
export function Changes({ changes: { files, added, removed } }: { readonly changes: ChangesSnapshot }) {
  const { words, post } = useApp();
  const t = words.strings;
  const open = useSignal(true);
  const list = useRef<HTMLUListElement>(null);
  /** The focus goes to the neighbour; when there is none, it is put into the text. */
  const leave = (path: string, testId: string) => {
    const others = [...(list.current?.querySelectorAll<HTMLElement>(`[data-testid="${testId}"]`) ?? [])];
    const index = files.findIndex((file) => file.path === path);
    (others[index + 1] ?? others[index - 1])?.focus();
  };
  return (
    <section class="strip changes" data-testid="changes" aria-label={countOf(files.length, t)}>
      <div class="strip-head">
        <button
          type="button"
          class="strip-line"
          data-testid="changes-line"
          aria-expanded={open.value}
          onClick={() => (open.value = !open.value)}
        >
          <Icon name={open.value ? "chevron-down" : "chevron-right"} />
          <span class="strip-text" dir="auto">
            {countOf(files.length, t)}
          </span>
          <Difference added={added} removed={removed} />
        </button>
        <IconButton
          icon="diff-multiple"
          label={t.changesReviewAll}
          testId="review-changes"
          onPress={() => post({ type: "reviewChanges" })}
        />
        <IconButton
          icon="check-all"
          label={t.changesKeepAll}
          testId="keep-all"
          onPress={() => post({ type: "keepChanges" })}
        />
        <IconButton
          icon="discard"
          label={t.changesUndoAll}
          testId="undo-all"
          onPress={() => post({ type: "undoChanges" })}
        />
      </div>
      {open.value && (
        <ul class="strip-list" ref={list}>
          {files.map((file) => (
            <ChangedFile key={file.path} file={file} onLeave={leave} />
          ))}
        </ul>
      )}
    </section>
  );
}

interface FileProps {
  readonly file: ChangedFileSnapshot;
  readonly onLeave: (path: string, testId: string) => void;
}

function ChangedFile({ file: { path, change, added, removed }, onLeave }: FileProps) {
  const { words, post } = useApp();
  const t = words.strings;
  const kinds = { created: t.changeCreated, edited: t.changeEdited, deleted: t.changeDeleted, moved: t.changeMoved };
  return (
    <li class="change-file" data-testid="change-file" data-path={path} data-change={change}>
      <button
        type="button"
        class="change-name"
        data-testid="change-name"
        title={`${fill(t.changeReview, path)} · ${kinds[change]}`}
        onClick={() => post({ type: "reviewChanges", path })}
      >
        {/* Of a path the end says more than the beginning. */}
        <span class="change-path" dir="auto">
          {/[^/\\]+$/.exec(path)?.[0] ?? path}
        </span>{" "}
        <span class="change-kind">{change === "edited" ? "" : kinds[change]}</span>
      </button>
      <Difference added={added} removed={removed} />
      <IconButton
        icon="check"
        label={fill(t.changeKeep, path)}
        testId="keep-file"
        onPress={() => {
          onLeave(path, "keep-file");
          post({ type: "keepChanges", path });
        }}
      />
      <IconButton
        icon="discard"
        label={fill(t.changeUndo, path)}
        testId="undo-file"
        onPress={() => {
          onLeave(path, "undo-file");
          post({ type: "undoChanges", path });
        }}
      />
    </li>
  );
}

function Difference({ added, removed }: { readonly added: number; readonly removed: number }) {
  return (
    <span class="difference">
      <span class="difference-added">+{added}</span> <span class="difference-removed">−{removed}</span>
    </span>
  );
}

function countOf(count: number, t: { readonly changesOne: string; readonly changesMany: string }): string {
  return count === 1 ? t.changesOne : fill(t.changesMany, count);
}
