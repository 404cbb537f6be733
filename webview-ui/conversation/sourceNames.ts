// What a source is called. All of it comes from the network: it is shown as text and nothing else.

import type { MessageSnapshot } from "../../src/protocol/snapshot.ts";
import type { WebviewStrings } from "../../src/protocol/strings.ts";
import { webAddress } from "../markdown/links.ts";
import { fill } from "../words.ts";

/** A page that a web search found. */
export type Source = MessageSnapshot["sources"][number];

/** Its title, or what else is known of it. */
export function sourceTitle(source: Source): string {
  return source.title.trim() || source.siteName || source.url;
}

/** The host of its address, without "www."; the site's own name where there is no address. */
export function sourceHost(source: Source): string {
  const address = webAddress(source.url);
  return address === undefined ? (source.siteName ?? "") : new URL(address).host.replace(/^www\./, "");
}

/** "Source 1: a title", for each in order. A source that is none of ours keeps its number. */
export function sourceNames(sources: readonly Source[], { citation }: WebviewStrings): string[] {
  return sources.map((source, index) => fill(citation, index + 1, source ? sourceTitle(source) : ""));
}
