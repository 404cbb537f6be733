// The words that ask for the review of a file.

import type { ActionPrompt } from "../prompts/actionPrompt.ts";
import { reviewPrompt } from "../prompts/review.ts";
import { withWish } from "../prompts/withWish.ts";
import type { DiffHunk } from "./diffHunks.ts";
import type { ReviewFile } from "./planReview.ts";

/** What is asked about `file`; `wish` is what the person wants looked at, in their words. */
export function reviewRequest({ path, hunks, cut }: ReviewFile, language: string, wish: string): ActionPrompt {
  return withWish(reviewPrompt(path, hunks.map(numberedLines).join("\n…\n"), cut > 0, language), wish);
}

function numberedLines({ lines }: DiffHunk): string {
  return lines.map(({ number = "", sign, text }) => `${number}\t${sign}${text}`).join("\n");
}
