// Where a text of a reply is drawn: by the bundle of the answers, which is there before any conversation is shown.

import { useApp } from "../app.ts";
import type { AnswerProps } from "./answerProps.ts";
import { readLog } from "./textLog.ts";

/** The text, as it is written when the bundle cannot be had. */
export function LazyAnswer(props: AnswerProps) {
  const bundle = useApp().answers.value.value;
  return bundle ? <bundle.Answer {...props} /> : <PlainAnswer {...props} />;
}

function PlainAnswer({ part }: AnswerProps) {
  return (
    <div class="content plain" data-testid="content" dir="auto">
      {readLog(part.text.value)}
    </div>
  );
}
