import * as v from "valibot";

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
