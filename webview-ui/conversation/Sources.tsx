// The pages a web search found, as a row of numbered cards that the host opens. All of it comes from the network, and
// nothing is fetched for it: no icons.

import { useId } from "preact/hooks";
import { useApp } from "../app.ts";
import { webAddress } from "../markdown/links.ts";
import { Icon } from "../ui/IconButton.tsx";
import { fill } from "../words.ts";
import { openLink } from "./openLink.ts";
import { type Source, sourceHost, sourceTitle } from "./sourceNames.ts";

/** The cards, numbered as the answer cites them. A source without an http(s) address is a card that opens nothing. */
export function Sources({ sources }: { readonly sources: readonly Source[] }) {
  const { words } = useApp();
  const t = words.strings;
  const headId = useId();
  return (
    <div class="sources">
      <p class="sources-head" id={headId}>
        <Icon name="globe" />
        {fill(t.searchedPages, sources.length)}
      </p>
      {/* biome-ignore lint/a11y/noRedundantRoles: without its numbers a list is none to WebKit's readers */}
      <ol role="list" class="source-list" aria-labelledby={headId}>
        {sources.map((source, index) => (
          <li key={index}>
            <SourceCard source={source} number={index + 1} />
          </li>
        ))}
      </ol>
    </div>
  );
}

interface CardProps {
  readonly source: Source;
  readonly number: number;
}

function SourceCard({ source, number }: CardProps) {
  const app = useApp();
  const href = webAddress(source.url);
  const host = sourceHost(source);
  const content = (
    <>
      <span class="source-number">{number}</span>
      <span class="source-title" dir="auto">
        {sourceTitle(source)}
      </span>
      <span class="source-host">{host}</span>
    </>
  );
  if (href === undefined) {
    return (
      // Focusable, so that a number in the text can lead to it.
      <span class="source" data-testid="source" tabIndex={-1}>
        {content}
      </span>
    );
  }
  const open = (event: MouseEvent & { currentTarget: HTMLAnchorElement }) => openLink(event, event.currentTarget, app);
  const hint = [sourceTitle(source), source.summary, href].filter(Boolean).join("\n");
  return (
    <a class="source" data-testid="source" href={href} title={hint} onClick={open} onAuxClick={open}>
      {content}
    </a>
  );
}
