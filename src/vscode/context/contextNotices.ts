// What is said or asked above the composer, and what the buttons do. The view gets labels and answers with an index.

import type { AgentsState } from "../../core/context/agentsInstructions.ts";
import type { ContextNotice } from "../../core/context/contextItem.ts";
import type { ContextNoticeView } from "../../protocol/context.ts";
import { askWords } from "../access/askWords.ts";
import type { Translate } from "../errors/describeError.ts";
import { cutWords, refusalWords, shortNumber } from "./contextWords.ts";

/** What a button does. */
export type ContextAction =
  | { readonly kind: "dismiss"; readonly noticeId: string }
  | { readonly kind: "allow"; readonly itemId: string; readonly always: boolean }
  | { readonly kind: "leave-out"; readonly itemId: string }
  | { readonly kind: "send-shortened"; readonly noticeId: string }
  | { readonly kind: "choose"; readonly noticeId: string }
  | { readonly kind: "use-model"; readonly model: string; readonly noticeId: string }
  /** About the text with this hash, which is the one that was asked about. */
  | { readonly kind: "agents"; readonly use: boolean; readonly hash: string }
  | { readonly kind: "show-agents" };

/** A notice with its buttons. */
export interface ActionableNotice {
  readonly view: ContextNoticeView;
  readonly actions: readonly ContextAction[];
}

/** Lines of what would be cut. */
const maxCuts = 8;

type Button = readonly [label: string, action: ContextAction];

/** A notice of the draft. `roomier` is a model that would take it all; `modelName` the one in use. */
export function describeNotice(
  notice: ContextNotice,
  modelName: string,
  roomier: { readonly id: string; readonly name: string } | undefined,
  t: Translate,
): ActionableNotice {
  switch (notice.kind) {
    case "refused":
      return build(notice.id, "info", refusalWords(notice.label, notice.refusal, t), undefined, [
        [t("OK"), { kind: "dismiss", noticeId: notice.id }],
      ]);
    case "secret": {
      const { text, detail } = askWords(notice.asks, t);
      return build(notice.id, "question", text, detail, [
        [t("Leave It Out"), { kind: "leave-out", itemId: notice.itemId }],
        [t("Send It Anyway"), { kind: "allow", itemId: notice.itemId, always: false }],
        [t("Always in This Workspace"), { kind: "allow", itemId: notice.itemId, always: true }],
      ]);
    }
    case "too-long": {
      const text = t(
        "What goes with this question is about {0} tokens; {1} has room for {2}. Shortened, this would be left:",
        shortNumber(notice.needed),
        modelName,
        shortNumber(notice.room),
      );
      const cuts = notice.cuts.slice(0, maxCuts).map((cut) => cutWords(cut, t));
      if (notice.cuts.length > maxCuts) cuts.push("…");
      return build(notice.id, "question", text, cuts.join("\n"), [
        [t("Choose What to Leave Out"), { kind: "choose", noticeId: notice.id }],
        [t("Send Shortened"), { kind: "send-shortened", noticeId: notice.id }],
        ...(roomier
          ? [[t("Use {0}", roomier.name), { kind: "use-model", model: roomier.id, noticeId: notice.id }] as Button]
          : []),
      ]);
    }
  }
}

/** The question about AGENTS.md, one for each text of it; undefined when there is nothing to ask. */
export function describeAgents(
  { state, hash }: { readonly state: AgentsState | undefined; readonly hash: string | undefined },
  t: Translate,
): ActionableNotice | undefined {
  if (hash === undefined || (state !== "ask" && state !== "changed")) return undefined;
  const text =
    state === "ask"
      ? t("This workspace has instructions for assistants (AGENTS.md). Follow them in this workspace?")
      : t("AGENTS.md has changed since you agreed to it. Follow what it says now?");
  return build(`agents:${hash}`, "info", text, undefined, [
    [t("Follow"), { kind: "agents", use: true, hash }],
    [t("Don't Follow"), { kind: "agents", use: false, hash }],
    [t("Show File"), { kind: "show-agents" }],
  ]);
}

function build(
  id: string,
  severity: ContextNoticeView["severity"],
  text: string,
  detail: string | undefined,
  buttons: readonly Button[],
): ActionableNotice {
  return {
    view: { id, severity, text, detail, actions: buttons.map(([label]) => label) },
    actions: buttons.map(([, action]) => action),
  };
}
