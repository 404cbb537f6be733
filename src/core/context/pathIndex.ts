// The paths of one folder of the workspace, held so that hundreds of thousands cost little and one more costs nothing.

/** Paths to choose from. */
export interface PathSource {
  /** Another number after each change. */
  readonly revision: number;
  paths(): Iterable<string>;
}

/** Files by their paths as shown, and the folders they are in. Paths have `/`, and none at their ends. */
export class PathIndex {
  readonly #files = new Set<string>();
  /** Each folder with how many files and folders stand directly in it. */
  readonly #folders = new Map<string, number>();
  #revision = 0;

  readonly files: PathSource;
  readonly folders: PathSource;

  constructor() {
    const revision = () => this.#revision;
    const source = (paths: () => Iterable<string>): PathSource => ({
      get revision() {
        return revision();
      },
      paths,
    });
    this.files = source(() => this.#files.values());
    this.folders = source(() => this.#folders.keys());
  }

  get size(): number {
    return this.#files.size;
  }

  /** Adds a file; nothing happens when it is there. */
  add(path: string): void {
    if (this.#files.has(path)) return;
    this.#files.add(path);
    this.#revision++;
    for (let folder = parentOf(path); folder !== undefined; folder = parentOf(folder)) {
      const count = this.#folders.get(folder) ?? 0;
      this.#folders.set(folder, count + 1);
      if (count > 0) break;
    }
  }

  /** Takes out a file, or a folder with all that is in it. */
  remove(path: string): void {
    if (this.#removeFile(path) || !this.#folders.has(path)) return;
    const start = `${path}/`;
    for (const file of this.#files) if (file.startsWith(start)) this.#removeFile(file);
  }

  #removeFile(path: string): boolean {
    if (!this.#files.delete(path)) return false;
    this.#revision++;
    for (let folder = parentOf(path); folder !== undefined; folder = parentOf(folder)) {
      const count = (this.#folders.get(folder) ?? 1) - 1;
      if (count > 0) {
        this.#folders.set(folder, count);
        break;
      }
      this.#folders.delete(folder);
    }
    return true;
  }
}

function parentOf(path: string): string | undefined {
  const at = path.lastIndexOf("/");
  return at < 0 ? undefined : path.slice(0, at);
}
