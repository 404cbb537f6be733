// What a run is told of the project's rules, and when. Before each step: what the person follows and the model has not been
// told, and the rules of folders in which it has come to work. What was told once is not told again while it holds, so
// the beginning of a request stays as it was sent; what changed on the disk waits for the person.

import { byteLength, cutRules, maxRuleBytes, type RuleSource } from "../../context/rules/ruleSource.ts";
import { GivenRules } from "../../conversation/givenRules.ts";
import { type Message, questionsOf, type ReplyPart } from "../../conversation/message.ts";
import type { GivenRule } from "../../conversation/runParts.ts";

/** A file that was worked on: by its path in a call, or the address of what a question is about. */
export type Touched = { readonly path: string } | { readonly address: string };

/** The rules of this window, as a run asks for them. */
export interface RunRulePorts {
  /** Where the rules of folders would be that a file lies in, the outer ones first. Looks at no disk. */
  placesFor(touched: Touched): readonly string[];
  /** Finds out whether there are rules at `places`. Never rejects. */
  look(places: readonly string[]): Promise<void>;
  /** What the person follows, in the order in which it is told; those of folders only at `places`. */
  following(places: ReadonlySet<string>): readonly RuleSource[];
  /** Whether the person said no to what has this name. */
  isOff(name: string): boolean;
}

/** Of calls to these a path is a file that was worked on; a list of names is not. */
const touching: ReadonlySet<string> = new Set([
  "read_file",
  "find_symbol",
  "diagnostics",
  "edit_file",
  "write_file",
  "move_file",
  "delete_file",
]);
/** Folders whose rules are looked for in one run; what touches more works on everything. */
const mostPlaces = 400;

/** The rules of one run; reads each part of the conversation once. */
export class RunRules {
  readonly #ports: RunRulePorts;
  readonly #path: () => readonly Message[];
  readonly #places = new Set<string>();
  readonly #given = new GivenRules();
  /** How much was read: whole turns, and parts of the last. */
  #turns = 0;
  #parts = 0;

  /** `path` is that of the run's reply, as it is then; it only grows. */
  constructor(ports: RunRulePorts, path: () => readonly Message[]) {
    this.#ports = ports;
    this.#path = path;
  }

  /** What the model has to be told now; to be put into the conversation before this is asked again. */
  async due(): Promise<readonly GivenRule[]> {
    const fresh = this.#read().filter((place) => !this.#places.has(place));
    const places = [...new Set(fresh)].slice(0, mostPlaces - this.#places.size);
    for (const place of places) this.#places.add(place);
    if (places.length > 0) await this.#ports.look(places);
    return this.#due();
  }

  /** Takes up what was said and done since; the places where rules for it would be. */
  #read(): readonly string[] {
    const path = this.#path();
    const places: string[] = [];
    for (; this.#turns < path.length; this.#turns++, this.#parts = 0) {
      const turn = path[this.#turns];
      if (!turn) break;
      if (turn.role === "user") places.push(...this.#placesOfQuestion(turn));
      const parts: readonly ReplyPart[] = turn.role === "user" ? [] : turn.parts;
      for (; this.#parts < parts.length; this.#parts++) {
        const part = parts[this.#parts];
        if (part) places.push(...this.#readPart(part));
      }
      // The last goes on.
      if (this.#turns === path.length - 1) break;
    }
    return places;
  }

  #readPart(part: ReplyPart): readonly string[] {
    if (part.type === "rules") this.#given.give(part.rules);
    if (part.type === "said") return this.#placesOfQuestion(part.question);
    if (part.type !== "tool-call" || !touching.has(part.name) || part.progress?.state !== "ended") return [];
    const { outcome, facts = {} } = part.progress;
    if (outcome !== "done") return [];
    const paths = [facts.path, facts.from, facts.to].filter((path) => typeof path === "string" && path !== "");
    return paths.flatMap((path) => this.#ports.placesFor({ path: String(path) }));
  }

  #placesOfQuestion(question: Message): readonly string[] {
    const asked = questionsOf(question).flatMap(({ references = [] }) => references);
    const addresses = asked.flatMap(({ kind, uri }) => (uri === undefined || kind === "prompt" ? [] : [uri]));
    return addresses.flatMap((address) => this.#ports.placesFor({ address }));
  }

  #due(): readonly GivenRule[] {
    const { held } = this.#given;
    const gone = [...held.values()].filter(({ name }) => this.#ports.isOff(name));
    const following = this.#ports.following(this.#places);
    const due = following.filter(({ name, hash }) => held.get(name)?.hash !== hash);
    if (due.length === 0 && gone.length === 0) return [];
    const replaced = new Set([...gone, ...due].map(({ name }) => name));
    const stays = [...held.values()].filter(({ name }) => !replaced.has(name));
    const said = new Set(stays.map(({ hash }) => hash));
    let left = maxRuleBytes - stays.reduce((sum, { text = "" }) => sum + byteLength(text), 0);
    const told: GivenRule[] = gone.map(({ name, hash }) => ({ name, hash }));
    for (const { name, hash, text } of due) {
      // A folder's rules that say what others say already.
      if (said.has(hash) && !held.has(name)) continue;
      said.add(hash);
      const cut = cutRules(text, left);
      left = Math.max(0, left - byteLength(cut.text));
      told.push({ name, hash, text: cut.text });
    }
    return told;
  }
}
