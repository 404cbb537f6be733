// The one way by which anything that is read goes to the model: mentions, folders, actions in the editor and what they
// gather, commit messages, what the explorer and `@mimo` name. It decides; who asks the person stands elsewhere.

import type { LineRange } from "../code/lineRange.ts";
import type { Consents } from "./consents.ts";
import { maxFileBytes } from "./fileLimits.ts";
import type { Ask, BytesDecision, ConsentReason, PlaceDecision, ReadDecision } from "./readDecision.ts";
import type { Place, ReadPorts, RealPlace } from "./readPorts.ts";
import { hasSecretName } from "./secretNames.ts";

export interface ReadOptions {
  /** The chat that it is for: what was agreed to there holds. */
  readonly chat?: string;
  /** These lines alone; the whole file is looked at all the same. */
  readonly lines?: LineRange;
  /** As it is on disk, whatever is typed in an editor. */
  readonly saved?: boolean;
  /** Bytes of a file that is read at all, when that is more than usual; then `sends` has to be given. */
  readonly maxBytes?: number;
  /** What of a text goes out, with what is around it. Of a long one only that is looked at for secrets. */
  readonly sends?: (text: string) => string;
}

/** UTF-16 units from which on a text is long: to look at a million takes a third of a second, in which nothing else is done. */
const longText = 128 * 1024;

/** Decides what may be read and sent. Reads anew each time. */
export class ReadGate {
  readonly #ports: ReadPorts;
  readonly #consents: Consents;

  constructor(ports: ReadPorts, consents: Consents) {
    this.#ports = ports;
    this.#consents = consents;
  }

  /** Whether the place may be read from; a file of at most `maxBytes`. Never rejects. */
  async admit(
    address: string,
    kind: "file" | "folder",
    chat?: string,
    maxBytes: number = maxFileBytes,
  ): Promise<PlaceDecision> {
    const path = this.#ports.pathOf(address);
    const judged = await this.#judgePlace(address, kind, maxBytes);
    if (typeof judged === "string") return { type: "refused", path, reason: judged };
    const asked = this.#ask({ address, path, ...targetOf(judged), reasons: judged.reasons }, chat);
    return asked ? { type: "consent", ...asked } : { type: "admitted", path };
  }

  /** What a file holds, and whether it may be sent. Never rejects. */
  async read(address: string, options: ReadOptions = {}): Promise<ReadDecision> {
    const { chat, lines, saved = false, sends } = options;
    const maxBytes = sends ? (options.maxBytes ?? maxFileBytes) : maxFileBytes;
    const path = this.#ports.pathOf(address);
    const before = await this.#judgePlace(address, "file", maxBytes);
    if (typeof before === "string") return { type: "refused", path, reason: before };
    const loaded = await this.#ports.load(address, saved, maxBytes).catch(() => undefined);
    if (!loaded) return { type: "refused", path, reason: "binary" };
    // A link may have been put in its place meanwhile: what counts is where it led when it was read.
    const after = await this.#judgePlace(address, "file", maxBytes);
    if (typeof after === "string") return { type: "refused", path, reason: after };
    const names = [...new Set([...before.names, ...after.names])];
    const isLong = loaded.text.length > longText;
    const about = await this.#judgeText(names, isLong && sends ? sends(loaded.text) : loaded.text);
    const reasons = [...new Set([...before.reasons, ...after.reasons, ...about])];
    const text = lines === undefined ? loaded.text : cut(loaded.text, lines);
    const asked = this.#ask({ address, path, ...targetOf(after), reasons }, chat);
    return {
      ...(asked ? { type: "consent", ...asked } : { type: "admitted", path }),
      text,
      languageId: loaded.languageId,
    };
  }

  /** The bytes of a file of at most `maxBytes` that is no text, and whether they may be sent. Never rejects. */
  async readBytes(address: string, maxBytes: number, chat?: string): Promise<BytesDecision> {
    const path = this.#ports.pathOf(address);
    const before = await this.#judgePlace(address, "file", maxBytes);
    if (typeof before === "string") return { type: "refused", path, reason: before };
    const bytes = await this.#ports.loadBytes(address).catch(() => undefined);
    if (!bytes) return { type: "refused", path, reason: "missing" };
    if (bytes.length > maxBytes) return { type: "refused", path, reason: "too-large" };
    const after = await this.#judgePlace(address, "file", maxBytes);
    if (typeof after === "string") return { type: "refused", path, reason: after };
    const isSecret = [...before.names, ...after.names].some(hasSecretName);
    const reasons = [...new Set([...before.reasons, ...after.reasons, ...(isSecret ? ["secret-name" as const] : [])])];
    const asked = this.#ask({ address, path, ...targetOf(after), reasons }, chat);
    return asked ? { type: "consent", ...asked } : { type: "admitted", path, bytes };
  }

  /**
   * What to ask before `text` of the file at `address` is sent, which the person has in front of them and pointed at:
   * where it lies is their own business then. Undefined: nothing.
   */
  async judgeShown(address: string, text: string, chat?: string): Promise<Ask | undefined> {
    const path = this.#ports.pathOf(address);
    const real = await this.#ports.realPlaceOf(address).catch(() => undefined);
    const reasons = await this.#judgeText(real ? [path, real.path] : [path], text);
    const target = real && leadsElsewhere(this.#ports.placeOf(address), real) ? real.path : undefined;
    return this.#ask({ address, path, ...targetOf({ target }), reasons }, chat);
  }

  /** Whether the file at `address` is asked about for its name alone, whatever stands in it. Looks at no disk. */
  asksByName(address: string, chat?: string): boolean {
    const path = this.#ports.pathOf(address);
    return hasSecretName(path) && this.#ask({ address, path, reasons: ["secret-name"] }, chat) !== undefined;
  }

  async #judgePlace(
    address: string,
    kind: "file" | "folder",
    maxBytes: number,
  ): Promise<Judged | "missing" | "too-large"> {
    const ports = this.#ports;
    // At once: a run waits for each of these at every step.
    const [found, real] = await Promise.all([
      ports.stat(address).catch(() => undefined),
      ports.realPlaceOf(address).catch(() => undefined),
    ]);
    if (found?.kind !== kind) return "missing";
    if (kind === "file" && found.size > maxBytes) return "too-large";
    if (found.standsAlone) return { reasons: [], names: [ports.pathOf(address)], target: undefined };
    const named = ports.placeOf(address);
    const names = [ports.pathOf(address), ...(real ? [real.path] : [])];
    const target = real && leadsElsewhere(named, real) ? real.path : undefined;
    if (!named || !real?.place) return { reasons: ["outside"], names, target };
    const places = isSame(named, real.place) ? [named] : [named, real.place];
    const ignored = await Promise.all(places.map((place) => ports.isIgnored(place, kind === "folder")));
    const reasons: ConsentReason[] = [];
    if (ignored.includes(true)) reasons.push("ignored");
    if (places.some((place) => ports.isExcluded(place))) reasons.push("excluded");
    return { reasons, names, target };
  }

  async #judgeText(names: readonly string[], text: string): Promise<readonly ConsentReason[]> {
    const kind = await this.#ports.findSecret(text);
    return [...(names.some(hasSecretName) ? ["secret-name" as const] : []), ...(kind ? [kind] : [])];
  }

  #ask(ask: Ask, chat: string | undefined): Ask | undefined {
    return ask.reasons.length === 0 || this.#consents.allows(ask, chat) ? undefined : ask;
  }
}

/** What is said of a place. */
interface Judged {
  readonly reasons: readonly ConsentReason[];
  /** The paths that may speak of secrets. */
  readonly names: readonly string[];
  /** Where it leads, when that is elsewhere. */
  readonly target: string | undefined;
}

function leadsElsewhere(named: Place | undefined, real: RealPlace): boolean {
  return !named || !real.place || !isSame(named, real.place);
}

function targetOf({ target }: { readonly target: string | undefined }): Pick<Ask, "target"> {
  return target === undefined ? {} : { target };
}

function isSame(a: Place, b: Place): boolean {
  return a.folder === b.folder && a.path === b.path;
}

function cut(text: string, { start, end }: LineRange): string {
  return text
    .split(/\r\n|\n|\r/)
    .slice(start, end)
    .join("\n");
}
