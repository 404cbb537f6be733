// What a call was asked for and what came of it: as it comes while it runs, and from the host when it is over.

import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { ToolHead } from "../../src/protocol/agent.ts";
import { useApp } from "../app.ts";
import type { CallPlace } from "../conversation/callContents.ts";
import type { PartEntry } from "../conversation/chatStore.ts";
import { GrowingText } from "../conversation/GrowingText.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { ShownText } from "./ShownText.tsx";
import { plainOutput, TerminalText } from "./terminalText.ts";

interface Props {
  readonly id: string;
  readonly place: CallPlace;
  readonly part: PartEntry;
  readonly head: ToolHead;
}

const newFilter = () => new TerminalText();
const isOver = ({ state }: ToolHead) => state !== "streaming" && state !== "approval" && state !== "running";

/** Below the line of a call that is open. */
export function CallBody({ id, place, part, head }: Props) {
  const { calls, post, words } = useApp();
  const t = words.strings;
  const { messageId, key } = place;
  const over = isOver(head);
  const content = calls.of(place).value;
  const streamed = part.text.value.length > 0;
  useEffect(() => calls.ask({ messageId, key }), [calls, messageId, key, head.state]);
  return (
    <div class="tool-body" id={id}>
      {content?.input && !head.approval && <ShownText shown={content.input} label={t.callInput} />}
      {streamed ? (
        <Output label={t.callOutput}>
          <GrowingText
            text={part.text}
            growing={!over}
            class="tool-text-block"
            testId="tool-output"
            filter={newFilter}
          />
        </Output>
      ) : (
        over && (
          <Output label={t.callOutput}>
            <div class="plain tool-text-block" data-testid="tool-output" dir="auto">
              {content ? plainOutput(content.output) || t.callNoOutput : t.callLoading}
            </div>
          </Output>
        )
      )}
      <div class="tool-actions">
        {head.opens && (
          <IconButton
            icon="go-to-file"
            label={t.callOpen}
            testId="call-open"
            onPress={() => post({ type: "openCall", messageId, key })}
          />
        )}
        {over && !head.opens && (
          <IconButton
            icon="link-external"
            label={t.callOpenResult}
            testId="call-open"
            onPress={() => post({ type: "openCall", messageId, key })}
          />
        )}
        {head.shows && (
          <IconButton
            icon="terminal"
            label={t.callTerminal}
            testId="call-terminal"
            onPress={() => post({ type: "showInTerminal", messageId, key })}
          />
        )}
      </div>
    </div>
  );
}

/** A box that scrolls, for the keyboard as well. */
function Output({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached
    <section class="tool-box" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
