// The files of the draft above its text, what was not taken, and whether the model can take the rest.

import { useEffect, useRef } from "preact/hooks";
import { maxAttachments, maxMediaBytes } from "../../src/protocol/media.ts";
import type { ChatEnvironment, MediaKind } from "../../src/protocol/snapshot.ts";
import { type ChatApp, useApp } from "../app.ts";
import { changesOf, detailsOf, labelOf, separatorOf, sizeOf } from "../attachments/describe.ts";
import type { DraftItem, DraftProblem } from "../state/draftAttachments.ts";
import { fill, type Words } from "../words.ts";
import { AttachmentPreview } from "./AttachmentPreview.tsx";
import { Icon, IconButton } from "./IconButton.tsx";

/** Everything about the draft's files; nothing when there are none. */
export function Attachments({ environment }: { readonly environment: ChatEnvironment }) {
  const { attachments, words } = useApp();
  const items = attachments.items.value;
  const problems = attachments.problems.value;
  const refused = refusedKind(items, environment);
  if (items.length === 0 && problems.length === 0) return null;
  return (
    <div class="attachments">
      {items.length > 0 && (
        // biome-ignore lint/a11y/noRedundantRoles: without its bullets a list is none to WebKit's readers
        <ul role="list" class="attachment-list" aria-label={words.strings.attachments}>
          {items.map((item) => (
            <Item key={item.id} item={item} />
          ))}
        </ul>
      )}
      {refused && <Refusal kind={refused} environment={environment} />}
      {problems.map((problem) => (
        <Problem key={problem.id} problem={problem} />
      ))}
    </div>
  );
}

function Item({ item }: { readonly item: DraftItem }) {
  const app = useApp();
  const { words } = app;
  const t = words.strings;
  const { attachment, name } = item;
  const root = useRef<HTMLLIElement>(null);
  const ready = attachment !== undefined;
  // What the draft already had when the view was built is no news.
  const wasReady = useRef(ready);
  useEffect(() => {
    if (ready && !wasReady.current) app.announce(fill(t.attachmentAdded, name));
    wasReady.current = ready;
  }, [ready, name, app, t]);
  const remove = () => removeItem(item, root.current, app);
  return (
    <li
      ref={root}
      class="attachment"
      data-testid="attachment"
      data-state={ready ? "ready" : "adding"}
      aria-label={attachment ? labelOf(attachment, words) : `${name}${separatorOf(words.locale)}${t.attachmentAdding}`}
      onKeyDown={(event) => {
        if (event.key !== "Delete" && event.key !== "Backspace") return;
        event.preventDefault();
        remove();
      }}
    >
      <AttachmentPreview attachment={attachment} />
      <span class="attachment-text">
        <span class="attachment-name" title={name}>
          {name}
        </span>
        <span class="attachment-details">{attachment ? detailsOf(attachment, words) : t.attachmentAdding}</span>
        {attachment && <span class="attachment-details">{changesOf(item, words)}</span>}
      </span>
      <IconButton icon="close" label={fill(t.attachmentRemove, name)} testId="attachment-remove" onPress={remove} />
    </li>
  );
}

/** The focus goes to the next file, or back to the text. */
function removeItem(item: DraftItem, element: HTMLElement | null, app: ChatApp): void {
  const next = element?.nextElementSibling ?? element?.previousElementSibling;
  app.attachments.remove(item.id);
  app.announce(fill(app.words.strings.attachmentRemoved, item.name));
  const button = next?.querySelector<HTMLElement>("button");
  if (button) button.focus();
  else app.composerFocus.value += 1;
}

function refusedKind(items: readonly DraftItem[], { mediaRefusals = {} }: ChatEnvironment): MediaKind | undefined {
  return items.map(({ attachment }) => attachment?.kind).find((kind) => kind !== undefined && mediaRefusals[kind]);
}

/** That the model cannot take one of the files, and the button that changes it. */
function Refusal({ kind, environment }: { readonly kind: MediaKind; readonly environment: ChatEnvironment }) {
  const { post } = useApp();
  const refusal = environment.mediaRefusals?.[kind];
  if (!refusal) return null;
  return (
    <div class="attachment-problem" data-testid="attachment-refusal" role="status">
      <Icon name="info" />
      <p>{refusal.text}</p>
      <button
        type="button"
        class="button secondary"
        data-testid="attachment-refusal-action"
        onClick={() => post({ type: "useForMedia", kind })}
      >
        {refusal.action}
      </button>
    </div>
  );
}

function Problem({ problem }: { readonly problem: DraftProblem }) {
  const app = useApp();
  const t = app.words.strings;
  return (
    <div class="attachment-problem error" data-testid="attachment-problem" role="alert">
      <Icon name="error" />
      <p>{problemText(problem, app.words)}</p>
      <button
        type="button"
        class="button secondary"
        onClick={() => {
          app.attachments.dismiss(problem.id);
          app.pickFiles.value += 1;
        }}
      >
        {t.chooseAnother}
      </button>
      <IconButton
        icon="close"
        label={t.dismiss}
        testId="attachment-problem-dismiss"
        onPress={() => {
          app.attachments.dismiss(problem.id);
          app.composerFocus.value += 1;
        }}
      />
    </div>
  );
}

function problemText({ name, problem }: DraftProblem, { strings: t, locale }: Words): string {
  if (typeof problem === "object") return problem.text;
  switch (problem) {
    case "empty":
      return fill(t.attachEmpty, name);
    case "unreadable":
      return fill(t.attachUnreadable, name);
    case "wrong-content":
      return fill(t.attachWrongContent, name);
    case "unknown-type":
      return fill(t.attachUnknownType, name);
    case "too-large":
      return fill(t.attachTooLarge, name, sizeOf(maxMediaBytes, locale));
    case "too-many":
      return fill(t.attachTooMany, name, maxAttachments);
    case "too-much":
      return fill(t.attachTooMuch, name, sizeOf(maxMediaBytes, locale));
  }
}
