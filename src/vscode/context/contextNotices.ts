// What is said or asked above the composer, and what the buttons do. The view gets labels and answers with an index.

import type { ContextNotice } from "../../core/context/contextItem.ts";
import { shortTokens } from "../../core/model/shortTokens.ts";
import type { ContextNoticeView } from "../../protocol/context.ts";
import { askWords } from "../access/askWords.ts";
import type { Translate } from "../errors/describeError.ts";
import type { RuleItem } from "../rules/projectRules.ts";
import { ruleName } from "../rules/ruleWords.ts";
import { cutWords, refusalWords } from "./contextWords.ts";

/** What a button does. */
export type ContextAction =
  | { readonly kind: "dismiss"; readonly noticeId: string }
  | { readonly kind: "allow"; readonly itemId: string; readonly always: boolean }
  | { readonly kind: "leave-out"; readonly itemId: string }
  | { readonly kind: "send-shortened"; readonly noticeId: string }
  | { readonly kind: "choose"; readonly noticeId: string }
  | { readonly kind: "use-model"; readonly model: string; readonly noticeId: string }
  /** About the texts with these keys, which are those that were asked about. */
  | { readonly kind: "agents"; readonly use: boolean; readonly keys: readonly string[] }
  | { readonly kind: "show-agents"; readonly keys: readonly string[] };

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
        shortTokens(notice.needed),
        modelName,
        shortTokens(notice.room),
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

/** The questions about the project's rules: once about those that are there, and about what changed in them. */
export function describeRules(items: readonly RuleItem[], t: Translate): readonly ActionableNotice[] {
  const asked = items.filter(({ state }) => state === "ask");
  const changed = items.filter(({ state }) => state === "changed");
  const names = (rules: readonly RuleItem[]) => rules.map(({ name }) => ruleName(name, t)).join(", ");
  return [
    ...aboutRules(
      asked,
      t("This workspace has instructions for assistants ({0}). Follow them in this workspace?", names(asked)),
      t,
    ),
    ...aboutRules(
      changed,
      changed.length === 1
        ? t("{0} has changed since you agreed to it. Follow what it says now?", names(changed))
        : t("{0} have changed since you agreed to them. Follow what they say now?", names(changed)),
      t,
    ),
  ];
}

function aboutRules(items: readonly RuleItem[], text: string, t: Translate): readonly ActionableNotice[] {
  if (items.length === 0) return [];
  const keys = items.map(({ key }) => key);
  return [
    build(`agents:${keys.map((key) => key.slice(0, 12)).join(",")}`, "info", text, undefined, [
      [t("Follow"), { kind: "agents", use: true, keys }],
      [t("Don't Follow"), { kind: "agents", use: false, keys }],
      [items.length === 1 ? t("Show File") : t("Show Files"), { kind: "show-agents", keys }],
    ]),
  ];
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
