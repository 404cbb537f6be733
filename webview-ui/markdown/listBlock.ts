// A list, which models make long: while it grows, only the items that changed are rendered.

import type { Tokens } from "marked";
import type { LexedSource } from "./blocks.ts";
import type { Drawn, Rendering } from "./drawn.ts";
import { morph } from "./morph.ts";
import { renderHtml } from "./renderer.ts";

/** Plans a list, keeping what `previous` has of it. Throws on nesting too deep for the stack. */
export function planList(token: Tokens.List, lexed: LexedSource, previous?: Drawn): Rendering {
  const kind = `${token.ordered} ${token.start} ${token.loose}`;
  const hasLinks = Object.keys(lexed.links).length > 0;
  // An item that may refer to a definition reads anew whenever there are any.
  const keys = token.items.map((item) => (hasLinks && item.raw.includes("[") ? undefined : item.raw));
  const kept = previous?.list?.kind === kind ? previous : undefined;
  const isKept = (key: string | undefined, index: number) => key !== undefined && key === kept?.list?.keys[index];
  const html = token.items.flatMap((item, index) => {
    if (isKept(keys[index], index)) return [];
    lexed.readInline(item);
    return renderHtml({ ...token, items: [item] });
  });
  return {
    html,
    build: (parts) => {
      const list = kept?.element ?? emptyList(token);
      const present = [...list.children];
      let used = 0;
      let settled = kept?.list?.settled ?? 0;
      keys.forEach((key, index) => {
        if (isKept(key, index)) return;
        settled = Math.min(settled, index);
        const item = parts[used++]?.firstElementChild ?? plainItem(token.items[index]?.raw ?? "");
        const old = present[index];
        if (old) morph(old, item);
        else list.append(item);
      });
      for (const extra of present.slice(keys.length)) extra.remove();
      return { element: list, list: { kind, keys, settled } };
    },
  };
}

function emptyList(token: Tokens.List): HTMLElement {
  const list = document.createElement(token.ordered ? "ol" : "ul");
  list.dir = "auto";
  if (token.ordered && token.start !== 1) list.setAttribute("start", String(token.start));
  return list;
}

function plainItem(raw: string): HTMLElement {
  const item = document.createElement("li");
  item.textContent = raw;
  return item;
}
