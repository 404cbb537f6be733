// What the model is given of a workspace: by its tools, in this very VS Code, through the gate.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as vscode from "vscode";
import { type Access, composeAccess } from "../../../src/compose/access.ts";
import type { PlaceVerdict } from "../../../src/core/agent/approvals/toolCall.ts";
import { createToolRunner } from "../../../src/core/tools/createToolRunner.ts";
import { SeenFiles } from "../../../src/core/tools/seenFiles.ts";
import type { CallResult } from "../../../src/core/tools/toolRun.ts";
import { createReadingTools } from "../../../src/vscode/agent/reading/createReadingTools.ts";
import { placesOfReading } from "../../../src/vscode/agent/reading/readingPlaces.ts";
import { textHash } from "../../../src/vscode/agent/textHash.ts";
import { closeAll, editorIsUp, folder, type } from "../editing.ts";
import { after, before, describe, it } from "../testApi.ts";

const base = "reading";
const at = (path: string) => join(folder().fsPath, base, path);
const uriAt = (path: string) => vscode.Uri.file(at(path));
const put = (path: string, content: string | Uint8Array = "") => {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), content);
};
const never = new AbortController().signal;
/** Made up here, so that no file of ours holds one. */
const key = ["sk", "q7Zt1vR9mX4bLw2Ks8Nd5Jh3Gf6Pc0Ya"].join("-");

const noMatches = "(No matches. Ignored files and what looks like secrets are not searched.)";

const memento = { get: () => undefined, update: async () => {}, keys: () => [] } as unknown as vscode.Memento;
let access: Access;
const seen = new SeenFiles();
const stored: Uint8Array[] = [];
const warnings: string[] = [];
let sees = true;
let ofWindow: ReturnType<typeof createReadingTools> | undefined;

function toolsOf(appRoot?: string) {
  return createReadingTools({
    gate: access.gate,
    ignored: access.ignored,
    seen,
    pictures: {
      put: async (bytes) => {
        stored.push(bytes);
        return "a".repeat(64);
      },
    },
    seesImages: () => sees,
    warn: (message) => warnings.push(message),
    ...(appRoot !== undefined && { appRoot }),
  });
}

type Options = { chat?: string; signal?: AbortSignal; appRoot?: string };

async function result(name: string, input: object, { chat = "chat", signal = never, appRoot }: Options = {}) {
  // As in a window: made once, but for those that are to find no ripgrep.
  ofWindow ??= toolsOf();
  const tools = appRoot === undefined ? ofWindow : toolsOf(appRoot);
  const definitions = tools.map(({ definition }) => definition);
  const runner = createToolRunner(definitions, async () => tools, { chat, question: "q" });
  const call = runner.prepare(name, JSON.stringify(input));
  if (call.type !== "call") throw new Error(call.text);
  return runner.run(call, { signal, onOutput: () => {} });
}

const textOf = ({ content }: Pick<CallResult, "content">) =>
  content.map((part) => (part.type === "text" ? part.text : "")).join("\n");
const said = async (name: string, input: object, options?: Options) => textOf(await result(name, input, options));

describe("the reading tools of the agent", () => {
  let outside: string;

  before(async () => {
    await editorIsUp();
    access = composeAccess(memento);
    outside = mkdtempSync(join(tmpdir(), "mimo-outside-"));
    writeFileSync(join(outside, "plain.txt"), "needle outside\n");
    put(".gitignore", "ignored/\n*.log\n");
    put("a.ts", "one\r\ntwo needle\r\nthree");
    put("文档/说明 一.md", "needle 你好\n");
    put("ignored/a.ts", "needle ignored\n");
    put("x.log", "needle log\n");
    put(".env", `NEEDLE=needle\n`);
    put("config.ts", `const needle = 1;\nconst apiKey = "${key}"; // needle\n`);
    put("empty.txt", "");
    put("binary.bin", new Uint8Array([1, 2, 0, 3, 0x6e, 0x65]));
    put("utf16.txt", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("needle 中文\r\n", "utf16le")]));
    put("bom.txt", "\ufeffneedle bom\n");
    put("many.txt", Array.from({ length: 100_000 }, (_, nth) => `line ${nth + 1} of many`).join("\n"));
    put("min.js", `${"x".repeat(300_000)}needle${"y".repeat(300_000)}\n`);
    put("picture.png", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"));
    symlinkSync(join(outside, "plain.txt"), at("link.txt"));
    symlinkSync(outside, at("linked"));
  });
  after(async () => {
    await closeAll();
    rmSync(join(folder().fsPath, base), { recursive: true, force: true });
    rmSync(outside, { recursive: true, force: true });
  });

  it("a file is its lines, however it is encoded and named", async () => {
    assert.equal(await said("read_file", { path: "reading/a.ts" }), "1\tone\n2\ttwo needle\n3\tthree");
    assert.equal(await said("read_file", { path: at("文档/说明 一.md") }), "1\tneedle 你好");
    assert.equal(await said("read_file", { file_path: uriAt("文档/说明 一.md").toString() }), "1\tneedle 你好");
    assert.equal(await said("read_file", { path: "reading/utf16.txt" }), "1\tneedle 中文");
    assert.equal(await said("read_file", { path: "reading/bom.txt" }), "1\tneedle bom");
    assert.equal(await said("read_file", { path: "reading/empty.txt" }), "(The file is empty.)");
    const { facts } = await result("read_file", { path: "./reading//a.ts", start_line: "2", end_line: 2 });
    assert.deepEqual(facts, { path: "reading/a.ts", from: 2, to: 2 });
    assert.equal(seen.stateOf("chat", uriAt("a.ts").toString(), textHash("one\ntwo needle\nthree")), "same");
    assert.equal(seen.stateOf("chat", uriAt("bom.txt").toString(), textHash("needle bom\n")), "same");
  });

  it("a file in another encoding is decoded as VS Code does", async () => {
    put("gbk.txt", Buffer.from([0xd6, 0xd0, 0xce, 0xc4, 0x0a]));
    const settings = vscode.workspace.getConfiguration("files", folder());
    await settings.update("encoding", "gbk", vscode.ConfigurationTarget.Workspace);
    try {
      assert.equal(await said("read_file", { path: "reading/gbk.txt" }), "1\t中文");
      assert.equal(await said("search_text", { query: "中文", include: "gbk.txt" }), "reading/gbk.txt:1: 中文");
    } finally {
      await settings.update("encoding", undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it("a large file is read piece by piece, each saying how to read on", async () => {
    const first = await said("read_file", { path: "reading/many.txt" });
    assert.match(first, /^1\tline 1 of many\n/);
    assert.match(first, /\(Lines 1 to \d+ of 100000\. Read on with start_line \d+\.\)$/);
    const last = await said("read_file", { path: "reading/many.txt", start_line: 99_999 });
    assert.match(last, /^99999\tline 99999 of many\n100000\tline 100000 of many\n/);
  });

  it("what is typed and not saved counts, for reading and for searching", async () => {
    put("typed.ts", "const saved = 1;\n");
    await vscode.window.showTextDocument(uriAt("typed.ts"));
    await type(uriAt("typed.ts"), 0, 0, "const unsaved = 2;\n");
    assert.match(await said("read_file", { path: "reading/typed.ts" }), /^1\tconst unsaved = 2;\n2\tconst saved/);
    assert.equal(await said("search_text", { query: "unsaved" }), "reading/typed.ts:1: const unsaved = 2;");
    assert.equal(await said("search_text", { query: "const saved" }), "reading/typed.ts:2: const saved = 1;");
    await vscode.commands.executeCommand("workbench.action.files.revert");
    assert.equal(await said("search_text", { query: "unsaved" }), noMatches);
  });

  it("what may not be read is not, and it is said why", async () => {
    const why = async (path: string) => {
      const { outcome, content } = await result("read_file", { path });
      assert.equal(outcome, "failed", path);
      return textOf({ content });
    };
    assert.match(await why("reading/.env"), /named as files with secrets/);
    assert.match(await why("reading/ignored/a.ts"), /ignored by Git/);
    assert.match(await why("reading/link.txt"), /outside of the workspace/);
    assert.match(await why("reading/linked/plain.txt"), /outside of the workspace/);
    assert.match(await why(join(outside, "plain.txt")), /outside of the workspace/);
    assert.match(await why("../x"), /outside of the workspace/);
    assert.match(await why("reading/config.ts"), /looks like a key/);
    assert.match(await why("reading/binary.bin"), /no text/);
    assert.match(await why("reading"), /is a folder/);
    assert.match(
      await why("elsewhere/说明 一.md"),
      /There is no file .*Of that name there is: `reading\/文档\/说明 一\.md`/,
    );
  });

  it("with the person's consent in this chat it is read, and in no other", async () => {
    const verdicts = await placesOfReading(
      "read_file",
      { path: "reading/.env" },
      { gate: access.gate, chat: "agreed" },
    );
    const asks = verdicts.filter((each): each is Extract<PlaceVerdict, { type: "consent" }> => each.type === "consent");
    assert.deepEqual(asks[0]?.reasons, ["secret-name"]);
    assert.ok(!asks.some((each) => "text" in each));
    access.consents.allow(asks, { chat: "agreed" });
    assert.equal(await said("read_file", { path: "reading/.env" }, { chat: "agreed" }), "1\tNEEDLE=needle");
    assert.match(await said("search_text", { query: "needle" }, { chat: "agreed" }), /\.env:1: NEEDLE=needle/);
    assert.match(await said("read_file", { path: "reading/.env" }, { chat: "other" }), /was not read/);
  });

  it("approvals are told of the places that a call names, and asked about no others", async () => {
    const world = { gate: access.gate, chat: "chat" };
    const types = async (name: string, input: object) =>
      (await placesOfReading(name, input, world)).map((each) =>
        each.type === "consent" ? each.reasons.join() : each.type,
      );
    assert.deepEqual(await types("read_file", { path: "reading/a.ts" }), ["admitted"]);
    assert.deepEqual(await types("read_file", { path: "reading/none.ts" }), []);
    assert.deepEqual(await types("read_file", { path: "reading/binary.bin" }), []);
    assert.deepEqual(await types("read_file", { path: "reading/picture.png" }), ["admitted"]);
    assert.deepEqual(await types("read_file", { path: "reading/link.txt" }), ["outside"]);
    assert.deepEqual(await types("read_file", { path: "../../etc/passwd" }), []);
    assert.deepEqual(await types("list_files", { path: "reading/ignored" }), ["ignored"]);
    assert.deepEqual(await types("list_files", {}), []);
    assert.deepEqual(await types("find_symbol", { path: "reading/ignored/a.ts", kind: "outline" }), ["ignored"]);
    assert.deepEqual(await types("search_text", { query: "x", include: ".env" }), []);
    assert.deepEqual(await types("diagnostics", { path: "reading/ignored" }), ["ignored"]);
    assert.deepEqual(await types("read_file", { path: 3 }), []);
    // Elsewhere on this machine it is asked about, also when nothing is there; another machine is not reached for.
    assert.deepEqual(await types("read_file", { path: join(outside, "plain.txt") }), ["outside"]);
    assert.deepEqual(await types("read_file", { path: join(outside, "none.txt") }), ["outside"]);
    assert.deepEqual(await types("read_file", { path: outside }), ["outside"]);
    assert.deepEqual(await types("read_file", { path: "//server/share/plain.txt" }), []);
    assert.deepEqual(await types("edit_file", { path: join(outside, "plain.txt") }), []);
    assert.deepEqual(await types("list_files", { path: outside }), []);
  });

  it("what lies outside is read after a yes, and nothing beside it is told", async () => {
    const path = join(outside, "plain.txt");
    const chat = "outside";
    const asks = (await placesOfReading("read_file", { path }, { gate: access.gate, chat })).filter(
      (each): each is Extract<PlaceVerdict, { type: "consent" }> => each.type === "consent",
    );
    assert.match(await said("read_file", { path }, { chat }), /was not read/);
    access.consents.allow(asks, { chat });
    assert.match(await said("read_file", { path }, { chat }), /^1\t/);
    assert.match(await said("read_file", { path: join(outside, "plain.tx") }, { chat }), /no file|nothing/i);
    assert.doesNotMatch(await said("read_file", { path: join(outside, "plain.tx") }, { chat }), /plain\.txt/);
    assert.match(await said("read_file", { path }, { chat: "another" }), /was not read/);
  });

  it("pictures go to models that see", async () => {
    const { content, outcome } = await result("read_file", { path: "reading/picture.png" });
    assert.equal(outcome, "done");
    assert.deepEqual(content[1], { type: "image", hash: "a".repeat(64), mimeType: "image/png", name: "picture.png" });
    assert.equal(stored.length, 1);
    sees = false;
    assert.match(await said("read_file", { path: "reading/picture.png" }), /cannot see/);
    sees = true;
  });

  it("files are listed by folder and glob, without what is hidden", async () => {
    const all = (await said("list_files", { path: "reading" })).split("\n");
    assert.ok(all.includes("reading/文档/说明 一.md"));
    assert.ok(all.includes("reading/.env"));
    assert.deepEqual(all, [...all].sort());
    for (const hidden of ["ignored/a.ts", "x.log", "link.txt", "linked/plain.txt"]) {
      assert.ok(!all.includes(`reading/${hidden}`), hidden);
    }
    assert.equal(await said("list_files", { path: "reading", pattern: "*.md" }), "reading/文档/说明 一.md");
    assert.equal(
      await said("list_files", { pattern: "reading/*.{ts,md}" }),
      "reading/a.ts\nreading/config.ts\nreading/typed.ts",
    );
    assert.equal(await said("list_files", { pattern: "none/**" }), "(No files.)");
    assert.match(await said("list_files", {}), /^README\.md$/m);
    assert.match(await said("list_files", { path: "." }), /^README\.md$/m);
    assert.match(await said("list_files", { path: "none" }), /There is no folder `none`/);
    assert.match(await said("list_files", { path: "reading/a.ts" }), /is a file/);
    assert.match(await said("list_files", { path: "reading/ignored" }), /ignored by Git/);
    assert.match(await said("list_files", { path: "reading/linked" }), /outside of the workspace/);
    assert.deepEqual((await result("list_files", { path: "reading/", pattern: "*.md" })).facts, {
      path: "reading",
      count: 1,
    });
  });

  const hits = async (options?: Options) => {
    const found = await result("search_text", { query: "needle", include: "reading" }, options);
    const lines = textOf(found).split("\n");
    assert.deepEqual(
      lines.filter((line) => !line.includes("min.js")),
      [
        "reading/a.ts:2: two needle",
        "reading/bom.txt:1: needle bom",
        "reading/config.ts:1: const needle = 1;",
        "reading/utf16.txt:1: needle 中文",
        "reading/文档/说明 一.md:1: needle 你好",
      ],
    );
    const long = lines.find((line) => line.includes("min.js")) ?? "";
    assert.match(long, /^reading\/min\.js:1: … x+needley+ …$/);
    assert.ok(long.length < 450);
    assert.ok(!textOf(found).includes(key));
  };

  it("text is found where it may be read", async () => {
    await hits();
    assert.deepEqual(warnings, []);
    const { facts } = await result("search_text", { query: "NEEDLE", case_sensitive: true, include: ".env" });
    assert.deepEqual(facts, { query: "NEEDLE", hits: 0, files: 0 });
    assert.match(
      await said("search_text", { query: "needle", include: "reading/ignored/**" }),
      /not searched.*ignored/,
    );
    assert.match(await said("search_text", { query: "needle", include: "reading/linked/**" }), /not searched.*outside/);
    assert.equal(await said("search_text", { query: "needle", include: "none/**" }), noMatches);
    assert.match(
      await said("search_text", { query: "needle", include: "reading/*, !*.{js,ts}" }),
      /^reading\/bom\.txt:1/,
    );
    assert.equal(await said("search_text", { query: "two\\s+n[e]+dle", is_regex: true }), "reading/a.ts:2: two needle");
    assert.equal(await said("search_text", { query: "one\ntwo" }), "reading/a.ts:1: one");
    assert.equal(
      await said("search_text", { query: "two needle$", is_regex: true, include: "*.ts" }),
      "reading/a.ts:2: two needle",
    );
  });

  it("what a query finds in files that may not be read is told by nothing", async () => {
    const pem = ["-----BEGIN", "PRIVATE KEY-----"].join(" ");
    const line = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDRx4vKWm1cT9sA";
    put("deploy.ts", `// marker\nexport const pem = \`${pem}\n${line}\n\`;\n`);
    put("cluster.yaml", "# marker\nkind: Secret\ndata:\n  first: c2VjcmV0LXZhbHVl\n");
    // Of its own a model can make as many as it likes, to fill what is looked at.
    put("filler.pem", `${Array.from({ length: 6_000 }, () => "marker filler").join("\n")}\n`);
    const query = async (text: string) => said("search_text", { query: text, is_regex: true });
    const both = async (right: string, wrong: string) => {
      assert.equal(await query(right), await query(wrong), right);
      const [one, two] = [await query(`marker|${right}`), await query(`marker|${wrong}`)];
      assert.equal(one, two, right);
      assert.match(one, /deploy\.ts:1: \/\/ marker/);
      for (const [kind, given] of Object.entries({ include: "reading/.env", path: "reading/config.ts" })) {
        const said1 = await said("search_text", { query: right, is_regex: true, [kind]: given });
        assert.equal(said1, await said("search_text", { query: wrong, is_regex: true, [kind]: given }));
      }
    };
    await both(key.slice(0, 5), "sk-xx");
    await both("NEEDLE=n", "NEEDLE=x");
    await both("^MIIEv", "^MIIEx");
    await both("first: c2V", "first: xxx");
    assert.equal(
      await said("find_symbol", { name: "NEEDLE" }),
      (await said("find_symbol", { name: "NADEL" })).replace("NADEL", "NEEDLE"),
    );
    for (const path of ["deploy.ts", "cluster.yaml", "filler.pem"]) rmSync(at(path));
  });

  it("no query is an option, and a wrong one is said to be", async () => {
    // It would take ages where expressions go back.
    put("aaa.txt", `${"a".repeat(50_000)}!\n`);
    const mark = at("ran");
    for (const query of [`--pre=touch ${mark}`, "--files", "-f", "--", "-e", "--hostname-bin=touch"]) {
      assert.match(await said("search_text", { query, include: "a.ts" }), /^\(No matches/, query);
    }
    for (const query of ["(", "a(?!b)", "[z-a]", "(a{1000}){1000}"]) {
      const found = await result("search_text", { query, is_regex: true });
      assert.equal(found.outcome, "failed", query);
      assert.match(textOf(found), /no valid expression: /, query);
    }
    assert.equal(await said("search_text", { query: "(a+)+$", is_regex: true, include: "aaa.txt" }), noMatches);
  });

  it("without ripgrep the same is found, and an expression that takes ages is ended", async () => {
    const appRoot = mkdtempSync(join(tmpdir(), "mimo-app-root-"));
    try {
      await hits({ appRoot });
      for (const query of [key.slice(0, 6), "sk-none"]) {
        assert.equal(await said("search_text", { query }, { appRoot }), noMatches);
      }
      assert.match(
        await said("search_text", { query: "(a+)+$", is_regex: true, include: "aaa.txt" }, { appRoot }),
        /takes too long/,
      );
      assert.match(await said("search_text", { query: "(", is_regex: true }, { appRoot }), /no valid expression/);
      const listed = (await said("list_files", { path: "reading" }, { appRoot })).split("\n");
      assert.ok(listed.includes("reading/.env"));
      for (const hidden of ["ignored/a.ts", "linked/plain.txt"])
        assert.ok(!listed.includes(`reading/${hidden}`), hidden);
    } finally {
      rmSync(appRoot, { recursive: true, force: true });
      warnings.length = 0;
    }
  });

  it("more hits than can be told are counted, the same each time", async () => {
    const found = await result("search_text", { query: "line", include: "reading/many.txt" });
    const lines = textOf(found).split("\n");
    assert.equal(lines.length, 201);
    assert.equal(lines[0], "reading/many.txt:1: line 1 of many");
    assert.match(lines[200] ?? "", /There are more/);
    assert.equal(await said("search_text", { query: "line", include: "reading/many.txt" }), textOf(found));
  });

  it("language services tell symbols, and a cold one is waited for", async () => {
    put("symbols.ts", "export class Walker {\n  step(): number {\n    return 1;\n  }\n}\n");
    put("uses.ts", 'import { Walker } from "./symbols";\nexport const steps = new Walker().step();\n');
    const outline = await said("find_symbol", { path: "reading/symbols.ts", kind: "outline" });
    assert.match(outline, /^1-5: class Walker: export class Walker \{\n {2}2-4: method step: step\(\): number \{$/);
    assert.match(await said("find_symbol", { name: "Walker" }), /reading\/symbols\.ts:1: export class Walker \{/);
    assert.equal(
      await said("find_symbol", { name: "Walker", path: "reading/uses.ts", kind: "definition" }),
      "reading/symbols.ts:1: export class Walker {",
    );
    const uses = await said("find_symbol", { name: "Walker.step", path: "reading/symbols.ts", kind: "references" });
    assert.match(uses, /reading\/uses\.ts:2: export const steps/);
    assert.match(await said("find_symbol", { path: "reading/empty.txt" }), /no language service/);
    assert.match(await said("find_symbol", { name: "Nowhere", path: "reading/a.ts" }), /does not stand in/);
    assert.match(await said("find_symbol", { path: "reading/.env" }), /was not read/);
    assert.match(await said("find_symbol", {}), /`path` is needed/);
    assert.match(await said("find_symbol", { name: "NothingIsCalledThat" }), /no language service knows/);
  });

  it("problems are told with their place, of admitted files", async () => {
    put("wrong.ts", 'export const wrong: number = "text";\n');
    const found = await said("diagnostics", { path: "reading/wrong.ts" });
    assert.match(
      found,
      /^reading\/wrong\.ts:1:14: error: Type 'string' is not assignable to type 'number'\. \(ts 2322\)$/,
    );
    const own = vscode.languages.createDiagnosticCollection("test");
    try {
      const problem = (message: string) => [new vscode.Diagnostic(new vscode.Range(0, 0, 0, 1), message, 1)];
      own.set(uriAt("a.ts"), problem("a warning\nof two lines"));
      own.set(uriAt("ignored/a.ts"), problem("unseen"));
      own.set(uriAt("empty.txt"), problem(`unseen ${key}`));
      own.set(uriAt("config.ts"), problem("unseen: it stands in a file with a key"));
      const quoting = problem(`Type '"hunter22!"' is not assignable to type '"text"'.`);
      const [related] = problem("related");
      if (related) {
        related.relatedInformation = [
          new vscode.DiagnosticRelatedInformation(new vscode.Location(uriAt("ignored/a.ts"), related.range), "unseen"),
        ];
      }
      own.set(uriAt("wrong.ts"), [...quoting, ...(related ? [related] : [])]);
      own.set(vscode.Uri.file(join(outside, "plain.txt")), problem("unseen"));
      const all = await said("diagnostics", {});
      assert.match(all, /reading\/a\.ts:1:1: warning: a warning of two lines/);
      assert.ok(!all.includes("unseen"));
      assert.ok(!all.includes("left out"), all);
      assert.match(all, /reading\/empty\.txt:1:1: warning: \(What it says has something like a key/);
      assert.match(all, /Type '"…"' is not assignable to type '"text"'\./);
      assert.match(all, /warning: related/);
      own.delete(uriAt("ignored/a.ts"));
      own.delete(uriAt("config.ts"));
      assert.equal(await said("diagnostics", {}), all);
      assert.match(await said("diagnostics", { path: "reading" }), /a warning of two lines/);
      assert.match(await said("diagnostics", { path: "reading/ignored/a.ts" }), /was not read/);
    } finally {
      own.dispose();
    }
  });

  it("a call that is stopped ends at once", async () => {
    for (const [name, input] of [
      ["read_file", { path: "reading/many.txt" }],
      ["list_files", {}],
      ["search_text", { query: "e" }],
      ["find_symbol", { name: "NothingIsCalledThat" }],
      ["diagnostics", { path: "reading/typed.ts" }],
    ] as const) {
      const control = new AbortController();
      const running = result(name, input, { signal: control.signal });
      control.abort();
      await assert.rejects(running, { name: "AbortError" }, name);
    }
  });

  it("whatever is written is answered", async () => {
    const odd = [
      "",
      "\0",
      "a".repeat(10_000),
      "file:///%zz",
      "https://a.example",
      "\\\\x\\y",
      "[",
      "*".repeat(500),
      "😀\ud800",
    ];
    const fields = [
      ["read_file", "path"],
      ["list_files", "path"],
      ["list_files", "pattern"],
      ["search_text", "query"],
      ["search_text", "include"],
      ["find_symbol", "path"],
      ["diagnostics", "path"],
    ] as const;
    const calls = odd.flatMap((text) =>
      fields.map(([name, field]) => [name, { query: "needle", [field]: text }] as const),
    );
    const answers = await Promise.all(calls.map(([name, input]) => said(name, input)));
    for (const answer of answers) assert.notEqual(answer, "");
  });
});
