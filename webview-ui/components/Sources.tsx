// The pages a web search found, as links that the host opens. All of it comes from the network.

import type { MessageSnapshot } from "../../src/protocol/snapshot.ts";
import { useApp } from "../app.ts";
import { webAddress } from "../markdown/links.ts";
import { openLink } from "./answerClick.ts";
import { Icon } from "./IconButton.tsx";

type Source = MessageSnapshot["sources"][number];

/** One line of links. A source without an http(s) address is its title alone. */
export function Sources({ sources }: { readonly sources: readonly Source[] }) {
  const { words } = useApp();
  return (
    <nav class="sources" aria-label={words.strings.sources}>
      <Icon name="globe" />
      {sources.map((source, index) => (
        <SourceLink key={index} source={source} />
      ))}
    </nav>
  );
}

function SourceLink({ source }: { readonly source: Source }) {
  const app = useApp();
  const href = webAddress(source.url);
  const title = source.title.trim() || source.siteName || source.url;
  if (href === undefined) {
    return (
      <span class="source" data-testid="source">
        {title}
      </span>
    );
  }
  const open = (event: MouseEvent & { currentTarget: HTMLAnchorElement }) => openLink(event, event.currentTarget, app);
  return (
    <a class="source" data-testid="source" href={href} title={`${title}\n${href}`} onClick={open} onAuxClick={open}>
      {title}
    </a>
  );
}
