// `node licences.mjs`: whether what is bundled or installed may be, by its licence, whether every dependency is pinned, and
// whether docs/dependencies.md says why each is here. `--write` renews that page but for the reasons, which are by hand.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Fine everywhere. */
const free = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "0BSD"];

/** How far a package goes: into the extension, among what is installed for it, or only to those who work on it. */
const places = ["development", "production", "bundled"];

/** Other licences, by package (`*` ends a family): how far each may go, and why. */
export const exceptions = [
  {
    packages: ["@vscode/codicons"],
    licence: "CC-BY-4.0",
    upTo: "bundled",
    why: "Icons. The notices say whose they are and what was changed, which is what it asks.",
  },
  {
    packages: ["fast-sha256"],
    licence: "Unlicense",
    upTo: "bundled",
    why: "Public domain. The Anthropic SDK brings it for webhooks.",
  },
  {
    packages: ["khroma"],
    licence: undefined,
    upTo: "bundled",
    why: "MIT, but says so in its file `license` alone. Mermaid's colours.",
  },
  {
    packages: ["robust-predicates"],
    licence: "Unlicense",
    upTo: "production",
    why: "Public domain. Mermaid brings it with d3; nothing of it is bundled.",
  },
  {
    packages: ["elkjs"],
    licence: "EPL-2.0 OR GPL-3.0-or-later",
    upTo: "production",
    why: "A layout that mermaid brings; nothing of it is bundled.",
  },
  {
    packages: ["axe-core", "lightningcss", "lightningcss-*"],
    licence: "MPL-2.0",
    upTo: "development",
    why: "Used unchanged: tests of accessibility, and Vite's styles.",
  },
  {
    packages: ["@vscode/vsce-sign", "@vscode/vsce-sign-*"],
    licence: "SEE LICENSE IN LICENSE.txt",
    upTo: "development",
    why: "Microsoft's own terms, for making extensions for its products. The packager brings it to verify signatures, which nothing here does.",
  },
  {
    packages: ["binaryextensions", "editions", "istextorbinary", "textextensions", "version-range"],
    licence: "Artistic-2.0",
    upTo: "development",
    why: "Used unchanged: the packager's search for secrets.",
  },
  {
    packages: ["graceful-fs", "lru-cache", "minimatch", "sax"],
    licence: "BlueOak-1.0.0",
    upTo: "development",
    why: "As free as MIT. The packager and jsdom bring them.",
  },
  {
    packages: ["commonmark-spec"],
    licence: "CC-BY-SA-4.0",
    upTo: "development",
    why: "The examples of the specification, which the tests read from the package.",
  },
  {
    packages: ["pako"],
    licence: "MIT AND Zlib",
    upTo: "development",
    why: "Zlib's is as free as MIT. For fonts and archives.",
  },
  {
    packages: ["argparse"],
    licence: "Python-2.0",
    upTo: "development",
    why: "Python's licence. A command line of a font tool, which is not used.",
  },
];

const named = (name, pattern) => (pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern);
/** An SPDX expression without the brackets around all of it. */
const plain = (licence) => licence?.replace(/^\(([^()]*)\)$/, "$1");
const exceptionFor = (name, licence) =>
  exceptions.find((e) => e.licence === licence && e.packages.some((pattern) => named(name, pattern)));

/** Why a package must not go to `place`, in one sentence; undefined if it may. */
export function refusal(name, stated, place) {
  const licence = plain(stated);
  // Of several to choose from one that is fine is enough; of several that hold together each has to be.
  const isFree = licence?.split(" OR ").some((all) => all.split(" AND ").every((one) => free.includes(one)));
  if (isFree) return undefined;
  const exception = exceptionFor(name, licence);
  const says = licence === undefined ? "states no licence" : `is under ${licence}`;
  if (exception === undefined) return `${name} ${says}, which nobody has looked at: see licences.mjs.`;
  if (places.indexOf(place) <= places.indexOf(exception.upTo)) return undefined;
  return `${name} ${says}, which may go as far as ${exception.upTo}, not ${place}.`;
}

/** Whether a version is one version. */
export const isPinned = (version) => /^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version);

/** The packages of a lock file, each with the licence it states and the place it goes to; `read` has its own package.json. */
export function packagesOf(lock, read) {
  return Object.entries(lock.packages)
    .filter(([path]) => path !== "")
    .map(([path, entry]) => {
      const own = read(path) ?? entry;
      const licence = typeof own.license === "object" ? own.license.type : own.license;
      const name = /(?:@[^/]+\/)?[^/]+$/.exec(path)[0];
      return { path, name, version: entry.version, licence, place: entry.dev ? "development" : "production" };
    });
}

const heads = { dependencies: "In the extension", devDependencies: "To build and test it" };
const cell = (text) => text.replaceAll("|", "\\|");
const row = (...cells) => `| ${cells.join(" | ")} |`;

/** Why each direct dependency is here, as the page says. */
function reasonsOf(page) {
  const [direct] = page.split("\n## Licences\n");
  const rows = direct.matchAll(/^\| `([^`]+)` \|[^|]*\|[^|]*\| (.*) \|$/gm);
  return new Map([...rows].map(([, name, reason]) => [name, reason]));
}

/** The page about the direct dependencies, with the reasons that `former` gives. */
export function pageOf(manifest, packages, former) {
  const reasons = reasonsOf(former);
  const tables = Object.entries(heads).map(([key, head]) => {
    const rows = Object.entries(manifest[key]).map(([name, version]) => {
      const licence = plain(packages.find(({ path }) => path === `node_modules/${name}`)?.licence) ?? "none stated";
      return row(`\`${name}\``, version, cell(licence), reasons.get(name) ?? "");
    });
    return `## ${head}\n\n${row("package", "version", "licence", "why")}\n|---|---|---|---|\n${rows.join("\n")}`;
  });
  const others = exceptions.map(({ packages: names, licence, upTo, why }) =>
    row(names.map((name) => `\`${name}\``).join(", "), licence ?? "none stated", upTo, why),
  );
  return `# Dependencies

Each is pinned to one version. Versions and licences are written by \`npm run licences -- --write\`; the reasons are by hand, and
a dependency without one fails \`npm run lint\`.

${tables.join("\n\n")}

## Licences

${free.join(", ")} are fine everywhere. KaTeX's fonts are under OFL-1.1, whose text the
extension's notices have. Other licences were looked at one by one, and go no further than this says: to those who work on the
extension (development), among what is installed with its dependencies (production), or into it (bundled). The build refuses
what must not be bundled.

${row("package", "licence", "how far", "why")}
|---|---|---|---|
${others.join("\n")}
`;
}

/** All that is wrong, a sentence each. `page` is docs/dependencies.md. */
export function troubles(manifest, packages, page) {
  const direct = Object.keys(heads).flatMap((key) => Object.entries(manifest[key]));
  const installed = packages.map(({ name, licence }) => exceptionFor(name, plain(licence)));
  const expected = pageOf(manifest, packages, page);
  const reasons = reasonsOf(page);
  return [
    ...packages.map(({ name, licence, place }) => refusal(name, licence, place)).filter((text) => text !== undefined),
    ...exceptions
      .filter((exception) => !installed.includes(exception))
      .map(({ packages: names }) => `No package needs the exception for ${names.join(", ")} any more.`),
    ...direct.filter(([, version]) => !isPinned(version)).map(([name, version]) => `${name} ${version} is not pinned.`),
    ...direct
      .filter(([name]) => !reasons.get(name))
      .map(([name]) => `docs/dependencies.md does not say why ${name} is here.`),
    ...(page === expected ? [] : ["docs/dependencies.md is not up to date: npm run licences -- --write"]),
  ];
}

const root = new URL(".", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const manifest = JSON.parse(read("package.json"));
  const packages = packagesOf(JSON.parse(read("package-lock.json")), (path) => {
    // What is for other systems is not here: the lock file has what it states.
    const file = `${path}/package.json`;
    return existsSync(new URL(file, root)) ? JSON.parse(read(file)) : undefined;
  });
  const page = "docs/dependencies.md";
  if (process.argv.includes("--write")) writeFileSync(new URL(page, root), pageOf(manifest, packages, read(page)));
  const found = troubles(manifest, packages, read(page));
  for (const text of found) console.error(text);
  if (found.length > 0) process.exit(1);
  console.log(`${packages.length} packages, licences fine.`);
}
