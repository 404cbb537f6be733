// Files in memory for the tools that change them, with what may happen to files between two looks.
import type { WriteVerdict } from "../../../../../src/core/access/writeGate.ts";
import { isAgreed } from "../../../../../src/core/agent/approvals/agreedWrites.ts";
import type {
  ActAt,
  ActEnd,
  ActWith,
  FoundFile,
  FoundText,
  Place,
  WriteEnd,
  WritingFiles,
} from "../../../../../src/core/agent/writing/writingPorts.ts";

export interface FakeFile {
  text: string;
  isDirty?: boolean;
}

/** By their relative paths; a name that ends in `/` is a folder. */
export class FakeFiles implements WritingFiles {
  readonly files = new Map<string, FakeFile>();
  readonly log: string[] = [];
  hasTrash = false;
  /** The gate's answer by path; `may` otherwise. */
  readonly verdicts = new Map<string, WriteVerdict>();
  /** Called before each act is judged in its turn. */
  onWillAct: () => void = () => {};
  /** What saving makes of a text. */
  onSave: (text: string) => string = (text) => text;
  failure: Extract<WriteEnd, { type: "failed" | "unsaved" }> | undefined;

  constructor(files: Readonly<Record<string, string>> = {}) {
    for (const [path, text] of Object.entries(files)) this.files.set(path, { text });
  }

  addressOf({ relative }: Place): string {
    return `file:///w/${relative}`;
  }

  async find({ relative }: Place): Promise<FoundFile> {
    this.log.push(`find ${relative}`);
    const file = this.files.get(relative);
    if (file) return { type: "text", text: file.text, isDirty: file.isDirty ?? false, stamp: file.text };
    return { type: this.#isFolder(relative) ? "folder" : "missing" };
  }

  async kindOf({ relative }: Place): Promise<"file" | "folder" | "missing"> {
    return this.files.has(relative) ? "file" : this.#isFolder(relative) ? "folder" : "missing";
  }

  async judge(act: ActAt): Promise<WriteVerdict> {
    const path = act.place.relative;
    const known = this.verdicts.get(path);
    if (known) return known;
    const there = this.files.has(path) || this.#isFolder(path);
    if (act.kind === "create" ? there : !there) {
      return { type: "refused", reason: there ? "exists" : "missing", path };
    }
    if (act.kind === "edit" && this.#isFolder(path)) return { type: "refused", reason: "no-file", path };
    if (act.kind === "delete") return { type: "asks", reasons: [{ kind: "deletes", path }], targets: [path] };
    const isTaken = act.kind === "rename" && (await this.kindOf(act.to)) !== "missing";
    if (isTaken) return { type: "refused", reason: "exists", path };
    return { type: "may", targets: [path] };
  }

  async put(
    place: Place,
    found: FoundText | { readonly type: "missing" },
    text: string,
    how: ActWith,
  ): Promise<WriteEnd> {
    const { relative } = place;
    const end = await this.#act({ kind: found.type === "text" ? "edit" : "create", place }, how);
    if (end) return end.type === "refused" && end.reason === "exists" ? { type: "moved-on" } : end;
    if (this.failure) return this.failure;
    if (found.type === "text" && this.files.get(relative)?.text !== found.stamp) return { type: "moved-on" };
    const saved = this.onSave(text);
    this.files.set(relative, { text: saved });
    this.log.push(`put ${relative}`);
    return { type: "done", saved };
  }

  async move(from: Place, to: Place, how: ActWith): Promise<ActEnd> {
    const end = await this.#act({ kind: "rename", place: from, to }, how);
    if (end) return end;
    for (const [path, file] of [...this.files]) {
      if (path !== from.relative && !path.startsWith(`${from.relative}/`)) continue;
      this.files.delete(path);
      this.files.set(to.relative + path.slice(from.relative.length), file);
    }
    return { type: "done" };
  }

  async delete(place: Place, how: ActWith): Promise<ActEnd> {
    const end = await this.#act({ kind: "delete", place }, how);
    if (end) return end;
    for (const path of [...this.files.keys()]) {
      if (path === place.relative || path.startsWith(`${place.relative}/`)) this.files.delete(path);
    }
    return { type: "done" };
  }

  async filesBelow({ relative }: Place) {
    const files = [...this.files.keys()].filter((path) => path.startsWith(`${relative}/`));
    return { files: files.map((path) => `file:///w/${path}`), isAll: true };
  }

  hasUnsaved({ relative }: Place): boolean {
    return this.files.get(relative)?.isDirty ?? false;
  }

  async #act(act: ActAt, { agreed, signal }: ActWith): Promise<Exclude<ActEnd, { type: "done" }> | undefined> {
    this.onWillAct();
    const verdict = await this.judge(act);
    if (verdict.type === "refused") return { type: "refused", reason: verdict.reason };
    if (verdict.type === "asks" && !isAgreed(agreed, verdict.reasons)) return { type: "declined" };
    return signal.aborted ? { type: "stopped" } : undefined;
  }

  #isFolder(path: string): boolean {
    return [...this.files.keys()].some((each) => each.startsWith(`${path}/`));
  }
}
