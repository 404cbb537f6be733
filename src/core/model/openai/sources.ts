import type { Source } from "../streamEvent.ts";
import { fields, list, text } from "../wireValue.ts";

/** Gathers the annotations of one reply; servers may repeat them in later chunks. */
export class SourceList {
  readonly #sources: Source[] = [];
  readonly #urls = new Set<string>();

  /** All sources so far if `annotations` brought a new one, else undefined. */
  add(annotations: unknown): readonly Source[] | undefined {
    const before = this.#sources.length;
    for (const entry of list(annotations)) {
      const source = decodeSource(entry);
      if (source === undefined || this.#urls.has(source.url)) continue;
      this.#urls.add(source.url);
      this.#sources.push(source);
    }
    return this.#sources.length > before ? [...this.#sources] : undefined;
  }
}

/** Flat as the API document has it (Web search), or nested under `url_citation` as OpenAI's own API writes it. */
function decodeSource(entry: unknown): Source | undefined {
  const outer = fields(entry);
  const annotation = outer.url_citation === undefined ? outer : fields(outer.url_citation);
  const url = text(annotation.url);
  if (url === undefined) return undefined;
  return {
    url,
    title: text(annotation.title) ?? url,
    ...optional("summary", annotation.summary),
    ...optional("siteName", annotation.site_name),
    ...optional("publishTime", annotation.publish_time),
  };
}

function optional<K extends string>(key: K, value: unknown): Partial<Record<K, string>> {
  const known = text(value);
  return known === undefined ? {} : ({ [key]: known } as Record<K, string>);
}
