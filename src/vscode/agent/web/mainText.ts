// What a reader would read on a page, as Markdown: found by Readability on a document that knows no scripts. Runs in a
// worker (pageWorker.ts): pages are built so that this takes seconds, or for ever.

import { Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";
import { htmlTitle } from "../../../core/tools/htmlText.ts";
import type { FoundPage } from "../../../core/tools/readUrlText.ts";
import { markdownOf, type PageNode } from "./markdownOf.ts";

/** A main text of fewer characters may have missed the page: then all of it is taken. */
const tooShort = 200;

/** Undefined where nothing was found. `url` makes its links whole. */
export function mainText(html: string, url: string): FoundPage | undefined {
  const page = /<html[\s>]/i.test(html.slice(0, 5_000)) ? html : `<html><body>${html}</body></html>`;
  const parsed = () => parseHTML(page).document;
  // Readability takes the document apart: all of it is to be had from another one.
  const whole = () => markdownOf(parsed().documentElement as unknown as PageNode, url);
  const found = new Readability(parsed() as never, { serializer: (node) => node }).parse();
  const main = found?.content ? markdownOf(found.content as unknown as PageNode, url) : "";
  const text = main.length < tooShort ? longer(main, whole()) : main;
  return text === "" ? undefined : { title: found?.title?.trim() || htmlTitle(html), text };
}

const longer = (one: string, other: string) => (other.length > one.length ? other : one);
