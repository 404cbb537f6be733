// `node settings.mjs`: whether docs/settings.md and its Chinese twin say what package.json does. `--write` makes them anew.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const english = {
  page: "docs/settings.md",
  nls: "package.nls.json",
  head: "Settings",
  other: "[简体中文](settings.zh-cn.md)",
  about: `**MiMo: Settings** in the command palette opens them in VS Code. The last column says where each can be set: in your user
settings, in those of a remote machine, or in a workspace's too. In a workspace that is not trusted, its values of those
marked \\* are ignored. In a trusted one, a value of theirs that would cost more, send more or switch on what you switched
off waits for your yes; \`mimo.instructions\` alone holds at once.`,
  columns: ["setting", "values", "default", "what it does", "where"],
  scopes: { application: "user", machine: "user, remote", window: "user, remote, workspace" },
  any: "any text",
  others: "any other",
  number: "a number",
  integer: "a whole number",
  from: (low) => `from ${low}`,
  range: (low, high) => `${low} to ${high}`,
  empty: "empty",
  colon: ": ",
  comma: ", ",
};

const chinese = {
  page: "docs/settings.zh-cn.md",
  nls: "package.nls.zh-cn.json",
  head: "设置",
  other: "[English](settings.md)",
  about: `在命令面板中运行 **MiMo: 设置**，即可在 VS Code 中打开这些设置。最后一列说明各项可以在哪里设置：用户设置、远程计算机的设置，或者也包括工作区设置。在不受信任的工作区中，工作区为带 \\* 的各项设置的值一律忽略。在受信任的工作区中，如果这些值会提高费用、发送更多内容，或开启你已关闭的功能，则要等你同意后才采用；只有 \`mimo.instructions\` 立即生效。`,
  columns: ["设置", "可选值", "默认值", "作用", "位置"],
  scopes: { application: "用户", machine: "用户、远程", window: "用户、远程、工作区" },
  any: "任意文本",
  others: "其他任意值",
  number: "数字",
  integer: "整数",
  from: (low) => `不小于 ${low}`,
  range: (low, high) => `${low} 到 ${high}`,
  empty: "空",
  colon: "：",
  comma: "，",
};

/** The two pages: where each stands, and where its words are. */
export const languages = [english, chinese];

const code = (value) => `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
const row = (cells) => `| ${cells.join(" | ")} |`;
const cell = (text) => text.replaceAll("|", "\\|").replaceAll("\n", "<br>");

/** What VS Code shows as links to commands and settings, as words. */
const plain = (text) =>
  text.replaceAll(/\[([^\]]+)\]\(command:[^)]+\)/g, "**MiMo: $1**").replaceAll(/`#([\w.]+)#`/g, "`$1`");

/** What a setting may be, a line each. */
function valuesOf(schema, words, language) {
  if (schema.anyOf) {
    const [offered] = schema.anyOf;
    return [...valuesOf({ type: "string", ...offered }, words, language), language.others];
  }
  if (schema.enum) {
    return schema.enum.map((value, index) => {
      const about = schema.enumDescriptions?.[index];
      return about === undefined ? code(value) : `${code(value)}${language.colon}${plain(words(about))}`;
    });
  }
  return [schema.type].flat().map((type) => {
    if (type === "boolean") return `${code(true)}, ${code(false)}`;
    if (type === "null") return code(null);
    if (type === "string") return language.any;
    const { minimum: low, maximum: high } = schema;
    if (low === undefined) return language[type];
    return `${language[type]}${language.comma}${high === undefined ? language.from(low) : language.range(low, high)}`;
  });
}

/** The page of one language; `nls` has its words. Throws a sentence if one is missing. */
export function pageOf(manifest, nls, language) {
  const words = (text) =>
    text.replace(/^%(.+)%$/, (_, key) => {
      if (nls[key] === undefined) throw new Error(`${language.nls} has no ${key}.`);
      return nls[key];
    });
  const restricted = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations;
  const tables = manifest.contributes.configuration.map(({ title, properties }) => {
    const rows = Object.entries(properties).map(([name, schema]) =>
      row([
        code(name),
        valuesOf(schema, words, language).map(cell).join("<br>"),
        schema.default === "" ? language.empty : code(schema.default),
        cell(plain(words(schema.markdownDescription))),
        `${language.scopes[schema.scope]}${restricted.includes(name) ? "\\*" : ""}`,
      ]),
    );
    return `## ${words(title)}\n\n${row(language.columns)}\n|---|---|---|---|---|\n${rows.join("\n")}`;
  });
  return `# ${language.head}

${language.other}

<!-- Made by \`npm run settings -- --write\` of package.json and ${language.nls}. -->

${language.about}

${tables.join("\n\n")}
`;
}

const root = new URL(".", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");

/** Each page as it should be, by its path. */
export function expectedPages() {
  const manifest = JSON.parse(read("package.json"));
  return new Map(languages.map((each) => [each.page, pageOf(manifest, JSON.parse(read(each.nls)), each)]));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const pages = expectedPages();
  if (process.argv.includes("--write")) for (const [path, text] of pages) writeFileSync(new URL(path, root), text);
  const stale = [...pages].filter(([path, text]) => read(path) !== text).map(([path]) => path);
  for (const path of stale) console.error(`${path} is not up to date: npm run settings -- --write`);
  if (stale.length > 0) process.exit(1);
}
