/** A question and its answer that were said elsewhere, such as in VS Code's own chat. */
export interface PriorTurn {
  readonly question: string;
  /** Markdown. */
  readonly answer: string;
  /** The model that answered; undefined when nobody knows. */
  readonly model?: string;
}
