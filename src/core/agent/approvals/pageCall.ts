// A call of `read_url` as it is judged: the host it goes to, whether the person wrote that host, and later every host that
// the address leads to.

import { isTypedHost } from "../../access/webAddress.ts";
import type { PageAccess } from "../../tools/followPage.ts";
import type { ApprovalAbout, ApprovalQuestion } from "./approvalQuestion.ts";
import { hostOf } from "./hostOf.ts";
import { type CallVerdict, type CallWorld, judgeCall } from "./judgeCall.ts";
import { refusalText } from "./refusalText.ts";

/** A judged page, with what is shown of it when it asks. */
export interface JudgedPage {
  readonly verdict: CallVerdict;
  readonly about: ApprovalAbout;
  readonly shows?: ApprovalQuestion["shows"];
  readonly access: PageAccess;
}

/** Judges the page at `url`; `world` and `typed`, the person's own words in the chat, are asked for at each judgement. */
export function judgePageCall(url: string, world: () => CallWorld, typed: () => readonly string[]): JudgedPage {
  const isTyped = (page: string) => isTypedHost(page, typed());
  const judge = (page: string) => judgeCall({ kind: "url", url: page, isTyped: isTyped(page) }, world());
  const host = hostOf(url);
  const access: PageAccess = {
    isTyped,
    judge: (page) => {
      const verdict = judge(page);
      if (verdict.type === "refused") return { type: "refused", text: refusalText(verdict) };
      // The call runs: its own host was agreed to, by a rule or by a yes to this once.
      return { type: verdict.type === "runs" || isWithin(page, host) ? "runs" : "asks" };
    },
  };
  const verdict = judge(url);
  if (host === undefined) return { verdict, about: { paths: [] }, access };
  return { verdict, about: { paths: [], host }, shows: { kind: "text", text: new URL(url).href }, access };
}

/** Whether `url` is of `host`, or of the same over TLS, to which most pages in plain text lead. */
function isWithin(url: string, host: string | undefined): boolean {
  const other = hostOf(url);
  return other !== undefined && (other === host || `http://${other}` === host);
}
