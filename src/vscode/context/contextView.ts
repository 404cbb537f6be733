// The draft as the composer shows it: chips, and the size of what will be sent.

import * as vscode from "vscode";
import type { ContextDraft } from "../../core/context/contextDraft.ts";
import type { ContextItem } from "../../core/context/contextItem.ts";
import { byteLength, maxRuleBytes } from "../../core/context/rules/ruleSource.ts";
import { contextTokens } from "../../core/context/toReferences.ts";
import type { GivenRule } from "../../core/conversation/runParts.ts";
import type { ModelInfo } from "../../core/model/modelTable.ts";
import { shortTokens, windowTokens } from "../../core/model/shortTokens.ts";
import type { ContextChip, ContextSnapshot } from "../../protocol/context.ts";
import type { ProjectRules, RuleItem } from "../rules/projectRules.ts";
import { ruleName, shortRuleName } from "../rules/ruleWords.ts";
import { chipTitle } from "./contextWords.ts";
import type { RequestSizes } from "./requestSize.ts";

const ruleChip = "agents:";

/** The key of the rules that a chip is about; undefined for another chip. */
export function ruleKeyOf(chipId: string): string | undefined {
  return chipId.startsWith(ruleChip) ? chipId.slice(ruleChip.length) : undefined;
}

/** What is shown comes from here. */
export interface ShownContext {
  readonly draft: ContextDraft;
  readonly rules: ProjectRules;
  /** The rules that the model was told of in this chat and that hold, by name. */
  readonly heldRules: () => ReadonlyMap<string, GivenRule>;
  readonly sizes: RequestSizes;
  readonly model: () => ModelInfo;
  /** Whether the active editor goes along. */
  readonly withActive: () => boolean;
}

/** The project's rules once they were decided about, the active editor, then what was added. */
export function showChips({ draft, rules, heldRules, sizes, withActive }: ShownContext): readonly ContextChip[] {
  const held = heldRules();
  const chips = rules.items.filter((item) => isShown(item, held)).map((item) => showRule(item, held, sizes));
  const { active } = draft;
  const on = withActive() && (active?.state === "ready" || active?.state === "reading");
  if (active) chips.push({ ...toChip(active), kind: "active", on });
  return [...chips, ...draft.items.map(toChip)];
}

/** A window this full is worth a word. */
const nearlyFull = 0.8;

/** The whole request with a question of so many guessed tokens, and how much of the model's window it takes. */
export function showSize(
  { draft, rules, heldRules, sizes, model }: ShownContext,
  questionGuess: number,
): NonNullable<ContextSnapshot["size"]> {
  const { t } = vscode.l10n;
  const { conversation, question, room, reply, ...measured } = sizes.of(questionGuess);
  const held = heldRules();
  const untold = rules.following(new Set()).filter(({ name, hash }) => held.get(name)?.hash !== hash);
  const system = untold.reduce((sum, { text }) => sum + sizes.measure(text.slice(0, maxRuleBytes)), measured.system);
  const attached = contextTokens(draft.toSend);
  const total = system + conversation + question + attached;
  const { name, contextWindow } = model();
  const share = total / contextWindow;
  const rounded = Math.round(share * 100);
  const percent = rounded === 0 && total > 0 ? "<1" : String(rounded);
  const over = attached > room;
  const warning = over ? t("Too long for {0}", name) : share >= nearlyFull ? t("{0}% full", percent) : undefined;
  const lastReply = sizes.lastUsage();
  const tokens = (count: number) => t("{0} tokens", shortTokens(count));
  return {
    tokens: shortTokens(total),
    title: t(
      "About {0} tokens will be sent, {1}% of what {2} reads ({3})",
      shortTokens(total),
      percent,
      name,
      windowTokens(contextWindow),
    ),
    share,
    over,
    warning,
    lines: [
      [t("Instructions"), tokens(system)],
      [t("Conversation"), tokens(conversation)],
      [t("Question"), tokens(question)],
      [t("Attached"), tokens(attached)],
      [t("Free"), tokens(Math.max(0, contextWindow - total - reply))],
      [t("Kept free for the reply"), tokens(reply)],
      [t("Window of {0}", name), t("{0} tokens", windowTokens(contextWindow))],
      ...(lastReply
        ? [
            [
              t("Last reply, as counted"),
              t("{0} tokens in, {1} out", shortTokens(lastReply.inputTokens), shortTokens(lastReply.outputTokens)),
            ] as const,
          ]
        : []),
    ],
  };
}

/** What is off in a folder below, or in the home, is switched on where it is chosen. */
function isShown({ kind, name, state }: RuleItem, held: ReadonlyMap<string, GivenRule>): boolean {
  if (state === "ask") return false;
  if (kind === "root" || state === "changed") return true;
  return kind === "home" ? state === "on" : held.has(name) || state === "off";
}

function showRule(item: RuleItem, held: ReadonlyMap<string, GivenRule>, sizes: RequestSizes): ContextChip {
  const { t } = vscode.l10n;
  const { name, key, state, text, alsoIn } = item;
  const label = ruleName(name, t);
  const tokens = sizes.measure(text.slice(0, maxRuleBytes));
  const about =
    byteLength(text) > maxRuleBytes
      ? t("Instructions of this workspace ({0}), the first part of them: about {1} tokens", label, tokens)
      : t("Instructions of this workspace ({0}): about {1} tokens", label, tokens);
  const same = alsoIn.length > 0 && t("{0} says the same", alsoIn.map((each) => ruleName(each, t)).join(", "));
  const keeps = held.has(name) ? t("changed; this chat keeps what it said before") : t("changed since you agreed");
  const changed = state === "changed" && t("{0}. Press to follow what it says now", keeps);
  return {
    id: `${ruleChip}${key}`,
    kind: "agents",
    label: shortRuleName(name, t),
    title: [about, same, changed].filter((part) => part !== false).join(". "),
    size: state === "changed" ? t("changed") : t("{0} tokens", shortTokens(tokens)),
    state: state === "changed" ? "changed" : "ready",
    on: state === "on",
  };
}

function toChip(item: ContextItem): ContextChip {
  const { id, mention, state, tokens, known } = item;
  const { t } = vscode.l10n;
  const told = known === "unchanged" ? t("unchanged") : t("{0} tokens", shortTokens(tokens));
  const size = item.reference ? told : undefined;
  return { id, kind: mention.kind, label: mention.label, title: chipTitle(item, t), size, state };
}
