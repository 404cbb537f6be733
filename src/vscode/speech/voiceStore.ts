// The voices the person made: a list and the recordings beside it, on this machine only.

import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { SpeechError } from "../../core/speech/speechError.ts";
import type { OwnVoice } from "../../core/speech/voices.ts";
import { sha256 } from "./fileSpeechCache.ts";

const text = v.pipe(v.string(), v.minLength(1));
const storedVoice = v.variant("kind", [
  v.object({ kind: v.literal("design"), id: text, name: text, description: text }),
  v.object({
    kind: v.literal("clone"),
    id: text,
    name: text,
    mimeType: v.picklist(["audio/wav", "audio/mpeg"]),
    sampleHash: v.pipe(v.string(), v.regex(/^[\da-f]{64}$/)),
  }),
]);
type StoredVoice = v.InferOutput<typeof storedVoice>;

/** Keeps voices in `folder`: voices.json, and a file for each recording. */
export class VoiceStore {
  readonly #folder: string;

  #voices: readonly OwnVoice[] = [];
  #loading: Promise<void> | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** What is known; complete after `load`. */
  get all(): readonly OwnVoice[] {
    return this.#voices;
  }

  /** Reads the list once. A list that cannot be understood is an empty one. */
  load(): Promise<void> {
    this.#loading ??= this.#read();
    return this.#loading;
  }

  /** Keeps a designed voice under `name`, in place of an earlier one of that name. */
  async addDesign(name: string, description: string): Promise<OwnVoice> {
    return this.#add({ kind: "design", id: `design:${name}`, name, description });
  }

  /** Keeps a cloned voice and its recording. */
  async addClone(
    name: string,
    mimeType: "audio/wav" | "audio/mpeg",
    sample: Uint8Array<ArrayBuffer>,
  ): Promise<OwnVoice> {
    const sampleHash = await sha256(sample);
    await mkdir(this.#folder, { recursive: true });
    await writeFile(this.#samplePath(sampleHash), sample, { mode: 0o600 });
    return this.#add({ kind: "clone", id: `clone:${name}`, name, mimeType, sampleHash });
  }

  /** Forgets a voice and deletes its recording. */
  async remove(id: string): Promise<void> {
    await this.load();
    const removed = this.#voices.find((voice) => voice.id === id);
    this.#voices = this.#voices.filter((voice) => voice.id !== id);
    await this.#write();
    if (removed?.kind !== "clone") return;
    const { sampleHash } = removed;
    const isShared = this.#voices.some((voice) => voice.kind === "clone" && voice.sampleHash === sampleHash);
    if (!isShared) await rm(this.#samplePath(sampleHash), { force: true });
  }

  async #add(stored: StoredVoice): Promise<OwnVoice> {
    await this.load();
    const earlier = this.#voices.find((other) => other.id === stored.id);
    const replaced = earlier?.kind === "clone" && stored.kind === "clone" ? earlier.sampleHash : undefined;
    const voice = this.#toVoice(stored);
    this.#voices = [...this.#voices.filter((other) => other.id !== stored.id), voice];
    await this.#write();
    if (replaced !== undefined && stored.kind === "clone" && replaced !== stored.sampleHash) {
      await rm(this.#samplePath(replaced), { force: true });
    }
    return voice;
  }

  async #read(): Promise<void> {
    const json = await readFile(join(this.#folder, "voices.json"), "utf8").catch(() => "[]");
    const list = v.safeParse(v.array(v.unknown()), parse(json));
    this.#voices = (list.success ? list.output : []).flatMap((entry) => {
      const stored = v.safeParse(storedVoice, entry);
      return stored.success ? [this.#toVoice(stored.output)] : [];
    });
  }

  async #write(): Promise<void> {
    const stored = this.#voices.map((voice) => {
      if (voice.kind === "design") return voice;
      const { kind, id, name, mimeType, sampleHash } = voice;
      return { kind, id, name, mimeType, sampleHash };
    });
    await mkdir(this.#folder, { recursive: true });
    await writeFile(join(this.#folder, "voices.json"), JSON.stringify(stored, undefined, 2));
  }

  #toVoice(stored: StoredVoice): OwnVoice {
    if (stored.kind === "design") return stored;
    const readSample = async () => {
      const sample = await readFile(this.#samplePath(stored.sampleHash)).catch(() => {
        throw new SpeechError("missing-sample", `The recording of ${stored.name} is gone.`);
      });
      return sample.toString("base64");
    };
    return { ...stored, readSample };
  }

  #samplePath(hash: string): string {
    return join(this.#folder, `${hash}.sample`);
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
