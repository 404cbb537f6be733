// `read_url`: the main text of a page. Where it may go, approvals say (core/agent/approvals/pageCall.ts); each step is
// asked about there.

import { callKeyOf } from "../../../core/agent/approvals/agreedWrites.ts";
import type { JudgedPages } from "../../../core/agent/approvals/judgedPages.ts";
import { type FollowedPage, followPage, type RequestPage } from "../../../core/tools/followPage.ts";
import { htmlText, htmlTitle } from "../../../core/tools/htmlText.ts";
import { pageForm, pageText } from "../../../core/tools/pageForm.ts";
import { readUrl } from "../../../core/tools/readUrl.ts";
import { type ReadPage, readUrlText } from "../../../core/tools/readUrlText.ts";
import { type CallResult, type Tool, textResult, tool } from "../../../core/tools/toolRun.ts";
import { stoppable, stopping } from "../reading/stoppable.ts";
import { createFindMainText, type FindMainText } from "./findMainText.ts";
import { createRequestPage } from "./requestPage.ts";

export interface ReadUrlDeps {
  readonly judgedPages: Pick<JudgedPages, "take">;
  readonly request?: RequestPage;
  readonly findMainText?: FindMainText;
  /** For all requests of a call. */
  readonly timeoutMs?: number;
}

/** Pages that are kept for the rest of them to be read, of all chats. */
const mostKept = 8;

/** Requests nothing yet. */
export function createReadUrl({ judgedPages, request = createRequestPage(), ...deps }: ReadUrlDeps): Tool {
  const { timeoutMs = 20_000 } = deps;
  const kept = new Map<string, ReadPage>();
  let find = deps.findMainText;
  return tool(
    readUrl,
    stopping(async (input, { scope, signal }) => {
      const access = judgedPages.take(callKeyOf(scope, readUrl.name, input));
      // One judgement is good for one call.
      if (!access) return failed("Not read: the same call was made beside this one. See its result, or ask again.");
      const { url, offset = 1 } = input;
      const key = JSON.stringify([scope.chat, url]);
      const known = offset > 1 ? kept.get(key) : undefined;
      if (known) return pageResult(known, offset);
      const followed = await inTime(timeoutMs, signal, (both) => followPage(url, access, request, both));
      if (followed.type === "problem") return failed(followed.text);
      const text = pageText(followed.bytes, followed.contentType);
      const { url: from, isCut } = followed;
      if (pageForm(followed.contentType) === "text" && text.slice(0, 2_000).includes("\0")) {
        return failed("Not read: it is no text.");
      }
      find ??= createFindMainText();
      const isHtml = pageForm(followed.contentType) === "html";
      const found = isHtml
        ? await stoppable(
            signal,
            find(text, from, signal).catch(() => undefined),
          )
        : { title: "", text };
      const page: ReadPage = { ...(found ?? { title: htmlTitle(text), text: htmlText(text) }), url: from, isCut };
      kept.delete(key);
      kept.set(key, page);
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
      return pageResult(page, offset);
    }),
  );
}

/** What `follow` comes to within `ms`, however many requests that takes. */
async function inTime(
  ms: number,
  signal: AbortSignal,
  follow: (signal: AbortSignal) => Promise<FollowedPage>,
): Promise<FollowedPage> {
  const late = AbortSignal.timeout(ms);
  try {
    return await follow(AbortSignal.any([signal, late]));
  } catch (error) {
    if (signal.aborted || !late.aborted) throw error;
    return { type: "problem", text: `No whole answer within ${ms / 1000} s.` };
  }
}

const pageResult = (page: ReadPage, offset: number): CallResult =>
  textResult(readUrlText(page, offset), { url: page.url.slice(0, 500) });

const failed = (text: string): CallResult => textResult(text, undefined, "failed");
