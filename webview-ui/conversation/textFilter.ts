// What a text goes through before it is shown.

/** What a growing text goes through before it is shown. */
export interface TextFilter {
  push(added: string): string;
  /** What it held back. */
  end(): string;
}
