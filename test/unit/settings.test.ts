// The pages about the settings say what package.json declares.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { expectedPages, languages, type Manifest, pageOf, type Setting } from "../../settings.mjs";

test.each([...expectedPages()])("%s is up to date; if not: npm run settings -- --write", (path, text) => {
  expect(readFileSync(path, "utf8")).toBe(text);
});

test.each([...expectedPages()])("%s has each setting once, and nothing that only VS Code understands", (_, text) => {
  const groups: { properties: object }[] = JSON.parse(readFileSync("package.json", "utf8")).contributes.configuration;
  const names = groups.flatMap(({ properties }) => Object.keys(properties));
  expect([...text.matchAll(/^\| `(mimo\.[\w.]+)` \|/gm)].map(([, name]) => name)).toEqual(names);
  expect(text).not.toMatch(/\(command:|`#|%\w/);
});

const [english] = languages;

/** The row of one setting. */
function rowOf(setting: Partial<Setting>, nls: Record<string, string> = {}, restricted: readonly string[] = []) {
  const whole: Setting = { default: "", scope: "window", markdownDescription: "It is.", ...setting };
  const manifest: Manifest = {
    capabilities: { untrustedWorkspaces: { restrictedConfigurations: restricted } },
    contributes: { configuration: [{ title: "A", properties: { "mimo.a": whole } }] },
  };
  return pageOf(manifest, nls, english).trimEnd().split("\n").at(-1);
}

test("values, default, words and place of a setting are told", () => {
  expect(rowOf({ type: "boolean", default: true, scope: "application" })).toBe(
    "| `mimo.a` | `true`, `false` | `true` | It is. | user |",
  );
  expect(rowOf({ type: ["number", "null"], minimum: 0, maximum: 1.5, default: null, scope: "machine" })).toBe(
    "| `mimo.a` | a number, 0 to 1.5<br>`null` | `null` | It is. | user, remote |",
  );
  expect(rowOf({ type: "integer", minimum: 1, default: 3 })).toContain("| a whole number, from 1 | `3` |");
  expect(rowOf({ type: "string" }, {}, ["mimo.a"])).toBe(
    "| `mimo.a` | any text | empty | It is. | user, remote, workspace\\* |",
  );
});

test("words come from the bundle, links of VS Code become names, and nothing breaks the table", () => {
  const nls = { a: "[Go](command:mimo.go) or `#mimo.b#`: a|b\nc", no: "Never." };
  const setting = { enum: ["no", "x"], enumDescriptions: ["%no%"], default: "no", markdownDescription: "%a%" };
  expect(rowOf(setting, nls)).toBe(
    "| `mimo.a` | `no`: Never.<br>`x` | `no` | **MiMo: Go** or `mimo.b`: a\\|b<br>c | user, remote, workspace |",
  );
  expect(() => rowOf(setting)).toThrow("package.nls.json has no");
});

test("what is offered for a setting that takes any text does not look like all of it", () => {
  expect(rowOf({ anyOf: [{ enum: ["m"] }, { type: "string" }], default: "m" })).toContain("| `m`<br>any other | `m` |");
});
