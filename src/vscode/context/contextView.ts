// The draft as the composer shows it: chips, and the size of what will be sent.

import * as vscode from "vscode";
import type { ContextDraft } from "../../core/context/contextDraft.ts";
import type { ContextItem } from "../../core/context/contextItem.ts";
import { contextTokens } from "../../core/context/toReferences.ts";
import type { ModelInfo } from "../../core/model/modelTable.ts";
import type { ContextChip, ContextSnapshot } from "../../protocol/context.ts";
import type { AgentsFile } from "./agentsFile.ts";
import { chipTitle, shortNumber } from "./contextWords.ts";
import type { RequestSizes } from "./requestSize.ts";

const agentsChip = "agents:";

/** The hash of the AGENTS.md that a chip is about; undefined for another chip. */
export function agentsHashOf(chipId: string): string | undefined {
  return chipId.startsWith(agentsChip) ? chipId.slice(agentsChip.length) : undefined;
}

/** What is shown comes from here. */
export interface ShownContext {
  readonly draft: ContextDraft;
  readonly agents: AgentsFile;
  readonly sizes: RequestSizes;
  readonly model: () => ModelInfo;
  /** Whether the active editor goes along. */
  readonly withActive: () => boolean;
}

/** AGENTS.md once it was decided about, the active editor, then what was added. */
export function showChips({ draft, agents, sizes, withActive }: ShownContext): readonly ContextChip[] {
  const chips: ContextChip[] = [];
  if (agents.state === "on" || agents.state === "off") chips.push(showAgents(agents, sizes));
  const { active } = draft;
  const on = withActive() && (active?.state === "ready" || active?.state === "reading");
  if (active) chips.push({ ...toChip(active), kind: "active", on });
  return [...chips, ...draft.items.map(toChip)];
}

/** The whole request with a question of so many guessed tokens. */
export function showSize(
  { draft, sizes, model }: ShownContext,
  questionGuess: number,
): NonNullable<ContextSnapshot["size"]> {
  const { t } = vscode.l10n;
  const { system, conversation, question, room } = sizes.of(questionGuess);
  const attached = contextTokens(draft.toSend);
  const total = system + conversation + question + attached;
  const { name, contextWindow } = model();
  const title = t(
    "About {0} tokens will be sent: instructions {1}, conversation {2}, question {3}, attached {4}. {5} reads up to {6}.",
    total,
    system,
    conversation,
    question,
    attached,
    name,
    shortNumber(contextWindow),
  );
  return { tokens: shortNumber(total), title, over: attached > room };
}

function showAgents(agents: AgentsFile, sizes: RequestSizes): ContextChip {
  const { t } = vscode.l10n;
  const tokens = sizes.measure(agents.offered);
  const title = agents.isCut
    ? t("Instructions of this workspace (AGENTS.md), the first part of them: about {0} tokens", tokens)
    : t("Instructions of this workspace (AGENTS.md): about {0} tokens", tokens);
  const size = shortNumber(tokens);
  return {
    id: `${agentsChip}${agents.hash}`,
    kind: "agents",
    label: "AGENTS.md",
    title,
    size,
    state: "ready",
    on: agents.state === "on",
  };
}

function toChip(item: ContextItem): ContextChip {
  const { id, mention, state, tokens } = item;
  const size = item.reference ? shortNumber(tokens) : undefined;
  return { id, kind: mention.kind, label: mention.label, title: chipTitle(item, vscode.l10n.t), size, state };
}
