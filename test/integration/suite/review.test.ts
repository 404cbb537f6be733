// Review Code on a real repository: what of it goes to the model, how many at a time, and how it ends.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { closeAll, editorIsUp, folder, until, writeFile } from "../editing.ts";
import { answerWith, breakWith, requestBodies, resetEmulator } from "../emulatorClient.ts";
import { after, before, describe, it } from "../testApi.ts";

/** What the tests use of the Git extension's repositories. */
interface Repository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly HEAD?: { readonly name?: string };
    readonly indexChanges: readonly unknown[];
    readonly workingTreeChanges: readonly { readonly uri: vscode.Uri }[];
  };
  status(): Promise<void>;
}

const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=Sample", "-c", "user.email=sample@example.invalid", ...args], {
    cwd: folder().fsPath,
    encoding: "utf8",
  });

/** Many lines, so that what was shown of a file is a part of it. */
const linesOf = (name: string, count = 40) =>
  Array.from({ length: count }, (_, nth) => `export const ${name}${nth} = ${nth};`);

describe("a review", () => {
  let repository: Repository;
  let main = "";
  before(async () => {
    await editorIsUp();
    const api = (await vscode.extensions.getExtension("vscode.git")?.activate())?.getAPI(1);
    repository = await until("the repository", () => api.getRepository(folder()) ?? undefined);
    rmSync(join(folder().fsPath, "first.ts"), { force: true });
    git("add", "-A");
    main = git("branch", "--show-current").trim();
  });
  after(async () => {
    git("reset", "-q", "--hard");
    git("clean", "-q", "-f", "-d");
    await closeAll();
  });

  const review = async (scope: string, more: object = {}) => {
    await vscode.commands.executeCommand("mimo.reviewCode", { rootUri: repository.rootUri, scope, ...more });
  };
  /** Git as it is now, and no requests, scripts or faults. */
  const ready = async () => {
    await repository.status();
    await resetEmulator();
  };
  const paths = (bodies: readonly string[]) =>
    bodies.map((body) => /<change path=\\"([^"\\]+)\\">/.exec(body)?.[1]).sort();

  it("of what is staged sends that alone, a file a request, with the numbers of its lines", async () => {
    const lines = linesOf("staged");
    await writeFile("review/staged.ts", `${lines.join("\n")}\n`);
    await writeFile("review/beside.ts", "export const beside = 1;\n");
    git("add", "review/staged.ts", "review/beside.ts");
    git("commit", "-q", "-m", "To be changed");
    await writeFile("review/staged.ts", `${lines.with(20, "export const fresh = 20;").join("\n")}\n`);
    git("add", "review/staged.ts");
    await writeFile("review/beside.ts", "export const beside = 2;\n");
    await until("Git to see both", async () => {
      await repository.status();
      return repository.state.indexChanges.length === 1 && repository.state.workingTreeChanges.length === 1;
    });
    await ready();
    await review("staged", { instruction: "look at the names" });
    const bodies = await requestBodies();
    assert.deepEqual(paths(bodies), ["review/staged.ts"]);
    const [body = ""] = bodies;
    assert.ok(body.includes("\\t-export const staged20 = 20;\\n21\\t+export const fresh = 20;\\n22\\t export"), body);
    assert.ok(!body.includes("staged5 "), "what is far from the change");
    assert.match(body, /the person wants: look at the names/);
    assert.match(body, /"model":"mimo-v2.6-pro"/);
    assert.match(body, /"response_format":\{"type":"json_object"\}/);
  });

  it("of what is not staged sends new files too, and neither secrets nor what no person wrote", async () => {
    // Put together here, so that nothing in this file looks like a secret to others.
    const password = ["Kestrel", "!", "4417"].join("");
    await writeFile("review/new.ts", "export const fresh = true;\n");
    await writeFile(".env", `DB_PASSWORD=${password}\n`);
    await writeFile("review/settings.yml", `database:\n  password: ${password}\n`);
    await writeFile("review/package-lock.json", '{"lockfileVersion": 3}\n');
    await writeFile("review/app.min.js", "a();\n");
    writeFileSync(join(folder().fsPath, "review/data.bin"), Buffer.from([0, 1, 2, 0, 255]));
    await ready();
    await until("Git to see them", async () => {
      await repository.status();
      return repository.state.workingTreeChanges.length >= 7;
    });
    await review("unstaged");
    const bodies = await requestBodies();
    assert.deepEqual(paths(bodies), ["review/beside.ts", "review/new.ts"]);
    assert.ok(!bodies.join().includes(password));
    for (const path of [
      ".env",
      "review/settings.yml",
      "review/package-lock.json",
      "review/app.min.js",
      "review/data.bin",
    ])
      rmSync(join(folder().fsPath, path));
  });

  it("of a branch sends all that came since it left the main one, committed or not", async () => {
    git("checkout", "-q", "-b", "feature");
    git("add", "-A");
    git("commit", "-q", "-m", "On the branch");
    await writeFile("review/later.ts", "export const later = 1;\n");
    git("branch", "-f", "main", main);
    await until("Git to see the branch", async () => {
      await repository.status();
      return repository.state.HEAD?.name === "feature" && repository.state.workingTreeChanges.length === 1;
    });
    await ready();
    await review("branch");
    const bodies = await requestBodies();
    assert.deepEqual(paths(bodies), ["review/beside.ts", "review/later.ts", "review/new.ts", "review/staged.ts"]);
    assert.ok(bodies.join().includes("+export const beside = 2;"));
  });

  it("asks about four files at a time, and Clear stops it within 100 ms", async () => {
    for (let nth = 0; nth < 12; nth++) await writeFile(`many/f${nth}.ts`, `export const f${nth} = ${nth};\n`);
    await ready();
    await until("Git to see them", async () => {
      await repository.status();
      return repository.state.workingTreeChanges.length >= 13;
    });
    await answerWith({ text: JSON.stringify({ findings: [] }), pieceSize: 1, delayMs: 200, times: 20 });
    const running = review("unstaged");
    await until("four requests", async () => (await requestBodies()).length === 4);
    const began = performance.now();
    await vscode.commands.executeCommand("mimo.clearReview");
    await running;
    const took = performance.now() - began;
    assert.ok(took < 100, `${took} ms`);
    assert.equal((await requestBodies()).length, 4);
  });

  it("goes on without a file that fails by itself, and asks no more when all would fail", async () => {
    await ready();
    await answerWith({ text: "It looks good to me.", match: { contains: "many/f3.ts" } });
    await review("unstaged");
    assert.equal((await requestBodies()).length, 13);
    await ready();
    await breakWith({ kind: "status", status: 401, times: 20 });
    await review("unstaged");
    assert.ok((await requestBodies()).length <= 4);
  });

  it("of a host that knows no JSON format asks again without", async () => {
    git("add", "-A");
    git("commit", "-q", "-m", "All but one");
    await writeFile("review/later.ts", "export const later = 2;\n");
    await until("Git to see it", async () => {
      await repository.status();
      return repository.state.workingTreeChanges.length === 1;
    });
    await ready();
    await breakWith({
      kind: "status",
      status: 400,
      message: "response_format is not supported",
      param: "response_format",
    });
    await review("unstaged");
    const formats = (await requestBodies()).map((body) => body.includes("response_format"));
    assert.deepEqual(formats, [true, false]);
  });
});
