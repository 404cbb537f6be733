// The package that the marketplaces get: few tags, everything that the manifest names, and what the owner filled in.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { root } from "../vscode/paths.ts";
import {
  missingForPublishing,
  type Publishing,
  readPublishing,
  stageExtension,
  withPublishing,
} from "../vscode/publishing.ts";
import { createVsix, readVsix } from "../vscode/vsix.ts";

const empty: Publishing = { repository: "", homepage: "", bugs: "", qna: "" };
const filled: Publishing = {
  repository: "https://github.com/somebody/mimo-assistant",
  homepage: "https://mimo.example/",
  bugs: "https://mimo.example/bugs",
  qna: "marketplace",
};
const manifest = JSON.parse(readFileSync("package.json", "utf8"));

/** Our package as it is made of this folder, but for the bundles: a build is not needed to look at the rest. */
async function packageWith(publishing: Publishing): Promise<Map<string, Buffer>> {
  const parent = mkdtempSync(join(tmpdir(), "mimo-publishing-"));
  try {
    const folder = join(parent, "extension");
    stageExtension(root, folder, publishing);
    mkdirSync(join(folder, "dist"), { recursive: true });
    writeFileSync(join(folder, "dist", "extension.js"), "");
    const file = join(parent, "a.vsix");
    await createVsix(folder, file);
    return readVsix(readFileSync(file));
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}

const text = (files: Map<string, Buffer>, name: string) => files.get(name)?.toString("utf8") ?? "";

/** publishing.json with this text, read. */
function reading(json: object): () => Publishing {
  const folder = mkdtempSync(join(tmpdir(), "mimo-publishing-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "publishing.json"), JSON.stringify(json));
  return () => readPublishing(folder);
}

let plain: Map<string, Buffer>;
let complete: Map<string, Buffer>;

beforeAll(async () => {
  [plain, complete] = await Promise.all([packageWith(empty), packageWith(filled)]);
  // Two packages, on a machine that may be busy with other tests.
}, 180_000);

test("a package has no more than the thirty tags that the marketplaces take", () => {
  const tags = /<Tags>([^<]*)<\/Tags>/.exec(text(plain, "extension.vsixmanifest"))?.[1]?.split(",") ?? [];
  expect(tags).toContain("mimo");
  expect(tags.length).toBeLessThanOrEqual(30);
});

test("every picture that the manifest names is in the package", () => {
  const named = [...JSON.stringify(manifest).matchAll(/"(media\/[^"]+)"/g)].map(([, path]) => `extension/${path}`);
  expect(named.length).toBeGreaterThan(5);
  expect([...plain.keys()]).toEqual(expect.arrayContaining(named));
});

test("what is not filled in is left out, what needs no address is there", () => {
  const packed = JSON.parse(text(plain, "extension/package.json"));
  for (const name of Object.keys(empty)) expect(packed).not.toHaveProperty(name);
  expect(packed).toEqual(manifest);
  expect(packed.pricing).toBe("Free");
  const list = text(plain, "extension.vsixmanifest");
  expect(list).toContain(`Branding.Color" Value="${packed.galleryBanner.color}"`);
  expect(list).not.toContain("Services.Links");
});

test("what is filled in is in the packaged manifest, and makes the links of the README absolute", () => {
  const packed = JSON.parse(text(complete, "extension/package.json"));
  expect(packed).toEqual({
    ...manifest,
    repository: { type: "git", url: filled.repository },
    homepage: filled.homepage,
    bugs: { url: filled.bugs },
    qna: "marketplace",
  });
  const list = text(complete, "extension.vsixmanifest");
  for (const address of [filled.repository, filled.homepage, filled.bugs]) expect(list).toContain(address);
  expect(text(complete, "extension/readme.md")).not.toMatch(/\]\((?!https:|#|mailto:)/);
});

test("package.json has none of it: an address that nobody checked is a lie", () => {
  for (const name of Object.keys(empty)) expect(manifest).not.toHaveProperty(name);
  expect(withPublishing({ name: "a" }, empty)).toEqual({ name: "a" });
});

test("publishing is refused while a field is empty, in one sentence that names it", () => {
  expect(missingForPublishing(filled)).toBeUndefined();
  expect(missingForPublishing({ ...filled, bugs: "" })).toBe(
    "This cannot be published yet: bugs in publishing.json is empty.",
  );
  expect(missingForPublishing(empty)).toBe(
    "This cannot be published yet: repository, homepage, bugs, and qna in publishing.json are empty.",
  );
});

test("a release asks whether all is filled in", () => {
  expect(readFileSync(".github/workflows/release.yml", "utf8")).toContain("npm run package -- --publish");
});

test("publishing.json has these fields, each empty or an address", () => {
  expect(readPublishing(root)).toHaveProperty("qna");
  expect(reading(filled)()).toEqual(filled);
  expect(reading({ ...filled, repository: "git@example.com:a/b.git" })).toThrow(/: see repository\./);
  expect(reading({ ...filled, homepage: "marketplace" })).toThrow(/: see homepage\./);
  expect(reading({ ...filled, bug: "" })).toThrow(/: see bug\./);
  expect(reading({ repository: "" })).toThrow(/: see homepage, bugs, and qna\./);
});
