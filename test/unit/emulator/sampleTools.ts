// A few of the agent's tools on a copy of the sample project, as simple as can be, with results as the agent writes them.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { commandText } from "../../../src/core/tools/commandText.ts";
import { fileText } from "../../../src/core/tools/fileText.ts";
import { hitsText, pathsText } from "../../../src/core/tools/foundText.ts";
import type { Result, SeenCall } from "./conversation.ts";

const sample = join(import.meta.dirname, "..", "..", "fixtures", "sample-workspace");

/** A copy of the sample project with tools on it. */
export class SampleTools {
  readonly folder = mkdtempSync(join(tmpdir(), "mimo-sample-"));
  /** What was asked for, oldest first: the name and what tells the most. */
  readonly calls: string[] = [];
  /** Results that are given instead of doing it, by the name of the tool; each once. */
  readonly instead: { [tool: string]: Result[] };

  constructor(instead: { [tool: string]: Result[] } = {}) {
    this.instead = instead;
    cpSync(sample, this.folder, { recursive: true });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }

  run({ name, arguments: json }: SeenCall): Result {
    const args: { [name: string]: string } = JSON.parse(json);
    this.calls.push(`${name} ${args.path ?? args.command ?? args.query ?? ""}`.trim());
    const given = this.instead[name]?.shift();
    if (given) return given;
    switch (name) {
      case "list_files":
        return { text: pathsText(this.#files()) };
      case "read_file":
        return { text: fileText(this.read(args.path ?? "")).text };
      case "search_text":
        return { text: this.#search(args.query ?? "") };
      case "edit_file":
        return this.#edit(args.path ?? "", args.old_text ?? "", args.new_text ?? "");
      case "run_command":
        return { text: this.#command(args.command ?? "") };
      case "update_todos":
        return { text: "Shown." };
      default:
        return { text: `There is no tool ${name}.`, failed: true };
    }
  }

  #files(): string[] {
    return (readdirSync(this.folder, { recursive: true }) as string[])
      .filter((path) => statSync(join(this.folder, path)).isFile())
      .map((path) => relative(".", path).replaceAll("\\", "/"))
      .sort();
  }

  #search(query: string): string {
    const hits = this.#files().flatMap((path) =>
      this.read(path)
        .split("\n")
        .flatMap((text, index) => (text.includes(query) ? [{ path, line: index + 1, text }] : [])),
    );
    return hitsText(hits);
  }

  #edit(path: string, oldText: string, newText: string): Result {
    const text = this.read(path);
    if (text.split(oldText).length !== 2) return { text: "old_text was not found exactly once.", failed: true };
    writeFileSync(
      join(this.folder, path),
      text.replace(oldText, () => newText),
    );
    return { text: `Edited ${path}.` };
  }

  #command(command: string): string {
    const [, ...args] = command.split(" ");
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: this.folder, encoding: "utf8", env });
    return commandText({ type: "exited", code: status ?? -1 }, stdout + stderr, "c1");
  }
}
