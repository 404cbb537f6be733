// A question of the model: one of its answers, several, or the person's own words.

import { useComputed, useSignal } from "@preact/signals";
import { useId, useRef } from "preact/hooks";
import type { QuestionSnapshot } from "../../src/protocol/agent.ts";
import { useApp } from "../app.ts";
import type { CallPlace } from "../conversation/callContents.ts";
import { AskedTextBox } from "./AskedTextBox.tsx";
import { useAsking, usePressed } from "./asking.ts";

interface Props {
  readonly place: CallPlace;
  readonly question: QuestionSnapshot;
}

/** One question; drawn anew for each token. */
export function Question({ place, question }: Props) {
  const app = useApp();
  const { words, post, asked } = app;
  const t = words.strings;
  const { token, text, options, multiple } = question;
  const root = useRef<HTMLDivElement>(null);
  const id = useId();
  const chosen = useSignal<readonly string[]>([]);
  const answer = useComputed(() => [...chosen.value, asked.of(token).trim()].filter((each) => each !== "").join("\n"));
  const first = options.length > 0 ? "[data-testid=question-option]" : "[data-testid=question-answer]";
  const asking = useAsking(root, first, `${t.questionLabel}: ${text}`);
  const send = (words: string) => {
    if (!/\S/.test(words)) return;
    asking.decide(() => {
      // What was written beside an option that was pressed is not said by it.
      if (words === answer.peek()) asked.send(token);
      post({ type: "answerQuestion", token, text: words });
    });
  };
  const skip = () => asking.decide(() => post({ type: "deny", token }));
  const pressed = { token, asking, sentence: text };
  const isPointedAt = usePressed(app, root, pressed, { approve: () => send(answer.peek()), deny: skip });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has a look of its own
    <div
      class={isPointedAt ? "asks question pointed-at" : "asks question"}
      data-testid="question"
      role="group"
      aria-labelledby={`${id}-text`}
      ref={root}
    >
      <p id={`${id}-text`} class="approval-sentence plain" dir="auto">
        {text}
      </p>
      {options.length > 0 && (
        <div class="question-options">
          {options.map((option) =>
            multiple ? (
              <label key={option} class="question-choice">
                <input
                  type="checkbox"
                  data-testid="question-option"
                  checked={chosen.value.includes(option)}
                  onChange={({ currentTarget: { checked } }) => {
                    const now = new Set(chosen.peek());
                    if (checked) now.add(option);
                    else now.delete(option);
                    // In the order they were offered.
                    chosen.value = options.filter((each) => now.has(each));
                  }}
                />
                <span dir="auto">{option}</span>
              </label>
            ) : (
              <button
                key={option}
                type="button"
                class="button secondary question-choice"
                data-testid="question-option"
                dir="auto"
                onClick={() => send(option)}
              >
                {option}
              </button>
            ),
          )}
        </div>
      )}
      {isPointedAt && <p class="note">{t.pressAgain}</p>}
      <AskedTextBox
        place={place}
        token={token}
        label={t.questionAnswer}
        testId="question-answer"
        onEnter={() => send(answer.peek())}
      />
      <div class="row">
        <button
          type="button"
          class="button"
          data-testid="question-send"
          aria-disabled={answer.value === "" ? "true" : undefined}
          onClick={() => send(answer.peek())}
        >
          {t.questionSend}
        </button>
        <button type="button" class="button secondary" data-testid="question-skip" onClick={skip}>
          {t.questionSkip}
        </button>
      </div>
    </div>
  );
}
