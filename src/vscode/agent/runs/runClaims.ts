// A run belongs to the window that began it. Another one that shows its conversation can see here that it goes on, begins
// none of its own meanwhile, and leaves it alone; when its window has ended, anybody may go on with it.

// biome-ignore lint/plugin/readGate: keeps small files of our own, below the extension's storage.
import { mkdirSync, statSync, utimesSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { holdersOf, releaseClaim, takeClaim, throughout } from "./claimFolder.ts";

/** How often a claim says that it holds, in ms. */
const beatMs = 5_000;
/** A claim that was silent for so long is nobody's: its window hangs, or the machine went down with it. */
const staleMs = 30_000;

/** Which window this is. */
export interface ClaimingWindow {
  /** Of its extension host, which no other window shares. */
  readonly pid: number;
  /** Where the process is known by that number: the storage may be shared by machines and containers. */
  readonly host: string;
}

/** Where claims are kept, one at a path. Every method throws what the disk says. */
export interface ClaimDisk {
  /** See `takeClaim`. */
  take(path: string, holder: string, isGone: (holder: string) => boolean): boolean;
  /** Says that `holder` lives. Throws `ENOENT` when the claim is not its any more. */
  renew(path: string, holder: string): void;
  release(path: string, holder: string): void;
}

const onDisk: ClaimDisk = {
  take: (path, holder, isGone) => {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    return throughout(takeClaim(path, holder, isGone));
  },
  renew: (path, holder) => {
    const now = new Date();
    utimesSync(join(path, holder), now, now);
  },
  release: (path, holder) => throughout(releaseClaim(path, holder)),
};

/** Claims as folders below `folder`, which all windows share; one a conversation. */
export class RunClaims {
  readonly #folder: string;
  readonly #window: ClaimingWindow;
  readonly #beatMs: number;
  readonly #disk: ClaimDisk;
  readonly #held = new Map<string, HeldClaim>();

  /** `window`, `beat` and `disk` are others in tests alone. */
  constructor(
    folder: string,
    window: ClaimingWindow = { pid: process.pid, host: hostname() },
    beat = beatMs,
    disk: ClaimDisk = onDisk,
  ) {
    this.#folder = folder;
    this.#window = window;
    this.#beatMs = beat;
    this.#disk = disk;
  }

  /**
   * Claims the conversation `chat` for a run of this window, at once. Undefined while another window that lives holds it; else
   * call what it returns when the run has ended. A window may hold a claim several times over. `onLost` is called
   * when another window has taken it because this one was silent for too long: the run must end then, and do nothing more.
   * A disk that takes no claims, a full one, keeps nobody from asking; `holds` is false then.
   */
  take(chat: string, onLost: () => void = () => {}): (() => void) | undefined {
    const held = this.#held.get(chat);
    if (held) return held.hold(onLost);
    const path = this.#pathOf(chat);
    const place: ClaimPlace = {
      take: () => {
        const holder = `${this.#window.pid}~${cleaned(this.#window.host)}~${crypto.randomUUID()}`;
        return this.#disk.take(path, holder, (other) => this.#isGone(path, other)) ? holder : undefined;
      },
      renew: (holder) => this.#disk.renew(path, holder),
      release: (holder) => this.#disk.release(path, holder),
    };
    const claim = new HeldClaim(place, this.#beatMs, () => this.#held.delete(chat));
    if (claim.beat() === "lost") return undefined;
    this.#held.set(chat, claim);
    return claim.hold(onLost);
  }

  /**
   * Whether `chat`, which was taken here, is this window's for certain, as the disk says at this moment. What it refused is
   * tried once more; the run that finds that another window was faster is told so, as when it has lost its claim.
   */
  holds(chat: string): boolean {
    return this.#held.get(chat)?.beat() === "held";
  }

  /** Whether a run in `chat` goes on in another window, as the disk says now; without a claim that costs microseconds. */
  isElsewhere(chat: string): boolean {
    if (this.#held.get(chat)?.isNoted) return false;
    const path = this.#pathOf(chat);
    try {
      return holdersOf(path).some((holder) => !this.#isGone(path, holder));
    } catch {
      return false;
    }
  }

  /** Whether nobody stands behind the name any more. */
  #isGone(path: string, holder: string): boolean {
    const [pid, host] = holder.split("~");
    const number = Number(pid);
    if (host === undefined || !Number.isSafeInteger(number) || number <= 0) return true;
    if (host === cleaned(this.#window.host)) {
      // What this window holds it knows: a claim with its number is one of an earlier process.
      if (number === this.#window.pid || !isAlive(number)) return true;
    }
    try {
      return Date.now() - statSync(join(path, holder)).mtimeMs >= staleMs;
    } catch {
      return true;
    }
  }

  #pathOf(chat: string): string {
    return join(this.#folder, cleaned(chat));
  }
}

/** The place of one claim on the disk. */
interface ClaimPlace {
  /** The name under which it was taken; undefined while another window has it. */
  take(): string | undefined;
  renew(holder: string): void;
  release(holder: string): void;
}

/** A claim while this window has it, or would have it if the disk could note that. */
class HeldClaim {
  readonly #place: ClaimPlace;
  readonly #onEnd: () => void;
  readonly #timer: NodeJS.Timeout;
  readonly #losers = new Set<() => void>();
  /** Its name on the disk; undefined while it is not noted there. */
  #holder: string | undefined;

  constructor(place: ClaimPlace, beat: number, onEnd: () => void) {
    this.#place = place;
    this.#onEnd = onEnd;
    this.#timer = setInterval(() => this.beat(), beat);
    this.#timer.unref();
  }

  /** Whether the disk says that it is this window's. */
  get isNoted(): boolean {
    return this.#holder !== undefined;
  }

  /** Holds it once more, until what is returned is called. */
  hold(onLost: () => void): () => void {
    // One of its own, whoever asks.
    const loser = () => onLost();
    this.#losers.add(loser);
    return () => {
      if (this.#losers.delete(loser) && this.#losers.size === 0) this.#release();
    };
  }

  /**
   * Says that it holds, or takes it where the disk refused that before. `refused`: nobody knows how long it is this window's,
   * as what cannot be renewed grows old. `lost`: another window has it.
   */
  beat(): "held" | "refused" | "lost" {
    try {
      if (this.#holder !== undefined) this.#place.renew(this.#holder);
      else {
        this.#holder = this.#place.take();
        if (this.#holder === undefined) return this.#lose();
      }
      return "held";
    } catch (error) {
      const isGone = this.#holder !== undefined && (error as NodeJS.ErrnoException).code === "ENOENT";
      return isGone ? this.#lose() : "refused";
    }
  }

  #release(): void {
    this.#end();
    try {
      if (this.#holder !== undefined) this.#place.release(this.#holder);
    } catch {
      // It grows old, and is then nobody's.
    }
  }

  #lose(): "lost" {
    this.#end();
    const losers = [...this.#losers];
    this.#losers.clear();
    for (const loser of losers) loser();
    return "lost";
  }

  #end(): void {
    clearInterval(this.#timer);
    this.#onEnd();
  }
}

function cleaned(text: string): string {
  return text.replace(/[^\w-]/g, "_");
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // One that is there and is not ours to ask.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
