import assert from "node:assert/strict";
import { rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { closeAll, editorIsUp, folder, until, writeFile } from "../editing.ts";
import { answerWith, breakWith, requestBodies, resetEmulator } from "../emulatorClient.ts";
import { after, before, describe, it } from "../testApi.ts";

/** What the tests use of the Git extension's repositories. */
interface Repository {
  readonly rootUri: vscode.Uri;
  readonly inputBox: { value: string };
  readonly state: { readonly workingTreeChanges: readonly { readonly uri: vscode.Uri }[] };
  add(paths: string[]): Promise<void>;
}

describe("a commit message", () => {
  let repository: Repository;
  before(async () => {
    await editorIsUp();
    const git = vscode.extensions.getExtension("vscode.git");
    const api = (await git?.activate())?.getAPI(1);
    repository = await until("the repository", () => api.getRepository(folder()) ?? undefined);
  });
  after(closeAll);
  const generate = () =>
    vscode.commands.executeCommand("mimo.generateCommitMessage", { rootUri: repository.rootUri }) as Promise<void>;

  it("tells of all changes when none are staged, in the style of the repository, without thinking", async () => {
    await writeFile("README.md", "# Changed for the commit\n");
    await writeFile("unknown.txt", "unknown to Git\n");
    await until("Git to see both", () => {
      const paths = repository.state.workingTreeChanges.map(({ uri }) => uri.path.split("/").at(-1));
      return paths.includes("README.md") && paths.includes("unknown.txt");
    });
    await resetEmulator();
    await answerWith({ text: "```\nSay more in the README\n```", pieceSize: 4 });
    await generate();
    assert.equal(repository.inputBox.value, "Say more in the README");
    const [body] = await requestBodies();
    assert.match(body ?? "", /Changed for the commit/);
    assert.match(body ?? "", /\+unknown to Git/);
    assert.match(body ?? "", /<message>\\nA sample/);
    assert.match(body ?? "", /"thinking":\{"type":"disabled"\}/);
    assert.match(body ?? "", /"model":"mimo-v2.6-flash"/);
  });

  it("is asked of the chat's model where the fast one is not served any more", async () => {
    await resetEmulator();
    await answerWith({ text: "Say more", match: { model: "mimo-v2.6-pro" } });
    await breakWith({ kind: "status", status: 404, match: { model: "mimo-v2.6-flash" } });
    await generate();
    assert.equal(repository.inputBox.value, "Say more");
    const models = (await requestBodies()).map((body) => /"model":"([^"]+)"/.exec(body)?.[1]);
    assert.deepEqual(models, ["mimo-v2.6-flash", "mimo-v2.6-pro"]);
  });

  it("names what the person would be asked about, and sends nothing of it", async () => {
    // Put together here, so that nothing in this file looks like a secret to others.
    const password = ["Kestrel", "!", "4417"].join("");
    await writeFile(".env", `DB_PASSWORD=${password}\n`);
    await writeFile("schl\u00fcssel/settings.yml", `database:\n  password: ${password}\n`);
    const elsewhere = join(folder().fsPath, "..", "elsewhere.txt");
    writeFileSync(elsewhere, "what stands elsewhere\n");
    symlinkSync(elsewhere, join(folder().fsPath, "linked.txt"));
    await until("Git to see them", () => {
      const paths = repository.state.workingTreeChanges.map(({ uri }) => uri.path.split("/").at(-1) ?? "");
      return [".env", "settings.yml", "linked.txt"].every((path) => paths.includes(path));
    });
    await resetEmulator();
    await answerWith({ text: "Add settings" });
    await generate();
    const [body = ""] = await requestBodies();
    for (const path of [".env", "settings.yml", "linked.txt", "unknown to Git"]) assert.ok(body.includes(path), path);
    assert.ok(!body.includes(password));
    assert.ok(!body.includes("what stands elsewhere"));
    for (const path of [".env", "schl\u00fcssel", "linked.txt"])
      rmSync(join(folder().fsPath, path), { recursive: true });
  });

  it("tells of what is staged, and of nothing else", async () => {
    const staged = await writeFile("staged.txt", "only this is staged\n");
    await repository.add([staged.fsPath]);
    await resetEmulator();
    await answerWith({ text: "Add a file" });
    await generate();
    assert.equal(repository.inputBox.value, "Add a file");
    const [body] = await requestBodies();
    assert.match(body ?? "", /only this is staged/);
    assert.ok(!body?.includes("Changed for the commit"));
  });

  it("asked for again is replaced", async () => {
    await answerWith({ text: "The first of two", pieceSize: 2, delayMs: 100 }, { text: "The second" });
    const first = generate();
    await until(
      "the first to begin",
      () => repository.inputBox.value.startsWith("The") && !repository.inputBox.value.includes("two"),
    );
    await generate();
    await first;
    assert.equal(repository.inputBox.value, "The second");
  });

  it("gives way to what the person types meanwhile", async () => {
    repository.inputBox.value = "";
    await answerWith({ text: "A message that takes its time to come", pieceSize: 2, delayMs: 100 });
    const generating = generate();
    await until("it to begin", () => repository.inputBox.value.startsWith("A "));
    repository.inputBox.value = "typed by hand";
    await generating;
    assert.equal(repository.inputBox.value, "typed by hand");
  });

  it("that fails leaves what the person wrote", async () => {
    repository.inputBox.value = "my own words";
    await resetEmulator();
    await answerWith({ text: "This breaks off in the middle", pieceSize: 4 });
    await breakWith({ kind: "cut-before-finish" });
    await generate();
    assert.equal(repository.inputBox.value, "my own words");
  });
});
