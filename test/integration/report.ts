// What a suite inside VS Code tells the runner outside, line by line, and how the runner prints it.

/** One line of the report file. `error` is the stack of what went wrong. */
export type Report = { kind: "test"; name: string; ms: number; error?: string | undefined } | { kind: "end" };

/** Collects the lines of a growing report file and prints each test once. */
export class ReportReader {
  passed = 0;
  /** What failed, as printed. */
  readonly failures: string[] = [];
  ended = false;
  #read = 0;

  /** Takes the whole text of the file so far. */
  take(text: string): void {
    // The last line may still be being written.
    const lines = text.split("\n").slice(0, -1);
    for (const line of lines.slice(this.#read)) this.#print(JSON.parse(line) as Report);
    this.#read = lines.length;
  }

  #print(report: Report): void {
    if (report.kind === "end") this.ended = true;
    else if (report.error === undefined) {
      this.passed++;
      console.log(`  ✓ ${report.name} (${report.ms} ms)`);
    } else {
      const failure = `  ✗ ${report.name} (${report.ms} ms)\n      ${report.error.replaceAll("\n", "\n      ")}`;
      this.failures.push(failure);
      console.log(failure);
    }
  }
}
