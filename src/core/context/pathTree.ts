// Paths as a tree of names, in a few arrays of numbers: the names of a hundred thousand files are as many bytes, where
// as many strings in a set are ten times that, in a heap that hardly gives back what it once took.

import { withLength, withRoom } from "./numberArrays.ts";

/** In place of the parent of a node that has none, and of a node that is not there. */
export const noNode = -1;

const slash = 0x2f;

/**
 * A node for each path and for each of the paths it lies in, by numbers from 0 on: a parent's is lower than its
 * children's. A path is the names from the top joined by `/`, whatever they are. Nodes stay.
 */
export class PathTree {
  #count = 0;
  /** Name after name, as UTF-16. */
  #names = new Uint16Array(1024);
  /** Where each name starts, which is where the one before it ends. */
  #starts = new Uint32Array(64);
  #parents = new Int32Array(64);
  /** A hash table of nodes, each one higher than its number; 0 is free. */
  #slots = new Int32Array(256);

  /** How many nodes there are. */
  get count(): number {
    return this.#count;
  }

  parentOf(node: number): number {
    return this.#parents[node] ?? noNode;
  }

  nameLength(node: number): number {
    return (this.#starts[node + 1] ?? 0) - (this.#starts[node] ?? 0);
  }

  /** Writes the name of `node` into `target`, which has the room, at `at`; returns where it ends. */
  copyName(node: number, target: Uint16Array, at: number): number {
    const names = this.#names;
    const start = this.#starts[node] ?? 0;
    const length = this.nameLength(node);
    for (let index = 0; index < length; index++) target[at + index] = names[start + index] ?? 0;
    return at + length;
  }

  /** The node of `path`; `noNode` when there is none. */
  find(path: string): number {
    return this.#walk(path, false);
  }

  /** The node of `path`, made with those above it where they are new. */
  make(path: string): number {
    return this.#walk(path, true);
  }

  #walk(path: string, makes: boolean): number {
    let node = noNode;
    let start = 0;
    for (;;) {
      // The hash of a name is that of its codes after its parent's number.
      let hash = Math.imul(node + 2, 0x9e37_79b1);
      let end = start;
      for (; end < path.length; end++) {
        const code = path.charCodeAt(end);
        if (code === slash) break;
        hash = Math.imul(hash ^ code, 0x0100_0193);
      }
      const slot = this.#slotOf(mixed(hash), node, path, start, end);
      const known = (this.#slots[slot] ?? 0) - 1;
      if (known === noNode && !makes) return noNode;
      node = known === noNode ? this.#addNode(slot, node, path, start, end) : known;
      if (end === path.length) return node;
      start = end + 1;
    }
  }

  /** The slot that holds this name, or the free one where it belongs. */
  #slotOf(hash: number, parent: number, path: string, start: number, end: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const node = (this.#slots[slot] ?? 0) - 1;
      if (node === noNode || (this.#parents[node] === parent && this.#isNamed(node, path, start, end))) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #isNamed(node: number, path: string, start: number, end: number): boolean {
    if (this.nameLength(node) !== end - start) return false;
    const from = (this.#starts[node] ?? 0) - start;
    for (let at = start; at < end; at++) if (this.#names[from + at] !== path.charCodeAt(at)) return false;
    return true;
  }

  #addNode(slot: number, parent: number, path: string, start: number, end: number): number {
    const node = this.#count++;
    const from = this.#starts[node] ?? 0;
    this.#names = withRoom(this.#names, from + end - start);
    for (let at = start; at < end; at++) this.#names[from + at - start] = path.charCodeAt(at);
    this.#starts = withRoom(this.#starts, node + 2);
    this.#starts[node + 1] = from + end - start;
    this.#parents = withRoom(this.#parents, node + 1);
    this.#parents[node] = parent;
    this.#slots[slot] = node + 1;
    if (this.#count * 4 > this.#slots.length * 3) this.#widen();
    return node;
  }

  /** Twice the slots, each node where it then belongs. */
  #widen(): void {
    this.#slots = withLength(this.#slots, this.#slots.length * 2).fill(0);
    const mask = this.#slots.length - 1;
    for (let node = 0; node < this.#count; node++) {
      let hash = Math.imul(this.parentOf(node) + 2, 0x9e37_79b1);
      const end = this.#starts[node + 1] ?? 0;
      for (let at = this.#starts[node] ?? 0; at < end; at++)
        hash = Math.imul(hash ^ (this.#names[at] ?? 0), 0x0100_0193);
      let slot = mixed(hash) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = node + 1;
    }
  }
}

/** The high bits brought down to where they choose a slot. */
function mixed(hash: number): number {
  const half = Math.imul(hash ^ (hash >>> 15), 0x2c1b_3c6d);
  return half ^ (half >>> 13);
}
