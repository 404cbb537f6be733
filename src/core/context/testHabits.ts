// Where a project keeps its tests, how it names them and what runs them, read from the paths that are there.

/** What a new test file should be like. Paths are relative to the workspace folder, with `/`. */
export interface TestHabits {
  /** Where the tests of the source file belong. */
  readonly path: string;
  /** A test of the project that is most like it; undefined when there is none. */
  readonly neighbour?: string;
  /** What runs the tests, as far as it can be seen. */
  readonly framework?: string;
}

interface Naming {
  readonly pattern: RegExp;
  readonly name: (base: string) => string;
}

/** How tests are named, by extension; the first is what a project without tests gets. */
const namings: Readonly<Record<string, readonly Naming[]>> = {
  py: [
    { pattern: /^test_(.+)$/, name: (base) => `test_${base}` },
    { pattern: /^(.+)_test$/, name: (base) => `${base}_test` },
  ],
  go: [{ pattern: /^(.+)_test$/, name: (base) => `${base}_test` }],
  rb: [
    { pattern: /^(.+)_spec$/, name: (base) => `${base}_spec` },
    { pattern: /^(.+)_test$/, name: (base) => `${base}_test` },
  ],
  java: [{ pattern: /^(.+)Tests?$/, name: (base) => `${base}Test` }],
  kt: [{ pattern: /^(.+)Test$/, name: (base) => `${base}Test` }],
  cs: [{ pattern: /^(.+)Tests?$/, name: (base) => `${base}Tests` }],
};
const common: readonly Naming[] = [
  { pattern: /^(.+)\.test$/, name: (base) => `${base}.test` },
  { pattern: /^(.+)\.spec$/, name: (base) => `${base}.spec` },
  { pattern: /^(.+)_test$/, name: (base) => `${base}_test` },
  { pattern: /^test_(.+)$/, name: (base) => `test_${base}` },
];

/** The glob of everything that may be a test. */
export const testFilesGlob = "**/{*.test.*,*.spec.*,*_test.*,*_spec.*,test_*.*,*Test.*,*Tests.*}";

/**
 * The habits for `source`, of a project that has the test files `tests` and whose manifests say `manifests`. The order of
 * `tests` changes nothing: a search finds them in any.
 */
export function findTestHabits(source: string, tests: readonly string[], manifests: readonly string[]): TestHabits {
  const { folder, base, extension } = parts(source);
  const names = namings[extension] ?? common;
  const family = familyOf(extension);
  const known = tests.toSorted(byCodeUnits).flatMap((path) => {
    const test = parts(path);
    if (familyOf(test.extension) !== family) return [];
    const naming = names.find(({ pattern }) => pattern.test(test.base));
    return naming ? [{ path, naming, folder: test.folder, subject: naming.pattern.exec(test.base)?.[1] ?? "" }] : [];
  });
  const framework = frameworkOf(family, manifests);
  const near = known.toSorted((a, b) => sharedDepth(b.folder, folder) - sharedDepth(a.folder, folder));
  const own = near.find(({ subject, path }) => subject === base && sharedDepth(parts(path).folder, folder) > 0);
  if (own) return { path: own.path, neighbour: (near.find((each) => each !== own) ?? own).path, framework };
  const placeBy = (test?: (typeof near)[number]) => {
    const naming = test?.naming ?? names[0] ?? common[0];
    const file = `${naming?.name(base) ?? base}.${extension}`;
    return [...testFolder(folder, test?.folder, extension), file].join("/");
  };
  // The tests nearest to the source show the habit of this part of the project: most of them, where they differ.
  const nearest = near.filter(
    (test) => sharedDepth(test.folder, folder) === sharedDepth(near[0]?.folder ?? [], folder),
  );
  const votes = Map.groupBy(nearest, placeBy);
  const path = [...votes.keys()].toSorted((a, b) => (votes.get(b)?.length ?? 0) - (votes.get(a)?.length ?? 0))[0];
  return path === undefined
    ? { path: placeBy(), framework }
    : { path, neighbour: votes.get(path)?.[0]?.path, framework };
}

function testFolder(
  source: readonly string[],
  test: readonly string[] | undefined,
  extension: string,
): readonly string[] {
  if (test === undefined) {
    // Without a habit: beside the source, but for the languages that all keep them apart.
    if (extension === "py" || extension === "rb") return [extension === "py" ? "tests" : "spec"];
    return extension === "java" || extension === "kt"
      ? source.map((each) => (each === "main" ? "test" : each))
      : source;
  }
  const last = test.at(-1);
  if (last === "__tests__") return [...source, "__tests__"];
  const root = test.findIndex((each) => /^(?:tests?|specs?)$/i.test(each));
  if (root === -1) return source;
  // A folder of tests that mirrors the sources, or holds them flat.
  const inside = test.slice(root + 1);
  const sourceRoot = source.findIndex((each) => /^(?:src|lib|main|app)$/.test(each));
  const below = source.slice(sourceRoot + 1);
  const mirrors = inside.length > 0 && (below.length === 0 || inside.some((each) => source.includes(each)));
  const prefix = inside.length > below.length ? inside.slice(0, inside.length - below.length) : [];
  const kept = prefix.every((each) => !source.includes(each)) ? prefix : [];
  return mirrors ? [...test.slice(0, root + 1), ...kept, ...below] : test;
}

function frameworkOf(family: string, manifests: readonly string[]): string | undefined {
  const all = manifests.join("\n");
  const known: Readonly<Record<string, readonly [RegExp, string][]>> = {
    script: [
      [/"vitest"/, "Vitest"],
      [/"jest"|"ts-jest"/, "Jest"],
      [/"mocha"/, "Mocha"],
      [/"ava"/, "AVA"],
      [/"@playwright\/test"/, "Playwright Test"],
      [/node --test/, "node:test"],
    ],
    py: [
      [/pytest/, "pytest"],
      [/unittest/, "unittest"],
    ],
    go: [
      [/testify/, "testing and testify"],
      [/(?:)/, "testing"],
    ],
  };
  return known[family]?.find(([pattern]) => pattern.test(all))?.[1];
}

function familyOf(extension: string): string {
  return /^[cm]?[jt]sx?$/.test(extension) ? "script" : extension;
}

function parts(path: string): { folder: readonly string[]; base: string; extension: string } {
  const folder = path.split("/");
  const file = folder.pop() ?? "";
  const dot = file.lastIndexOf(".");
  return dot <= 0
    ? { folder, base: file, extension: "" }
    : { folder, base: file.slice(0, dot), extension: file.slice(dot + 1) };
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function sharedDepth(a: readonly string[], b: readonly string[]): number {
  // Folders named like the source's count wherever they are: `test/unit/core` is near `src/core`.
  return 1 + a.filter((each) => b.includes(each)).length * 2 - a.length / 10;
}
