// What stands in the way of a file: the model or protocol in use, or the file itself.

import { maxAttachments, maxMediaBytes } from "../../src/protocol/media.ts";
import type { ChatEnvironment, MediaKind } from "../../src/protocol/snapshot.ts";
import { useApp } from "../app.ts";
import { Icon, IconButton } from "../ui/IconButton.tsx";
import { fill, type Words } from "../words.ts";
import { sizeOf } from "./attachments/describe.ts";
import type { DraftProblem } from "./draftAttachments.ts";

/** That the model cannot take one of the files, and the button that changes it. */
export function AttachmentRefusal({
  kind,
  environment,
}: {
  readonly kind: MediaKind;
  readonly environment: ChatEnvironment;
}) {
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

/** Why a file was not taken, and the way to another. */
export function AttachmentProblem({ problem }: { readonly problem: DraftProblem }) {
  const app = useApp();
  const t = app.words.strings;
  return (
    <div class="attachment-problem error" data-testid="attachment-problem" role="alert">
      <Icon name="error" />
      <p>{problemText(problem, app.words)}</p>
      <button
        type="button"
        class="button secondary"
        data-testid="attachment-problem-choose"
        onClick={() => {
          app.attachments.dismiss(problem.id);
          app.composerFocus.value += 1;
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
