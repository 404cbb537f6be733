// Two windows never have one claim, in whatever order their steps on the disk come, and who is gone never keeps it.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { holdersOf, releaseClaim, takeClaim, throughout } from "../../../../../src/vscode/agent/runs/claimFolder.ts";

const folder = () => mkdtempSync(join(tmpdir(), "mimo-claim-"));

/** A window that takes the claim, has it for a while, gives it up, and begins again; it may die at any step. */
class Window {
  readonly name: string;
  readonly #path: string;
  readonly #dead: Set<string>;
  #steps: Generator<undefined, unknown> | undefined;
  #phase: "free" | "taking" | "owner" | "releasing" = "free";
  #holder = "";
  #lives = 0;

  constructor(name: string, path: string, dead: Set<string>) {
    this.name = name;
    this.#path = path;
    this.#dead = dead;
  }

  get owns(): boolean {
    return this.#phase === "owner";
  }

  step(): void {
    if (this.#phase === "owner") {
      this.#phase = "releasing";
      this.#steps = releaseClaim(this.#path, this.#holder);
    } else if (this.#phase === "free") {
      this.#holder = `${this.name}${++this.#lives}`;
      this.#phase = "taking";
      this.#steps = takeClaim(this.#path, this.#holder, (other) => this.#dead.has(other));
    }
    const next = this.#steps?.next();
    if (!next?.done) return;
    this.#phase = this.#phase === "taking" && next.value === true ? "owner" : "free";
  }

  /** It does nothing more; another one comes in its place. */
  die(): void {
    if (this.#holder !== "") this.#dead.add(this.#holder);
    this.#steps = undefined;
    this.#phase = "free";
  }
}

test("there are never two owners, and one that has died blocks nobody", () => {
  let owned = 0;
  let takenOver = 0;
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 3 }),
      fc.array(fc.tuple(fc.nat(2), fc.integer({ min: 0, max: 11 })), { minLength: 20, maxLength: 120 }),
      (count, schedule) => {
        const at = folder();
        const path = join(at, "chat");
        const dead = new Set<string>();
        const windows = ["a", "b", "c"].slice(0, count).map((name) => new Window(name, path, dead));
        for (const [index, what] of schedule) {
          const window = windows[index % count];
          if (what === 0) {
            if (window?.owns) takenOver++;
            window?.die();
          } else window?.step();
          const owners = windows.filter(({ owns }) => owns);
          expect(owners.length).toBeLessThanOrEqual(1);
          owned += owners.length;
        }
        // All are gone: whoever comes takes it at once.
        for (const window of windows) window.die();
        expect(throughout(takeClaim(path, "last", (other) => dead.has(other)))).toBe(true);
        expect(holdersOf(path)).toEqual(["last"]);
        rmSync(at, { recursive: true });
      },
    ),
    { numRuns: 150 },
  );
  expect(owned).toBeGreaterThan(300);
  expect(takenOver).toBeGreaterThan(10);
});

test("whoever was judged to be gone before another one took its place costs that one nothing", () => {
  const path = join(folder(), "chat");
  const dead = new Set(["old"]);
  const isGone = (holder: string) => dead.has(holder);
  throughout(takeClaim(path, "old", isGone));
  // Both see that it is gone; the one takes its place, and then the other goes on with what it saw.
  const slow = takeClaim(path, "slow", isGone);
  for (let step = 0; step < 5; step++) expect(slow.next().done).toBe(false);
  expect(throughout(takeClaim(path, "fast", isGone))).toBe(true);
  expect(throughout(slow)).toBe(false);
  expect(holdersOf(path)).toEqual(["fast"]);
  throughout(releaseClaim(path, "old"));
  expect(holdersOf(path)).toEqual(["fast"]);
});

test("what was prepared and not needed is taken away", () => {
  const at = folder();
  const path = join(at, "chat");
  throughout(takeClaim(path, "a", () => false));
  expect(throughout(takeClaim(path, "b", () => false))).toBe(false);
  expect(readdirSync(at)).toEqual(["chat"]);
});

test("real windows that press at the same moment, and are killed meanwhile, never run side by side", async () => {
  const at = folder();
  const inside = join(at, "inside");
  mkdirSync(inside);
  const [claims, broken, had] = ["claims", "broken", "had"].map((name) => JSON.stringify(join(at, name)));
  // Each leaves a folder of its own while it has the claim: of those that live there is never another one's beside it.
  const script = `
    import { appendFileSync, mkdirSync, readdirSync, rmdirSync } from "node:fs";
    import { RunClaims } from ${JSON.stringify(join(process.cwd(), "src/vscode/agent/runs/runClaims.ts"))};
    const claims = new RunClaims(${claims});
    const inside = ${JSON.stringify(inside)};
    const isAlive = (pid) => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };
    let had = 0;
    const pause = () => new Promise((resolve) => setTimeout(resolve, 0));
    // One that was killed lives on for the system until its parent has heard of it, which takes its time on a busy machine.
    for (const end = Date.now() + 45_000; had < 30 && Date.now() < end; await pause()) {
      const free = claims.take("chat");
      if (!free) continue;
      had++;
      mkdirSync(inside + "/" + process.pid);
      const others = readdirSync(inside).map(Number).filter((pid) => pid !== process.pid && isAlive(pid));
      for (const other of others) appendFileSync(${broken}, other + " beside " + process.pid + "\\n");
      if (process.argv[1] === "dies" && had === 20) process.kill(process.pid, "SIGKILL");
      rmdirSync(inside + "/" + process.pid);
      free();
    }
    appendFileSync(${had}, had + "\\n");
  `;
  const run = async (mode: string) => {
    const options = ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", "--disable-warning=ExperimentalWarning"];
    const child = spawn(process.execPath, [...options, "--input-type=module", "-e", script, mode]);
    let said = "";
    child.stderr.on("data", (data: Buffer) => {
      said += data.toString();
    });
    await once(child, "exit");
    return said;
  };
  expect(await Promise.all([run("lives"), run("lives"), run("dies")])).toEqual(["", "", ""]);
  expect(readdirSync(at).includes("broken") ? readFileSync(join(at, "broken"), "utf8") : "").toBe("");
  expect(readFileSync(join(at, "had"), "utf8").trim().split("\n")).toEqual(["30", "30"]);
});
