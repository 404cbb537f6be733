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
  readonly #folders = new Map<string, { count: number }>();
  /** The folder of the file that was added last: a listing goes from folder to folder. */
  #latest: { readonly path: string; readonly entry: { count: number } } | undefined;
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
    const end = path.lastIndexOf("/");
    if (end < 0) return;
    const latest = this.#latest;
    if (latest?.path.length === end && path.startsWith(latest.path)) latest.entry.count++;
    else {
      const folder = path.slice(0, end);
      this.#latest = { path: folder, entry: this.#addTo(folder) };
    }
  }

  /** One more stands in `folder`, which may be new to the one it is in. */
  #addTo(folder: string): { count: number } {
    const known = this.#folders.get(folder);
    if (known) {
      known.count++;
      return known;
    }
    const entry = { count: 1 };
    this.#folders.set(folder, entry);
    const above = parentOf(folder);
    if (above !== undefined) this.#addTo(above);
    return entry;
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
    this.#latest = undefined;
    for (let folder = parentOf(path); folder !== undefined; folder = parentOf(folder)) {
      const entry = this.#folders.get(folder);
      if (!entry || --entry.count > 0) break;
      this.#folders.delete(folder);
    }
    return true;
  }
}

function parentOf(path: string): string | undefined {
  const at = path.lastIndexOf("/");
  return at < 0 ? undefined : path.slice(0, at);
}
