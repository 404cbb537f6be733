// The box to look for something in the conversation, in the side bar, where VS Code has none.

import { useLayoutEffect, useRef } from "preact/hooks";
import { useApp } from "../app.ts";
import { IconButton } from "../ui/IconButton.tsx";
import { isFindKey } from "../ui/keys.ts";
import { fill } from "../words.ts";

/** Opened by Ctrl+F. Enter and Shift+Enter go from one to the next, Escape closes it. */
export function FindBar() {
  const { finder, goTo, history } = useApp();
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isFindKey(event) || event.defaultPrevented) return;
      // Past conversations lie over this one, and have a box of their own.
      if (history.shown.peek()) return;
      // A tab of the editor has VS Code's own, which looks in what is on the page.
      if (document.body.dataset.surface === "editor") {
        goTo.bringAll();
        return;
      }
      event.preventDefault();
      finder.open(String(document.getSelection() ?? "").trim());
    };
    document.addEventListener("keydown", onKeyDown);
    return () => {
      document.removeEventListener("keydown", onKeyDown);
      finder.close();
    };
  }, [finder, goTo, history]);
  return finder.isOpen.value ? <OpenFindBar /> : null;
}

function OpenFindBar() {
  const { finder, words, composerFocus } = useApp();
  const t = words.strings;
  const box = useRef<HTMLInputElement>(null);
  const asked = finder.asked.value;
  // Before the next letter, which is for the box.
  useLayoutEffect(() => {
    box.current?.focus();
    box.current?.select();
  }, [asked]);
  const close = () => {
    finder.close();
    composerFocus.value += 1;
  };
  const count = finder.count.value;
  const index = finder.index.value;
  const query = finder.query.value;
  return (
    <search
      class="find"
      data-testid="find"
      onKeyDown={(event) => {
        if (event.isComposing || event.keyCode === 229) return;
        if (event.key === "Escape") close();
        else if (event.key === "Enter" && event.target === box.current) finder.step(event.shiftKey ? -1 : 1);
        else if (event.key === "F3") finder.step(event.shiftKey ? -1 : 1);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <input
        ref={box}
        class="find-box"
        data-testid="find-box"
        type="text"
        dir="auto"
        aria-label={t.find}
        placeholder={t.find}
        maxLength={200}
        value={query}
        onInput={(event) => finder.search(event.currentTarget.value)}
      />
      <span class="find-count" role="status" data-testid="find-count">
        {query === "" ? "" : count === 0 ? t.findNothing : fill(t.findCount, index + 1, count)}
      </span>
      <IconButton icon="arrow-up" label={t.findPrevious} testId="find-previous" onPress={() => finder.step(-1)} />
      <IconButton icon="arrow-down" label={t.findNext} testId="find-next" onPress={() => finder.step(1)} />
      <IconButton icon="close" label={t.findClose} testId="find-close" onPress={close} />
    </search>
  );
}
