import type { MappedText } from "./mappedText.ts";

/** A stretch of the source that is read by itself: no sentence goes across its end. Marks of its kind are taken off. */
export type Block =
  /** Prose with inline Markdown. */
  | { readonly kind: "prose"; readonly content: MappedText; readonly prefix?: "done" | "toDo" }
  /** Source code; `language` is an editor's language id or a fence's word, possibly empty. */
  | { readonly kind: "code"; readonly content: MappedText; readonly language: string }
  /** Rows of cells, the heading first. */
  | { readonly kind: "table"; readonly rows: readonly (readonly MappedText[])[] };
