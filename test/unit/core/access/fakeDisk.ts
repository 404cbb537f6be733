// A disk in memory: folders, files and links, as a tree of nodes. Paths are resolved here by walking nodes, in another way
// than the code does it by names.
import type { EntryKind, LinkReader, PathStyle } from "../../../../src/core/access/linkWalk.ts";

/** What a path holds: `null` for a folder, `""` for a file, anything else for a link to there. */
export type Entries = Readonly<Record<string, string | null>>;

interface Node {
  readonly name: string;
  readonly parent: Node | undefined;
  kind: EntryKind;
  target: string;
  readonly children: Map<string, Node>;
}

/** Entries are made in order; the folders above them come into being. `/` stands for `C:\` in the style `windows`. */
export class FakeDisk implements LinkReader {
  readonly style: PathStyle;
  readonly #foldsCase: boolean;
  readonly #root = newNode("", undefined, "folder");

  constructor(entries: Entries, options: { readonly style?: PathStyle; readonly foldsCase?: boolean } = {}) {
    this.style = options.style ?? "posix";
    this.#foldsCase = options.foldsCase ?? false;
    for (const [path, content] of Object.entries(entries)) this.put(path, content);
  }

  put(path: string, content: string | null): void {
    let node = this.#root;
    const names = this.#names(path);
    for (const [index, name] of names.entries()) {
      const last = index === names.length - 1;
      let child = this.#child(node, name);
      if (!child) {
        child = newNode(name, node, "folder");
        node.children.set(this.#key(name), child);
      }
      if (last) {
        child.kind = content === null ? "folder" : content === "" ? "file" : "link";
        child.target = content ?? "";
      }
      node = child;
    }
  }

  async kindOf(path: string): Promise<EntryKind> {
    let node: Node | undefined = this.#root;
    for (const name of this.#names(path)) {
      if (node?.kind === "link") throw new Error(`${path} was asked for through a link`);
      node = node && this.#child(node, name);
    }
    return node?.kind ?? "missing";
  }

  async targetOf(path: string): Promise<string> {
    let node: Node | undefined = this.#root;
    for (const name of this.#names(path)) node = node && this.#child(node, name);
    if (node?.kind !== "link") throw new Error(`${path} is no link`);
    return node.target;
  }

  /** What is in the folder, at any depth, as the gate asks for it. */
  below(path: string): readonly string[] {
    const inside = (node: Node): string[] =>
      [...node.children.values()].flatMap((child) => [
        child.name,
        ...(child.kind === "folder" ? inside(child).map((each) => `${child.name}/${each}`) : []),
      ]);
    const folder = this.#walk(this.#root, path, 0);
    return folder ? inside(folder) : [];
  }

  /** Where a write to `path` would land: the names from the root, as they are on the disk; undefined where it would fail. */
  landing(path: string): readonly string[] | undefined {
    const node = this.#walk(this.#root, path, 0);
    const names: string[] = [];
    for (let at = node; at?.parent; at = at.parent) names.unshift(at.name);
    return node && names;
  }

  #walk(from: Node, path: string, depth: number): Node | undefined {
    if (depth > 60) return undefined;
    let node: Node = /^(?:[A-Za-z]:)?[\\/]/.test(path) ? this.#root : from;
    for (const name of this.#names(path)) {
      if (name === "..") {
        node = node.parent ?? node;
        continue;
      }
      const child = this.#child(node, name) ?? newNode(name, node, "missing");
      if (child.kind !== "link") {
        node = child;
        continue;
      }
      const target = this.#walk(node, child.target, depth + 1);
      if (!target) return undefined;
      node = target;
    }
    return node;
  }

  #names(path: string): string[] {
    const plain = path.replace(/^[A-Za-z]:/, "");
    return plain.split(this.style === "windows" ? /[\\/]/ : "/").filter((name) => name !== "" && name !== ".");
  }

  #child(node: Node, name: string): Node | undefined {
    return node.children.get(this.#key(name));
  }

  #key(name: string): string {
    return this.#foldsCase ? name.toLowerCase() : name;
  }
}

function newNode(name: string, parent: Node | undefined, kind: EntryKind): Node {
  return { name, parent, kind, target: "", children: new Map() };
}
