// The sandbox of a window: says whether it holds commands in a folder, and holds them. A bundle of its own, loaded when a
// command is judged and the setting is on.

import { lstat, mkdtemp, realpath, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import type { HostVerdict } from "../../../core/agent/approvals/networkHosts.ts";
import { bwrapArguments, coveredFolders, isBelow, isSeenInside } from "../../../core/agent/sandbox/bwrapArguments.ts";
import { heldEnvironment } from "../../../core/agent/sandbox/heldEnvironment.ts";
import type { SandboxPlan } from "../../../core/agent/sandbox/sandboxPlan.ts";
import type { SandboxFault, SandboxState } from "../../../core/agent/sandbox/sandboxState.ts";
import { seatbeltProfile } from "../../../core/agent/sandbox/seatbeltProfile.ts";
import type { Disposable } from "../../../core/util/disposable.ts";
import { Emitter } from "../../../core/util/emitter.ts";
import { bwrapWorld } from "./bwrapWorld.ts";
import { isHarmlessRepository } from "./harmlessRepository.ts";
import { type HeldCommand, putAside } from "./heldCommand.ts";
import { type NetworkProxyDeps, startNetworkProxy } from "./networkProxy.ts";
import { faultOf, type Planned, type PlanWorld, planCommand } from "./planCommand.ts";
import { ReservedPlaces } from "./reservedPlaces.ts";
import { SandboxProgram } from "./sandboxProgram.ts";
import { makeStandIns } from "./standIns.ts";
import { bridgeMounts, throughProxy } from "./startThroughProxy.ts";
import { type Ignores, type Survey, surveyWorkspace } from "./surveyWorkspace.ts";

export interface SandboxDeps {
  /** Our own storage, a path of the machine. */
  readonly storage: string;
  readonly home: string;
  /** The folders of the workspace on the disk, as they were opened. */
  readonly roots: () => readonly string[];
  /** Git's rules for the folder `root`; asked before each command. */
  readonly ignoresOf: (root: string) => Ignores;
  /**
   * Calls `touched` with each `.git` of the workspace that is made or changed, as soon as the editor hears of it: its own Git
   * hears no sooner, and waits before it looks.
   */
  readonly watchRepositories?: (touched: (path: string) => void) => Disposable;
  /** That of this machine unless a test says otherwise. */
  readonly program?: SandboxProgram;
  readonly platform?: NodeJS.Platform;
  /** The script that runs inside, `sandboxBridge.js` beside this bundle unless a test says otherwise. */
  readonly bridge?: string;
  /** What runs it: the Node of this process unless a test says otherwise. */
  readonly node?: string;
  /** What tests put in the place of the network. */
  readonly proxy?: Pick<NetworkProxyDeps, "resolve" | "connect">;
}

export class Sandbox {
  readonly #deps: SandboxDeps;
  readonly #program: SandboxProgram;
  readonly #reserved = new ReservedPlaces();
  /** Workspaces that were looked at and are too large. */
  readonly #tooLarge = new Set<string>();
  /** One command is made ready after the other. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(deps: SandboxDeps) {
    this.#deps = deps;
    this.#program = deps.program ?? new SandboxProgram();
  }

  /** Whether a command in `folder`, a real path, would be held. Never rejects. */
  async stateOf(folder: string): Promise<SandboxState> {
    const found = await this.#program.find();
    if (typeof found !== "string") return { type: "cannot", fault: found };
    const roots = await this.#roots();
    if (!roots.some((root) => isBelow(folder, root))) return { type: "cannot", fault: { kind: "place", path: folder } };
    if (this.#tooLarge.has(roots.join("\0"))) return { type: "cannot", fault: { kind: "large" } };
    const fault = await faultOf(roots, this.#deps.home, this.#storage());
    return fault ? { type: "cannot", fault } : { type: "holds" };
  }

  /** Makes ready what holds a command that starts in `folder`, a real path; or says why that cannot be. */
  hold(folder: string, verdictOf: (host: string) => HostVerdict = () => "asks"): Promise<HeldCommand | SandboxFault> {
    const held = this.#turn.then(() => this.#hold(folder, verdictOf));
    this.#turn = held.catch(() => {});
    return held;
  }

  async #hold(folder: string, verdictOf: (host: string) => HostVerdict): Promise<HeldCommand | SandboxFault> {
    const { storage, home, ignoresOf, platform = process.platform } = this.#deps;
    const program = await this.#program.find();
    if (typeof program !== "string") return program;
    const roots = await this.#roots();
    const world: PlanWorld = {
      roots,
      home,
      storage: this.#storage(),
      ignoresOf,
      isReserved: (path) => this.#reserved.has(path),
    };
    const planned = await planCommand(world);
    if ("kind" in planned) {
      if (planned.kind === "large") this.#tooLarge.add(roots.join("\0"));
      return planned;
    }
    const isMac = platform === "darwin";
    const standIns = await makeStandIns(join(storage, "sandbox"));
    const temporary = isMac ? await mkdtemp(join(await realpath(tmpdir()), "mimo-sandbox-")) : "/tmp";
    const taken = isMac ? [] : await this.#reserved.take([...planned.absent, ...planned.absentScratch]);
    if (!taken) return { kind: "place", path: folder };
    const plan: SandboxPlan = {
      ...planned,
      reserved: planned.absent.filter((path) => taken.includes(path)),
      scratch: [...planned.scratch, ...planned.absentScratch.filter((path) => taken.includes(path))],
    };
    const bwrap = isMac ? undefined : await bwrapWorld(roots);
    const before = await stampsOf(planned.surveys);
    const breach = new Emitter<void>();
    const aside: string[] = [];
    const put = async (path: string) => {
      if (before.has(path) || this.#reserved.has(path) || !planned.outer.some((root) => isBelow(path, root)))
        return false;
      if (await isHarmlessRepository(path, planned.outer, planned.kept)) return false;
      breach.fire();
      if ((await putAside(path)) !== undefined) aside.push(this.#shown(path, roots));
      return true;
    };
    const proxy = await this.#proxy(verdictOf, isMac, roots);
    const mounts =
      bwrap && proxy
        ? bridgeMounts(
            proxy.bridge,
            (path) => isSeenInside(path, plan, bwrap),
            (path) => coveredFolders(bwrap).includes(path) || bwrap.socketFolders.some((each) => isBelow(path, each)),
          )
        : [];
    const watching = this.#deps.watchRepositories?.((path) => void put(path));
    return {
      wrap: (argv) =>
        bwrap
          ? [
              program,
              ...bwrapArguments(plan, standIns, bwrap, folder, 3, mounts),
              "--",
              ...(proxy ? throughProxy(proxy.bridge, argv) : argv),
            ]
          : [program, "-p", seatbeltProfile(plan, planned.absent, temporary, proxy?.local?.port), ...argv],
      environment: (env) => heldEnvironment(env, temporary, proxy?.local?.url),
      isWatched: !isMac,
      reserved: taken,
      emptied: planned.emptied.map((path) => this.#shown(path, roots)),
      refused: () => proxy?.refused() ?? [],
      onBreach: breach.event,
      over: async () => {
        watching?.dispose();
        await proxy?.close();
        await this.#reserved.release(taken);
        if (isMac) await rm(temporary, { recursive: true, force: true }).catch(() => {});
        const made = await this.#made(planned, before, put);
        breach.dispose();
        return { repositories: aside, made: made.map((path) => this.#shown(path, roots)) };
      },
    };
  }

  /** A way to hosts; undefined where there can be none: then it has no network. */
  async #proxy(verdictOf: (host: string) => HostVerdict, onPort: boolean, roots: readonly string[]) {
    const { bridge: script = join(__dirname, "sandboxBridge.js"), node = process.execPath, proxy: deps } = this.#deps;
    // What is mounted there would stand in the workspace.
    if (!onPort && roots.some((root) => isBelow("/tmp", root))) return undefined;
    if (!onPort && !(await stat(script).catch(() => undefined))?.isFile()) return undefined;
    const proxy = await startNetworkProxy({ verdictOf, onPort, ...deps }).catch(() => undefined);
    return proxy && { ...proxy, bridge: { socket: proxy.socket, script, node } };
  }

  /** What of protected things is new or another; dangerous repositories are `put` aside. */
  async #made({ outer }: Planned, before: Stamps, put: (path: string) => Promise<boolean>): Promise<readonly string[]> {
    const made: string[] = [];
    const after = await stampsOf(
      await Promise.all(outer.map((root) => surveyWorkspace(root, this.#deps.ignoresOf(root)))),
    );
    for (const [path, { stamp, makesRepository }] of after) {
      if (this.#reserved.has(path) || before.get(path)?.stamp === stamp) continue;
      if (makesRepository && (await put(path))) continue;
      made.push(path);
    }
    return made;
  }

  async #roots(): Promise<readonly string[]> {
    const real = await Promise.all(this.#deps.roots().map((root) => realpath(root).catch(() => undefined)));
    return [...new Set(real.filter((root) => root !== undefined))];
  }

  /** Ours; and all of the editor's, in which ours lies: `<data>/User/globalStorage/<extension>`. */
  #storage(): readonly string[] {
    const { storage } = this.#deps;
    const data = /^(.+)\/User\/globalStorage\/[^/]+\/?$/.exec(storage)?.[1];
    return data === undefined ? [storage] : [data];
  }

  #shown(path: string, roots: readonly string[]): string {
    const root = roots.find((each) => isBelow(path, each));
    return root === undefined ? path : relative(root, path);
  }
}

/** What protected things were at one time, by their paths. */
type Stamps = ReadonlyMap<string, { readonly stamp: string; readonly makesRepository: boolean }>;

/** A folder counts by itself: what is in it was kept, or is new with it. */
async function stampsOf(surveys: readonly Survey[]): Promise<Stamps> {
  const stamps = new Map<string, { stamp: string; makesRepository: boolean }>();
  for (const { kept, emptied, hidden, repositories } of surveys) {
    for (const path of [...kept, ...emptied, ...hidden, ...repositories]) {
      const found = await lstat(path, { bigint: true }).catch(() => undefined);
      if (!found) continue;
      const makesRepository = repositories.includes(path) || path.endsWith("/HEAD");
      const change = found.isFile() ? ` ${found.ctimeNs} ${found.size}` : "";
      stamps.set(path, { stamp: `${found.dev} ${found.ino}${change}`, makesRepository });
    }
  }
  return stamps;
}
