// What has to be gathered from a reply before VS Code can be told: whole tool calls, and the reasoning behind them.

import type { FunctionTool } from "../../core/model/languageModel.ts";
import type { StreamEvent, Usage } from "../../core/model/streamEvent.ts";
import type { RememberedReasoning } from "../../core/tools/reasoningMemory.ts";
import { dropUnknownArguments, parseToolArguments } from "../../core/tools/toolArguments.ts";

/** A call for VS Code to run. */
export interface ReadyCall {
  readonly id: string;
  readonly name: string;
  readonly input: object;
}

/** Gathers one reply. */
export class ReplyParts {
  readonly #calls: { id: string; name: string; json: string }[] = [];
  readonly #reasoning: { text: string; signature?: string }[] = [];
  usage: Usage | undefined;
  finish: Extract<StreamEvent, { type: "finish" }> | undefined;

  add(event: StreamEvent): void {
    if (event.type === "tool-call-start") this.#calls.push({ id: event.id, name: event.name, json: "" });
    else if (event.type === "tool-call-delta") this.#append(event.id, event.arguments);
    else if (event.type === "reasoning-delta") this.#think(event.text);
    else if (event.type === "reasoning-signature") this.#seal(event.signature);
    else if (event.type === "usage") this.usage = event.usage;
    else if (event.type === "finish") this.finish = event;
  }

  get hasCalls(): boolean {
    return this.#calls.length > 0;
  }

  /**
   * The calls to run, under ids that `isTaken` does not know: a service that numbers its calls anew in each reply would otherwise
   * have one reply's reasoning replayed with another's call. Arguments that cannot be read are handed on under a name of
   * their own, so that the tool refuses them and the model sees what it wrote. A call whose arguments were cut off by the
   * length limit is left out.
   */
  calls(tools: readonly FunctionTool[], isTaken: (id: string) => boolean): readonly ReadyCall[] {
    const ids = new Set<string>();
    return this.#calls.flatMap(({ id: wireId, name, json }) => {
      const read = parseToolArguments(json);
      if (!read.ok && this.finish?.reason === "length") return [];
      const schema = tools.find((tool) => tool.name === name)?.parameters;
      const input = read.ok ? dropUnknownArguments(read.input, schema) : { invalid_json: json };
      let id = wireId;
      for (let n = 2; ids.has(id) || isTaken(id); n++) id = `${wireId}_${n}`;
      ids.add(id);
      return [{ id, name, input }];
    });
  }

  /** The reasoning to remember for `calls`; also where there is none, so that their ids are known to be taken. */
  reasoningOf(calls: readonly ReadyCall[]): RememberedReasoning {
    const [first = { text: "" }, ...further] = this.#reasoning;
    return { calls: calls.map((call) => call.id), ...first, ...(further.length > 0 && { further }) };
  }

  /** A seal closes its block. */
  #think(text: string): void {
    const last = this.#reasoning.at(-1);
    if (last && last.signature === undefined) last.text += text;
    else this.#reasoning.push({ text });
  }

  #seal(signature: string): void {
    const last = this.#reasoning.at(-1);
    if (last) last.signature = signature;
  }

  #append(id: string, json: string): void {
    const call = this.#calls.find((each) => each.id === id);
    if (call) call.json += json;
  }
}
