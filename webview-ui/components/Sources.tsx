// The pages a web search found, as a row of numbered cards that the host opens. All of it comes from the network, and
// nothing is fetched for it: no icons.

import { useApp } from "../app.ts";
import { separatorOf } from "../attachments/describe.ts";
import { webAddress } from "../markdown/links.ts";
import { type Source, sourceHost, sourceNames, sourceTitle } from "../sourceNames.ts";
import { fill } from "../words.ts";
import { openLink } from "./answerClick.ts";
import { Icon } from "./IconButton.tsx";

/** The cards, numbered as the answer cites them. A source without an http(s) address is a card that opens nothing. */
export function Sources({ sources }: { readonly sources: readonly Source[] }) {
  const { words } = useApp();
  const t = words.strings;
  const names = sourceNames(sources, t);
  return (
    <nav class="sources" aria-label={t.sources}>
      <p class="sources-head">
        <Icon name="globe" />
        {fill(t.searchedPages, sources.length)}
      </p>
      {/* biome-ignore lint/a11y/noRedundantRoles: without its numbers a list is none to WebKit's readers */}
      <ol role="list" class="source-list">
        {sources.map((source, index) => (
          <li key={index}>
            <SourceCard source={source} number={index + 1} name={names[index] ?? ""} />
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface CardProps {
  readonly source: Source;
  readonly number: number;
  readonly name: string;
}

function SourceCard({ source, number, name }: CardProps) {
  const app = useApp();
  const href = webAddress(source.url);
  const host = sourceHost(source);
  const label = host === "" ? name : `${name}${separatorOf(app.words.locale)}${host}`;
  const content = (
    <>
      <span class="source-title">{sourceTitle(source)}</span>
      <span class="source-host">
        <span class="source-number">{number}</span>
        {host}
      </span>
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
    <a class="source" data-testid="source" href={href} title={hint} aria-label={label} onClick={open} onAuxClick={open}>
      {content}
    </a>
  );
}
