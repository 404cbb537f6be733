// An empty conversation: what this is, three things to try, and the key if there is none.

import { useApp } from "../app.ts";

/** The empty state. A suggestion fills the composer; sending stays with the person. */
export function Welcome({ hasKey }: { readonly hasKey: boolean }) {
  const { words, draft, composerFocus, post } = useApp();
  const t = words.strings;
  const suggest = (text: string) => {
    draft.edit(text);
    composerFocus.value += 1;
  };
  return (
    <main class="welcome" data-testid="welcome">
      <h2>{t.welcomeTitle}</h2>
      {!hasKey && (
        <section class="welcome-key">
          <p>{t.welcomeNoKey}</p>
          <button type="button" class="button" data-testid="set-key" onClick={() => post({ type: "setKey" })}>
            {t.setKey}
          </button>
          <button type="button" class="link" data-testid="open-console" onClick={() => post({ type: "openConsole" })}>
            {t.openConsole}
          </button>
        </section>
      )}
      <ul class="suggestions">
        {[t.welcomeTryExplain, t.welcomeTryWrite, t.welcomeTryReview].map((text) => (
          <li key={text}>
            <button type="button" class="suggestion" data-testid="suggestion" onClick={() => suggest(text)}>
              {text}
            </button>
          </li>
        ))}
      </ul>
      <p class="unofficial">{t.unofficial}</p>
    </main>
  );
}
