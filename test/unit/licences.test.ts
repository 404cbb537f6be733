// What may be installed and bundled, by its licence, and what the page about the dependencies has to say.
import { expect, test } from "vitest";
import { exceptions, isPinned, type Package, packagesOf, pageOf, refusal, troubles } from "../../licences.mjs";

test.each(["MIT", "(MPL-2.0 OR Apache-2.0)", "MIT OR GPL-3.0-or-later", "MIT AND ISC"])("%s is fine", (licence) => {
  expect(refusal("a", licence, "bundled")).toBeUndefined();
});

test.each(["GPL-3.0-only", "MIT AND GPL-3.0-only", "MIT-0 OR (GPL-2.0-only AND MIT)", "UNLICENSED", "", undefined])(
  "%s is refused where nobody has looked at it",
  (licence) => {
    expect(refusal("a", licence, "development")).toContain("nobody has looked at");
  },
);

test("an exception holds for its package and licence, and no further than it says", () => {
  expect(refusal("lightningcss-linux-x64-gnu", "MPL-2.0", "development")).toBeUndefined();
  expect(refusal("axe-core", "MPL-2.0", "bundled")).toBe(
    "axe-core is under MPL-2.0, which may go as far as development, not bundled.",
  );
  expect(refusal("axe-core", "GPL-3.0-only", "development")).toContain("nobody has looked at");
  expect(refusal("axe-core-more", "MPL-2.0", "development")).toContain("nobody has looked at");
  expect(refusal("elkjs", "EPL-2.0 OR GPL-3.0-or-later", "production")).toBeUndefined();
});

test("a version is pinned when it can be no other", () => {
  expect(["1.2.3", "1.2.3-beta.4"].filter(isPinned)).toHaveLength(2);
  expect(["^1.2.3", "~1.2.3", "1.2", "1.x", "*", "latest", ">=1.2.3", "1.2.3 || 2.0.0"].filter(isPinned)).toEqual([]);
});

test("packages have the licence of their own package.json, and the lock file's where they are not installed", () => {
  const lock = {
    packages: {
      "": { license: "MIT" },
      "node_modules/@a/b": { version: "1.0.0", license: "MIT" },
      "node_modules/c/node_modules/d": { version: "2.0.0", license: "MIT", dev: true },
    },
  };
  const own = { "node_modules/@a/b": { license: { type: "ISC" } } };
  expect(packagesOf(lock, (path) => (path in own ? own[path as keyof typeof own] : undefined))).toEqual([
    { path: "node_modules/@a/b", name: "@a/b", version: "1.0.0", licence: "ISC", place: "production" },
    { path: "node_modules/c/node_modules/d", name: "d", version: "2.0.0", licence: "MIT", place: "development" },
  ]);
});

/** One package for each exception, so that none is idle. */
const excepted = exceptions.map(
  ({ packages: [name = ""], licence, upTo }): Package => ({
    ...{ path: `node_modules/x/node_modules/${name}`, name, version: "1.0.0", licence },
    place: upTo === "bundled" ? "production" : upTo,
  }),
);
const manifest = { dependencies: { a: "1.0.0" }, devDependencies: { b: "2.0.0" } };
const packages: Package[] = [
  ...excepted,
  { path: "node_modules/a", name: "a", version: "1.0.0", licence: "MIT", place: "production" },
  { path: "node_modules/b", name: "b", version: "2.0.0", licence: "(MIT OR ISC)", place: "development" },
];
const reasons = "| `a` | 0.9.0 | ISC | For this |\n| `b` | 1.9.0 | MIT | For that |\n";
const page = pageOf(manifest, packages, reasons);

test("the page keeps the reasons and renews the rest", () => {
  expect(page).toContain("| `a` | 1.0.0 | MIT | For this |");
  expect(page).toContain("| `b` | 2.0.0 | MIT OR ISC | For that |");
  expect(pageOf(manifest, packages, page)).toBe(page);
  const loose = pageOf({ ...manifest, dependencies: { a: "^1.0.0" } }, packages, page);
  expect(pageOf(manifest, packages, loose)).toBe(page);
  expect(troubles(manifest, packages, page)).toEqual([]);
});

test("a stale page, a missing reason, a loose version, a bad licence and an idle exception are told", () => {
  const stale = "docs/dependencies.md is not up to date: npm run licences -- --write";
  expect(troubles(manifest, packages, page.replace("| 1.0.0 | MIT", "| 0.9.0 | MIT"))).toEqual([stale]);

  const more = { ...manifest, dependencies: { a: "^1.0.0" } };
  const found = troubles(more, packages, pageOf(more, packages, ""));
  expect(found).toContain("a ^1.0.0 is not pinned.");
  expect(found).toContain("docs/dependencies.md does not say why b is here.");

  const bad: Package = {
    path: "node_modules/c",
    name: "c",
    version: "1.0.0",
    licence: "GPL-3.0-only",
    place: "production",
  };
  expect(troubles(manifest, [...packages, bad], page)).toEqual([refusal("c", "GPL-3.0-only", "production")]);
  expect(troubles(manifest, packages.slice(1), page)).toEqual([
    `No package needs the exception for ${exceptions[0]?.packages.join(", ")} any more.`,
  ]);
});
