import { describe, expect, it } from "vitest";
import { AgreedWrites, callKeyOf } from "../../../../../src/core/agent/approvals/agreedWrites.ts";
import { deleteEntry, moveEntry } from "../../../../../src/core/agent/writing/moveAndDelete.ts";
import { putText } from "../../../../../src/core/agent/writing/putText.ts";
import { Turns } from "../../../../../src/core/agent/writing/turns.ts";
import type { WritingDeps } from "../../../../../src/core/agent/writing/writingPorts.ts";
import type { Problem } from "../../../../../src/core/tools/newProblems.ts";
import { SeenFiles } from "../../../../../src/core/tools/seenFiles.ts";
import type { CallContext, CallResult } from "../../../../../src/core/tools/toolRun.ts";
import { FakeFiles } from "./fakeFiles.ts";

const scope = { chat: "c", question: "q" };

function set(files: FakeFiles, changes: Partial<WritingDeps> = {}) {
  const abort = new AbortController();
  const kept: string[] = [];
  const repaired: string[][] = [];
  const news: Problem[] = [];
  const deps: WritingDeps = {
    folders: () => [{ name: "w", address: "file:///w", path: "/w", foldsCase: false }],
    files,
    problems: { before: () => ({ problems: [], isKnown: true }), since: async () => news },
    checkpoints: {
      begin: async (_, names) => {
        kept.push(`begin ${names.join(" ")}`);
        return { end: async () => void kept.push("end") };
      },
    },
    turns: new Turns(),
    seen: new SeenFiles(),
    agreed: new AgreedWrites(),
    mayTell: async () => true,
    hash: (text) => text,
    onRepaired: (kinds) => repaired.push([...kinds]),
    ...changes,
  };
  const context: CallContext = { scope, signal: abort.signal, onOutput: () => {} };
  const edit = (input: { path: string; old_text: string; new_text: string; replace_all?: boolean }) =>
    putText({ name: "edit_file", input }, context, deps);
  const write = (path: string, content: string) =>
    putText({ name: "write_file", input: { path, content } }, context, deps);
  return { deps, abort, kept, repaired, news, edit, write, context };
}

const textOf = ({ content }: CallResult) => content.map((part) => (part.type === "text" ? part.text : "")).join("\n");

describe("edit_file", () => {
  it("edits, keeps before, and says what changed", async () => {
    const files = new FakeFiles({ "a.ts": "one\ntwo\n" });
    const { edit, kept, repaired } = set(files);
    const result = await edit({ path: "a.ts", old_text: "two", new_text: "2\n3" });
    expect(result).toMatchObject({ outcome: "done", facts: { path: "a.ts", added: 2, removed: 1 } });
    expect(textOf(result)).toBe("Edited `a.ts`, lines 2 to 3 (+2 −1).");
    expect(files.files.get("a.ts")?.text).toBe("one\n2\n3\n");
    expect(kept).toEqual(["begin file:///w/a.ts", "end"]);
    expect(repaired).toEqual([[]]);
  });

  it("keeps nothing and changes nothing where the gate says no", async () => {
    for (const reason of ["outside", "uncertain", "read-only", "untrusted", "no-file"] as const) {
      const files = new FakeFiles({ "a.ts": "one" });
      files.verdicts.set("a.ts", { type: "refused", reason, path: "a.ts" });
      const { edit, kept } = set(files);
      expect(await edit({ path: "a.ts", old_text: "one", new_text: "1" })).toMatchObject({ outcome: "failed" });
      expect(kept).toEqual([]);
      expect(files.log).toEqual([]);
    }
  });

  it("is done with a yes to these reasons alone, and only once", async () => {
    const files = new FakeFiles({ "package.json": "one two" });
    const reasons = [{ kind: "protected", path: "package.json", why: "runs-code" }] as const;
    files.verdicts.set("package.json", { type: "asks", reasons, targets: ["package.json"] });
    const { edit, deps, kept } = set(files);
    const input = { path: "package.json", old_text: "one", new_text: "1" };
    expect(textOf(await edit(input))).toMatch(/asks the person/);
    deps.agreed.agree(callKeyOf(scope, "edit_file", input), { reasons: [{ ...reasons[0], path: "elsewhere" }] });
    expect(textOf(await edit(input))).toMatch(/asks the person/);
    expect(kept).toEqual([]);
    deps.agreed.agree(callKeyOf(scope, "edit_file", input), { reasons });
    expect(await edit(input)).toMatchObject({ outcome: "done" });
    expect(textOf(await edit({ ...input, old_text: "two", new_text: "2" }))).toMatch(/asks the person/);
    expect(files.files.get("package.json")?.text).toBe("1 two");
  });

  it("is judged again at the act: what was swapped in between is left alone", async () => {
    const files = new FakeFiles({ "a.ts": "one" });
    files.onWillAct = () => files.verdicts.set("a.ts", { type: "refused", reason: "outside", path: "a.ts" });
    const { edit, kept } = set(files);
    expect(textOf(await edit({ path: "a.ts", old_text: "one", new_text: "1" }))).toMatch(/out of the workspace/);
    expect(files.files.get("a.ts")?.text).toBe("one");
    expect(kept.at(-1)).toBe("end");
  });

  it("says so when the file vanished between the look and the act", async () => {
    const files = new FakeFiles({ "a.ts": "one" });
    files.onWillAct = () => files.files.delete("a.ts");
    const result = await set(files).edit({ path: "a.ts", old_text: "one", new_text: "1" });
    expect(result.outcome).toBe("failed");
    expect(textOf(result)).toMatch(/nothing at/);
    expect(files.files.size).toBe(0);
  });

  it("looks again at a file that changed meanwhile, and edits what it holds then", async () => {
    const files = new FakeFiles({ "a.ts": "one\ntwo" });
    let times = 0;
    files.onWillAct = () => {
      if (times++ === 0) files.files.set("a.ts", { text: "typed\none\ntwo" });
    };
    expect(await set(files).edit({ path: "a.ts", old_text: "two", new_text: "2" })).toMatchObject({ outcome: "done" });
    expect(files.files.get("a.ts")?.text).toBe("typed\none\n2");
  });

  it("loses none of the edits that many runs make at once", async () => {
    const all = Array.from({ length: 20 }, (_, at) => `line ${at};`);
    const files = new FakeFiles({ "a.ts": all.join("\n") });
    const { edit, kept } = set(files);
    const ends = await Promise.all(
      all.map((line) => edit({ path: "a.ts", old_text: line, new_text: `${line} // seen` })),
    );
    expect(ends.map(({ outcome }) => outcome)).toEqual(all.map(() => "done"));
    expect(files.files.get("a.ts")?.text).toBe(all.map((line) => `${line} // seen`).join("\n"));
    expect(kept.every((line, at) => line.startsWith(at % 2 === 0 ? "begin" : "end"))).toBe(true);
  });

  it("gives up on one that changes under every attempt", async () => {
    const files = new FakeFiles({ "a.ts": "one" });
    let times = 0;
    files.onWillAct = () => files.files.set("a.ts", { text: `one ${times++}` });
    expect(textOf(await set(files).edit({ path: "a.ts", old_text: "one", new_text: "1" }))).toMatch(/kept changing/);
    expect(times).toBe(3);
  });

  it("tells a full disk, and whether the file is whole", async () => {
    const files = new FakeFiles({ "a.ts": "one" });
    const { edit, kept, repaired } = set(files);
    files.failure = { type: "failed", why: "ENOSPC: no space left on device.", isWhole: true };
    const input = { path: "a.ts", old_text: "one", new_text: "1" };
    expect(textOf(await edit(input))).toBe("Failed: ENOSPC: no space left on device. Nothing was changed.");
    files.failure = { type: "failed", why: "ENOSPC.", isWhole: false };
    expect(textOf(await edit(input))).toMatch(/may be incomplete/);
    files.failure = { type: "unsaved" };
    expect(textOf(await edit(input))).toMatch(/could not be saved/);
    expect(kept.filter((line) => line === "end")).toHaveLength(3);
    expect(repaired).toEqual([]);
  });

  it("changes nothing that cannot be kept", async () => {
    const files = new FakeFiles({ "a.ts": "one" });
    const checkpoints = { begin: () => Promise.reject(new Error("no room for the checkpoint")) };
    const { edit } = set(files, { checkpoints });
    await expect(edit({ path: "a.ts", old_text: "one", new_text: "1" })).rejects.toThrow("no room");
    expect(files.files.get("a.ts")?.text).toBe("one");
  });

  it("writes nothing once stopped: before, while it is kept, and at the act; and finishes what was begun", async () => {
    const input = { path: "a.ts", old_text: "one", new_text: "1" };
    for (const when of ["before", "kept", "act", "after"] as const) {
      const files = new FakeFiles({ "a.ts": "one" });
      const { edit, abort, deps } = set(files, {
        checkpoints: {
          begin: async () => {
            if (when === "kept") abort.abort(new Error("stop"));
            return { end: async () => {} };
          },
        },
      });
      if (when === "before") abort.abort(new Error("stop"));
      if (when === "act") files.onWillAct = () => abort.abort(new Error("stop"));
      if (when === "after") {
        files.onSave = (text) => {
          abort.abort(new Error("stop"));
          return text;
        };
      }
      expect(deps.files).toBe(files);
      if (when === "after") expect(await edit(input)).toMatchObject({ outcome: "done" });
      else await expect(edit(input)).rejects.toThrow("stop");
      expect(files.files.get("a.ts")?.text).toBe(when === "after" ? "1" : "one");
    }
  });

  it("says what the model could not know", async () => {
    const files = new FakeFiles({ "a.ts": "  one\n  two\n" });
    const { edit, deps, news, repaired } = set(files);
    deps.seen.note("c", "file:///w/a.ts", "an older text");
    const file = files.files.get("a.ts");
    if (file) file.isDirty = true;
    files.onSave = (text) => `${text}// formatted\n`;
    news.push({ severity: "error", message: "no such name", line: 2 });
    const result = await edit({ path: "a.ts", old_text: "one\ntwo", new_text: "one\n2" });
    const text = textOf(result);
    expect(text).toMatch(/had changed since you read it/);
    expect(text).toMatch(/unsaved changes.*saved with yours/);
    expect(text).toMatch(/allowing for indentation/);
    expect(text).toMatch(/\+ {2}2/);
    expect(text).toMatch(/formatting/);
    expect(text).toMatch(/\+\/\/ formatted/);
    expect(text).toMatch(/New problems in this file:\n2: error: no such name/);
    expect(result.facts).toMatchObject({ repair: "indentation" });
    expect(repaired).toEqual([["indentation"]]);
  });

  it("tells nothing of what stands in a file that the model may not read", async () => {
    const files = new FakeFiles({ "a.ts": "  SECRET\n  two\n" });
    const { edit, news } = set(files, { mayTell: async () => false });
    news.push({ severity: "error", message: "SECRET is not defined", line: 2 });
    files.onSave = (text) => `${text}SECRET\n`;
    const told = [
      await edit({ path: "a.ts", old_text: "  SECRET\n  three", new_text: "x" }),
      await edit({ path: "a.ts", old_text: "  SECRET\n", new_text: "x\n" }),
      await edit({ path: "a.ts", old_text: "two\n", new_text: "2\n" }),
    ].map(textOf);
    expect(told.join("\n")).not.toContain("SECRET");
    expect(told[0]).toMatch(/Read the file again/);
    expect(told[1]).toMatch(/formatting/);
  });

  it("knows its own edits, and says when another came between", async () => {
    const files = new FakeFiles({ "a.ts": "one\ntwo\n" });
    const { edit, deps } = set(files);
    deps.seen.note("c", "file:///w/a.ts", "one\ntwo\n");
    const first = await edit({ path: "a.ts", old_text: "one", new_text: "1" });
    expect(textOf(first)).not.toMatch(/since you read/);
    expect(textOf(await edit({ path: "a.ts", old_text: "1", new_text: "one" }))).not.toMatch(/since you read/);
    files.files.set("a.ts", { text: "one\ntwo\nthree\n" });
    expect(textOf(await edit({ path: "a.ts", old_text: "zwei zwei", new_text: "2" }))).toMatch(/since you read/);
    expect(textOf(await edit({ path: "a.ts", old_text: "two", new_text: "2" }))).toMatch(/since you read/);
    // What changed it does not know still.
    expect(textOf(await edit({ path: "a.ts", old_text: "2", new_text: "two" }))).toMatch(/since you read/);
  });

  it("names what is no file to edit, and suggests write_file", async () => {
    const { edit } = set(new FakeFiles({ "src/a.ts": "one" }));
    expect(textOf(await edit({ path: "b.ts", old_text: "a", new_text: "b" }))).toMatch(/no file `b\.ts`.*write_file/);
    expect(textOf(await edit({ path: "src", old_text: "a", new_text: "b" }))).toMatch(/no file that can/);
    expect(textOf(await edit({ path: "../x", old_text: "a", new_text: "b" }))).toMatch(/outside/);
  });
});

describe("write_file", () => {
  it("creates, replaces in the file's form, and says which", async () => {
    const files = new FakeFiles({ "crlf.txt": "a\r\nb\r\n" });
    const { write } = set(files);
    expect(await write("new/a.ts", "x\n")).toMatchObject({
      facts: { path: "new/a.ts", created: true, added: 1, removed: 0 },
    });
    const replaced = await write("crlf.txt", "a\nc\n");
    expect(textOf(replaced)).toBe("Replaced `crlf.txt` (+1 −1).");
    expect(replaced.facts).toEqual({ path: "crlf.txt", created: false, added: 1, removed: 1 });
    expect(files.files.get("crlf.txt")?.text).toBe("a\r\nc\r\n");
  });

  it("leaves a file that holds the same alone", async () => {
    const { write, kept } = set(new FakeFiles({ "a.ts": "x\r\n" }));
    expect(textOf(await write("a.ts", "x\n"))).toMatch(/already/);
    expect(kept).toEqual([]);
  });

  it("overwrites nothing that came into being meanwhile without looking at it", async () => {
    const files = new FakeFiles();
    let times = 0;
    files.onWillAct = () => {
      if (times++ === 0) files.files.set("a.ts", { text: "theirs\r\n" });
    };
    const result = await set(files).write("a.ts", "mine\n");
    expect(textOf(result)).toMatch(/^Replaced/);
    expect(files.files.get("a.ts")?.text).toBe("mine\r\n");
  });

  it("knows what it wrote", async () => {
    const { write, edit } = set(new FakeFiles());
    await write("a.ts", "one\n");
    expect(textOf(await edit({ path: "a.ts", old_text: "one", new_text: "1" }))).not.toMatch(/since you read/);
  });
});

describe("move_file and delete_file", () => {
  it("keep both ends of what is moved, and overwrite nothing", async () => {
    const files = new FakeFiles({ "a.ts": "a", "b.ts": "b", "src/c.ts": "c" });
    const { context, deps, kept } = set(files);
    const move = (from: string, to: string) => moveEntry({ from, to }, context, deps);
    expect(textOf(await move("a.ts", "b.ts"))).toMatch(/already/);
    expect(textOf(await move("a.ts", "src"))).toMatch(/`src\/a\.ts`/);
    expect(textOf(await move("none", "x"))).toMatch(/nothing at/);
    expect(textOf(await move("src", "src/x"))).toMatch(/into itself/);
    expect(textOf(await move("a.ts", "a.ts"))).toMatch(/there already/);
    expect(kept).toEqual([]);
    expect(await move("src", "lib/deep")).toMatchObject({ outcome: "done", facts: { from: "src", to: "lib/deep" } });
    expect(kept).toEqual(["begin file:///w/src/c.ts file:///w/lib/deep/c.ts", "end"]);
    expect([...files.files.keys()]).toContain("lib/deep/c.ts");
  });

  it("delete what was agreed to", async () => {
    const files = new FakeFiles({ "a.ts": "a" });
    const { context, deps } = set(files);
    const remove = () => deleteEntry({ path: "a.ts" }, context, deps);
    expect(textOf(await remove())).toMatch(/asks the person/);
    deps.agreed.agree(callKeyOf(scope, "delete_file", { path: "a.ts" }), {
      reasons: [{ kind: "deletes", path: "a.ts" }],
    });
    expect(await remove()).toMatchObject({ outcome: "done", facts: { path: "a.ts" } });
    expect(files.files.size).toBe(0);
    expect(textOf(await remove())).toMatch(/nothing at/);
  });

  it("do nothing once stopped", async () => {
    const files = new FakeFiles({ "a.ts": "a" });
    const { context, deps, abort } = set(files);
    abort.abort(new Error("stop"));
    await expect(moveEntry({ from: "a.ts", to: "b.ts" }, context, deps)).rejects.toThrow("stop");
    expect([...files.files.keys()]).toEqual(["a.ts"]);
  });
});
