import { posix } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Consents } from "../../../../src/core/access/consents.ts";
import { maxFileBytes } from "../../../../src/core/access/fileLimits.ts";
import { type LinkReader, realPathOf } from "../../../../src/core/access/linkWalk.ts";
import type { ConsentReason } from "../../../../src/core/access/readDecision.ts";
import { ReadGate } from "../../../../src/core/access/readGate.ts";
import type { Place, ReadPorts } from "../../../../src/core/access/readPorts.ts";
import { findSecretText } from "../../../../src/core/access/secretText.ts";

const privateKey = ["-----BEGIN", "PRIVATE KEY-----\nabc"].join(" ");

/** A disk in memory: text, link (`{ to }`), bytes that are no text (`null`). The workspace is `/ws`. */
type Disk = Record<string, string | { to: string } | null>;

function make(disk: Disk, { open = {} }: { open?: Record<string, string> } = {}) {
  const isFolder = (path: string) => path === "/" || Object.keys(disk).some((each) => each.startsWith(`${path}/`));
  const follow = (path: string, left = 20): string => {
    const parts = path.split("/").filter((part) => part !== "");
    let at = "";
    for (const [index, part] of parts.entries()) {
      const next = `${at}/${part}`;
      const entry = disk[next];
      if (typeof entry === "object" && entry !== null) {
        if (left === 0) throw new Error("circle");
        const rest = parts.slice(index + 1).join("/");
        return follow(posix.resolve(at || "/", entry.to, rest), left - 1);
      }
      at = next;
    }
    return at || "/";
  };
  const links: LinkReader = {
    kindOf: async (path) => {
      const entry = disk[path];
      if (typeof entry === "object" && entry !== null) return "link";
      return entry !== undefined ? "file" : isFolder(path) ? "folder" : "missing";
    },
    targetOf: async (path) => (disk[path] as { to: string }).to,
  };
  const placeOf = (path: string): Place | undefined =>
    path === "/ws" || path.startsWith("/ws/") ? { folder: "/ws", path: path.slice(4) } : undefined;
  const loads: string[] = [];
  const ports: ReadPorts = {
    pathOf: (address) => address.replace(/^\/ws\//, ""),
    stat: async (address) => {
      const real = follow(address);
      const entry = disk[real];
      if (entry === undefined && !isFolder(real)) return undefined;
      const size = typeof entry === "string" ? entry.length : 5;
      return { kind: entry === undefined ? "folder" : "file", size, standsAlone: address.startsWith("/alone/") };
    },
    placeOf,
    realPlaceOf: async (address) => {
      const real = await realPathOf(address, links, "posix");
      return real && { path: real.path, place: placeOf(real.path) };
    },
    isIgnored: async ({ path }) => path.startsWith("ignored/"),
    isExcluded: ({ path }) => path.startsWith("hidden/"),
    load: async (address, saved) => {
      loads.push(address);
      const shown = open[address];
      if (shown !== undefined && !saved) return { text: shown, languageId: "typescript" };
      const entry = disk[follow(address)];
      return typeof entry === "string" ? { text: entry, languageId: "plaintext" } : undefined;
    },
    loadBytes: async (address) => {
      loads.push(address);
      return new TextEncoder().encode(String(disk[follow(address)]));
    },
    findSecret: async (text) => findSecretText(text),
  };
  const consents = new Consents({ load: () => undefined, save: () => {} });
  const gate = new ReadGate(ports, consents);
  const said = async (address: string) => {
    const decision = await gate.read(address);
    if (decision.type === "admitted") return decision.text;
    return decision.type === "refused" ? decision.reason : decision.reasons;
  };
  return { gate, consents, said, disk, loads, ports };
}

const disk: Disk = {
  "/ws/a.ts": "one\r\ntwo\nthree",
  "/ws/.env": "A=1",
  "/ws/deep/key.ts": privateKey,
  "/ws/ignored/a.ts": "x",
  "/ws/ignored/.env": privateKey,
  "/ws/hidden/a.ts": "x",
  "/ws/blob": null,
  "/ws/big.txt": "x".repeat(maxFileBytes + 1),
  "/ws/notes.txt": { to: ".env" },
  "/ws/out.txt": { to: "../outside/a.txt" },
  "/ws/out": { to: "/outside" },
  "/ws/dangling.txt": { to: "/outside/later.txt" },
  "/ws/circle": { to: "circle" },
  "/ws/into": { to: "ignored/a.ts" },
  "/ws/fine.ts": { to: "a.ts" },
  "/outside/a.txt": "outside",
  "/outside/.ssh/config": "x",
  "/alone/a.ts": "alone",
};

test.each([
  ["/ws/a.ts", "one\r\ntwo\nthree"],
  ["/ws/fine.ts", "one\r\ntwo\nthree"],
  ["/ws/.env", ["secret-name"]],
  ["/ws/notes.txt", ["secret-name"]],
  ["/ws/deep/key.ts", ["private-key"]],
  ["/ws/ignored/a.ts", ["ignored"]],
  ["/ws/ignored/.env", ["ignored", "secret-name", "private-key"]],
  ["/ws/into", ["ignored"]],
  ["/ws/hidden/a.ts", ["excluded"]],
  ["/ws/blob", "binary"],
  ["/ws/big.txt", "too-large"],
  ["/ws/out.txt", ["outside"]],
  ["/ws/out/a.txt", ["outside"]],
  ["/ws/out/.ssh/config", ["outside", "secret-name"]],
  ["/ws/dangling.txt", "missing"],
  ["/ws/circle", "missing"],
  ["/ws/deep", "missing"],
  ["/ws/none.ts", "missing"],
  ["/outside/a.txt", ["outside"]],
  ["/alone/a.ts", "alone"],
])("%s", async (address, wanted) => {
  expect(await make(disk).said(address)).toEqual(wanted);
});

test("folders are admitted as folders, by their place", async () => {
  const { gate } = make(disk);
  expect(await gate.admit("/ws/deep", "folder")).toEqual({ type: "admitted", path: "deep" });
  expect(await gate.admit("/ws/out", "folder")).toMatchObject({ type: "consent", reasons: ["outside"] });
  expect(await gate.admit("/ws/a.ts", "folder")).toMatchObject({ type: "refused", reason: "missing" });
});

test("what is typed in an editor counts, unless what is saved is asked for", async () => {
  const { gate } = make(disk, { open: { "/ws/a.ts": privateKey } });
  expect(await gate.read("/ws/a.ts")).toMatchObject({ type: "consent", reasons: ["private-key"], text: privateKey });
  expect(await gate.read("/ws/a.ts", { saved: true })).toMatchObject({ type: "admitted" });
});

test("some lines of a file are judged as the whole of it", async () => {
  const { gate } = make({ ...disk, "/ws/b.ts": `one\r\ntwo\n${privateKey}` });
  expect(await gate.read("/ws/a.ts", { lines: { start: 1, end: 3 } })).toMatchObject({ text: "two\nthree" });
  const part = await gate.read("/ws/b.ts", { lines: { start: 0, end: 1 } });
  expect(part).toMatchObject({ type: "consent", reasons: ["private-key"], text: "one" });
});

test("a larger file is read when that is asked for, and what is sent of it is looked at", async () => {
  const filler = `${"x".repeat(99)}\n`.repeat(maxFileBytes / 100 + 1);
  const { gate } = make({ ...disk, "/ws/large.txt": filler + privateKey });
  const maxBytes = 2 * maxFileBytes;
  expect(await gate.read("/ws/large.txt", { maxBytes })).toMatchObject({ reason: "too-large" });
  const start = await gate.read("/ws/large.txt", { maxBytes, sends: (text) => text.slice(0, 100) });
  expect(start).toMatchObject({ type: "admitted" });
  const end = await gate.read("/ws/large.txt", { maxBytes, sends: (text) => text.slice(-privateKey.length) });
  expect(end).toMatchObject({ type: "consent", reasons: ["private-key"] });
  // All of one that is not large is looked at, whatever is sent of it.
  const small = await gate.read("/ws/deep/key.ts", { maxBytes, sends: () => "" });
  expect(small).toMatchObject({ type: "consent", reasons: ["private-key"] });
});

test("bytes are judged by their place and name, before and after they are read", async () => {
  const { gate, disk: files, ports, consents, loads } = make({ ...disk, "/ws/id_rsa": "x" });
  expect(await gate.readBytes("/ws/a.ts", 100)).toMatchObject({ type: "admitted", bytes: expect.any(Uint8Array) });
  expect(await gate.readBytes("/ws/a.ts", 3)).toMatchObject({ reason: "too-large" });
  expect(await gate.readBytes("/ws/none", 100)).toMatchObject({ reason: "missing" });
  const asked = await gate.readBytes("/ws/id_rsa", 100, "c");
  expect(asked).toMatchObject({ type: "consent", reasons: ["secret-name"] });
  expect(asked).not.toHaveProperty("bytes");
  expect(await gate.readBytes("/ws/out.txt", 100)).toMatchObject({ reasons: ["outside"] });
  if (asked.type === "consent") consents.allow([asked], { chat: "c" });
  expect(await gate.readBytes("/ws/id_rsa", 100, "c")).toMatchObject({ type: "admitted" });
  expect(await gate.readBytes("/ws/id_rsa", 100, "d")).toMatchObject({ type: "consent" });
  const { loadBytes } = ports;
  ports.loadBytes = async (...args) => {
    files["/ws/a.ts"] = { to: "/outside/a.txt" };
    return loadBytes(...args);
  };
  expect(await gate.readBytes("/ws/a.ts", 100)).toMatchObject({ type: "consent", reasons: ["outside"] });
  expect(loads).toContain("/ws/a.ts");
});

test("a link that is put in the place of a file while it is read counts", async () => {
  const { gate, disk: files, ports } = make({ ...disk });
  const { load } = ports;
  ports.load = async (...args) => {
    files["/ws/a.ts"] = { to: "/outside/a.txt" };
    return load(...args);
  };
  expect(await gate.read("/ws/a.ts")).toMatchObject({ type: "consent", reasons: ["outside"] });
});

test("a yes to a link is one to where it leads: led elsewhere, it asks again", async () => {
  const { gate, consents, said, disk: now } = make({ ...disk });
  const decision = await gate.read("/ws/out.txt");
  if (decision.type !== "consent") throw new Error(decision.type);
  expect(decision.target).toBe("/outside/a.txt");
  consents.allow([decision], "workspace");
  expect(await said("/ws/out.txt")).toBe("outside");
  now["/ws/out.txt"] = { to: "/alone/a.ts" };
  expect(await said("/ws/out.txt")).toEqual(["outside"]);
  // What is no link is what it is called.
  expect(await gate.read("/ws/.env")).not.toHaveProperty("target");
});

test("what a person points at is asked about for its secrets, not for its place", async () => {
  const { gate } = make(disk);
  expect(await gate.judgeShown("/outside/a.txt", "text")).toBeUndefined();
  expect(await gate.judgeShown("/ws/ignored/a.ts", "text")).toBeUndefined();
  expect(await gate.judgeShown("/ws/notes.txt", "text")).toMatchObject({ reasons: ["secret-name"] });
  expect(await gate.judgeShown("/outside/a.txt", privateKey)).toMatchObject({ reasons: ["private-key"] });
});

test("a port that fails admits nothing", async () => {
  for (const port of ["stat", "realPlaceOf", "load"] as const) {
    const { gate, ports } = make(disk);
    Object.assign(ports, { [port]: () => Promise.reject(new Error("no")) });
    expect((await gate.read("/ws/a.ts")).type).not.toBe("admitted");
  }
});

test("nothing is admitted that gives a reason nobody agreed to", async () => {
  const name = fc.constantFrom("a.ts", ".env", "b", "ignored", "hidden", "out", "id_rsa");
  const path = fc
    .tuple(fc.constantFrom("/ws", "/ws", "/outside"), fc.array(name, { minLength: 1, maxLength: 3 }))
    .map(([root, parts]) => [root, ...parts].join("/"));
  const entry = fc.oneof(
    fc.constantFrom("plain", privateKey),
    path.map((to) => ({ to })),
    fc.constantFrom("../outside", "..", ".env", "b/../../outside/a.ts").map((to) => ({ to })),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(path, entry, { maxKeys: 8 }),
      path,
      fc.option(fc.tuple(path, fc.constantFrom<ConsentReason>("outside", "ignored", "secret-name"))),
      async (files, asked, agreed) => {
        const { gate, consents, ports } = make(files);
        if (agreed) consents.allow([{ address: agreed[0], path: agreed[0], reasons: [agreed[1]] }], "workspace");
        const decision = await gate.read(asked);
        if (decision.type !== "admitted") return;
        const real = await ports.realPlaceOf(asked);
        const allowed = (reason: ConsentReason) => consents.allows({ address: asked, reasons: [reason] });
        if (!real?.place) expect(allowed("outside")).toBe(true);
        if (real?.path.includes("/ignored/")) expect(allowed("ignored")).toBe(true);
        if (/\/(\.env|id_rsa)$/.test(real?.path ?? "")) expect(allowed("secret-name")).toBe(true);
        if (decision.text === privateKey) expect(allowed("private-key")).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});
