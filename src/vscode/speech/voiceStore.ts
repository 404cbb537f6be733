// The voices the person made, on this machine only: a file for each and the recordings beside them, so that windows which
// keep voices at the same time do not take them from each other.

import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { SpeechError } from "../../core/speech/speechError.ts";
import type { OwnVoice } from "../../core/speech/voices.ts";
import { parseJson } from "../../core/util/parseJson.ts";
import { makePrivateFolder, writePrivateFile } from "../files/privateFiles.ts";
import { sha256 } from "./fileSpeechCache.ts";

const text = v.pipe(v.string(), v.minLength(1));
/** Milliseconds since the epoch. */
const addedAt = v.optional(v.number(), 0);
const storedVoice = v.variant("kind", [
  v.object({ kind: v.literal("design"), id: text, name: text, description: text, addedAt }),
  v.object({
    kind: v.literal("clone"),
    id: text,
    name: text,
    mimeType: v.picklist(["audio/wav", "audio/mpeg"]),
    sampleHash: v.pipe(v.string(), v.regex(/^[\da-f]{64}$/)),
    addedAt,
  }),
]);
type StoredVoice = v.InferOutput<typeof storedVoice>;

/** How the file of a voice ends. */
const ending = ".voice.json";
/** Where the first release kept all of them. */
const formerList = "voices.json";

/** Keeps voices in `folder`. What another window keeps is seen at the next `load`. */
export class VoiceStore {
  readonly #folder: string;
  readonly #now: () => number;
  #stored: readonly StoredVoice[] = [];

  /** `now` gives ms since the epoch. */
  constructor(folder: string, now: () => number = Date.now) {
    this.#folder = folder;
    this.#now = now;
  }

  /** What is known, in the order they were added; complete after `load`. */
  get all(): readonly OwnVoice[] {
    return this.#stored.map((voice) => this.#toVoice(voice));
  }

  /** Reads what is kept. A file that cannot be understood is no voice. */
  async load(): Promise<void> {
    await this.#splitFormerList();
    const names = await readdir(this.#folder).catch(() => []);
    const files = await Promise.all(names.filter((name) => name.endsWith(ending)).map((name) => this.#readJson(name)));
    this.#stored = files.flatMap(parseVoice).sort((a, b) => a.addedAt - b.addedAt);
  }

  /** Keeps a designed voice under `name`, in place of an earlier one of that name. */
  async addDesign(name: string, description: string): Promise<OwnVoice> {
    return this.#add({ kind: "design", id: `design:${name}`, name, description, addedAt: this.#now() });
  }

  /** Keeps a cloned voice and its recording. */
  async addClone(
    name: string,
    mimeType: "audio/wav" | "audio/mpeg",
    sample: Uint8Array<ArrayBuffer>,
  ): Promise<OwnVoice> {
    const sampleHash = await sha256(sample);
    await makePrivateFolder(this.#folder);
    await writePrivateFile(this.#samplePath(sampleHash), sample);
    return this.#add({ kind: "clone", id: `clone:${name}`, name, mimeType, sampleHash, addedAt: this.#now() });
  }

  /** Forgets a voice and deletes its recording. */
  async remove(id: string): Promise<void> {
    await this.load();
    const removed = this.#stored.find((voice) => voice.id === id);
    await rm(await this.#voicePath(id), { force: true });
    this.#stored = this.#stored.filter((voice) => voice.id !== id);
    await this.#dropSample(removed);
  }

  async #add(voice: StoredVoice): Promise<OwnVoice> {
    await this.load();
    const replaced = this.#stored.find((other) => other.id === voice.id);
    await makePrivateFolder(this.#folder);
    await writePrivateFile(await this.#voicePath(voice.id), JSON.stringify(voice, undefined, 2));
    this.#stored = [...this.#stored.filter((other) => other.id !== voice.id), voice];
    await this.#dropSample(replaced);
    return this.#toVoice(voice);
  }

  /** Deletes the recording of a voice that is gone, unless another one speaks with it. */
  async #dropSample(gone: StoredVoice | undefined): Promise<void> {
    if (gone?.kind !== "clone") return;
    const isNeeded = this.#stored.some((voice) => voice.kind === "clone" && voice.sampleHash === gone.sampleHash);
    if (!isNeeded) await rm(this.#samplePath(gone.sampleHash), { force: true });
  }

  async #splitFormerList(): Promise<void> {
    const list = await this.#readJson(formerList);
    if (list === undefined) return;
    const voices = (Array.isArray(list) ? list : []).flatMap(parseVoice);
    for (const [index, voice] of voices.entries()) {
      await writePrivateFile(await this.#voicePath(voice.id), JSON.stringify({ ...voice, addedAt: index }));
    }
    await rm(join(this.#folder, formerList), { force: true });
  }

  /** The JSON of a file; undefined when there is none, null when it is none. */
  async #readJson(name: string): Promise<unknown> {
    const json = await readFile(join(this.#folder, name), "utf8").catch(() => undefined);
    if (json === undefined) return undefined;
    return parseJson(json) ?? null;
  }

  #toVoice(stored: StoredVoice): OwnVoice {
    const { addedAt: _addedAt, ...voice } = stored;
    if (voice.kind === "design") return voice;
    const readSample = async () => {
      const sample = await readFile(this.#samplePath(voice.sampleHash)).catch(() => {
        throw new SpeechError("missing-sample", `The recording of ${voice.name} is gone.`);
      });
      return sample.toString("base64");
    };
    return { ...voice, readSample };
  }

  async #voicePath(id: string): Promise<string> {
    return join(this.#folder, `${await sha256(new TextEncoder().encode(id))}${ending}`);
  }

  #samplePath(hash: string): string {
    return join(this.#folder, `${hash}.sample`);
  }
}

function parseVoice(value: unknown): StoredVoice[] {
  const parsed = v.safeParse(storedVoice, value);
  return parsed.success ? [parsed.output] : [];
}
