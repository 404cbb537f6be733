// How a page is got: one request after the other, since each may lead to another host, which is judged like a call of its
// own. Never a cookie, never a key.

/** What may be requested, as it is now. Never throws. */
export interface PageAccess {
  /** `asks`: the person would have to be asked. `refused` tells the model why. */
  judge(url: string): { readonly type: "runs" | "asks" } | { readonly type: "refused"; readonly text: string };
  /** Whether the person wrote the host of `url` in this chat. */
  isTyped(url: string): boolean;
}

/** A page as it came, decompressed. */
export interface PageBytes {
  readonly type: "page";
  /** The header as it is; empty without one. */
  readonly contentType: string;
  readonly bytes: Uint8Array;
  /** There was more than is taken. */
  readonly isCut: boolean;
}

/** What one request came to. */
export type PageReply =
  | PageBytes
  /** `to` as the server wrote it. */
  | { readonly type: "redirect"; readonly to: string }
  | { readonly type: "problem"; readonly text: string };

/** Makes one request, to the host of `url` and to nothing that may not be reached (`mayReach`). Throws when it is aborted. */
export type RequestPage = (url: URL, isTyped: boolean, signal: AbortSignal) => Promise<PageReply>;

/** A page and where it came from at last, or why there is none, in words for the model. */
export type FollowedPage = (PageBytes & { readonly url: string }) | { readonly type: "problem"; readonly text: string };

/** Redirects of one call. */
const mostRedirects = 5;
/** Of an address that is told, in UTF-16 units. */
const longestAddress = 2_000;

/** Gets the page at `start`, which `access` is asked about again like each address that it leads to. */
export async function followPage(
  start: string,
  access: PageAccess,
  request: RequestPage,
  signal: AbortSignal,
): Promise<FollowedPage> {
  if (!URL.canParse(start)) return problem("That is no address of a page.");
  let url = new URL(start);
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    url.hash = "";
    const judged = access.judge(url.href);
    if (judged.type === "refused") return problem(redirects === 0 ? judged.text : `It leads elsewhere: ${judged.text}`);
    if (judged.type === "asks") {
      return problem(
        `Not read: it leads to ${shown(url)}, and the person has not allowed that host. Call read_url with that address if it is wanted: the person is asked.`,
      );
    }
    const reply = await request(url, access.isTyped(url.href), signal);
    if (reply.type === "problem") return reply;
    if (reply.type === "page") return { ...reply, url: url.href };
    if (!URL.canParse(reply.to, url.href)) return problem("It leads to what is no address.");
    url = new URL(reply.to, url);
  }
  return problem(`Not read: it leads on and on, more than ${mostRedirects} times; the last was ${shown(url)}.`);
}

const problem = (text: string) => ({ type: "problem", text }) as const;
const shown = ({ href }: URL) => href.slice(0, longestAddress);
