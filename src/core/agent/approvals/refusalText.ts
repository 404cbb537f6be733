// Why a call is not run, for the model: English, one or two sentences, with what to do instead.

import type { ReadRefusal } from "../../access/readDecision.ts";
import type { RefuseReason } from "../../access/writeGate.ts";
import { assertNever } from "../../util/assertNever.ts";
import type { ApprovalRule } from "./approvalRule.ts";
import type { CallRefusal } from "./judgeCall.ts";

/** `refusal` in words. */
export function refusalText(refusal: CallRefusal): string {
  switch (refusal.because) {
    case "mode":
      return `In mode ${refusal.mode} only reading tools run. ${
        refusal.mode === "plan" ? "Put it into the plan instead" : "Say what you would do instead"
      }; the person can switch to mode agent.`;
    case "untrusted":
      return "The workspace is not trusted: only reading tools run until the person trusts it.";
    case "denied":
      return `A rule of the person forbids ${ruleText(refusal.by)}. Do not try to do the same in another way.`;
    case "read":
      return readText(refusal.reason, refusal.path);
    case "write":
      return writeText(refusal.reason, refusal.path);
    case "url":
      return `\`${refusal.url.slice(0, 200)}\` is no address of a page. Those begin with https:// or http:// and hold no password.`;
    case "private":
      return `\`${refusal.host.slice(0, 200)}\` belongs to this machine or its own network. It is read only if the person writes the address in the chat.`;
    default:
      return assertNever(refusal);
  }
}

/** Whether the call could not be carried out by anybody: nobody denied it. */
export function isFault(refusal: CallRefusal): boolean {
  if (refusal.because === "read" || refusal.because === "url" || refusal.because === "private") return true;
  if (refusal.because !== "write") return false;
  return refusal.reason === "missing" || refusal.reason === "exists" || refusal.reason === "no-file";
}

function ruleText({ subject }: ApprovalRule): string {
  switch (subject.kind) {
    case "command":
      return subject.match === "exact" ? "this command" : `commands that begin with \`${subject.words.join(" ")}\``;
    case "tool":
      return `the tool ${subject.name} of ${subject.source}`;
    case "host":
      return `pages of ${subject.host}`;
    case "network":
      return `commands to reach ${subject.host}`;
    default:
      return assertNever(subject);
  }
}

function readText(reason: ReadRefusal, path: string): string {
  switch (reason) {
    case "missing":
      return `There is nothing to read at \`${path}\`.`;
    case "binary":
      return `\`${path}\` is no text.`;
    case "too-large":
      return `\`${path}\` is too large to be read.`;
    default:
      return assertNever(reason);
  }
}

function writeText(reason: RefuseReason, path: string): string {
  switch (reason) {
    case "outside":
      return `\`${path}\` leads out of the workspace, where nothing is changed.`;
    case "uncertain":
      return `It is not certain where \`${path}\` leads. It is not changed.`;
    case "read-only":
      return `\`${path}\` is read-only.`;
    case "untrusted":
      return "The workspace is not trusted: nothing is changed.";
    case "missing":
      return `There is nothing at \`${path}\`.`;
    case "exists":
      return `There is something at \`${path}\` already.`;
    case "no-file":
      return `\`${path}\` is no file that can be changed.`;
    default:
      return assertNever(reason);
  }
}
