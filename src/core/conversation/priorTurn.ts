import * as v from "valibot";
import type { Message } from "./message.ts";

/** Characters of one side of a turn; a longer text was never an answer. */
const maxLength = 1_000_000;
/** Turns that are taken up at once. */
const maxTurns = 500;

const text = v.pipe(v.string(), v.maxLength(maxLength));

const priorTurn = v.object({
  question: text,
  /** Markdown. */
  answer: text,
  /** The model that answered; undefined when nobody knows. */
  model: v.optional(v.pipe(v.string(), v.maxLength(200))),
});

/** A question and its answer that were said elsewhere, such as in VS Code's own chat. */
export type PriorTurn = Readonly<v.InferOutput<typeof priorTurn>>;

const priorTurns = v.pipe(v.array(priorTurn), v.maxLength(maxTurns));

/**
 * The turns that a command was called with; undefined when the value is anything else. Any extension can call a command,
 * and what it hands over is written into a journal.
 */
export function parsePriorTurns(value: unknown): readonly PriorTurn[] | undefined {
  const parsed = v.safeParse(priorTurns, value);
  return parsed.success ? parsed.output : undefined;
}

/** What makes turns of them. `model` answers for who answered when nobody knows. */
export interface TurnMaker {
  readonly newId: () => string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly model: () => string;
}

/** The same as turns of a conversation, each below the one before. */
export function turnsOf(prior: readonly PriorTurn[], { newId, now, model }: TurnMaker): readonly Message[] {
  const turns: Message[] = [];
  for (const { question, answer, model: known } of prior) {
    const parentId = turns.at(-1)?.id;
    const asked = { id: newId(), ...(parentId !== undefined && { parentId }), createdAt: now() };
    turns.push({ ...asked, role: "user", parts: [{ type: "text", text: question }] });
    const answered = { id: newId(), parentId: asked.id, createdAt: now(), model: known ?? model() };
    turns.push({ ...answered, role: "assistant", parts: [{ type: "text", text: answer }], state: "done", sources: [] });
  }
  return turns;
}
