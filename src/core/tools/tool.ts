// What a tool of the agent is to the model and to the run. What it does stands beside it, on ports of its own.

import type { FunctionTool } from "../model/languageModel.ts";
import { type Fields, type InputOf, schemaOf } from "./fields.ts";

/** `reads`: changes nothing, and may run beside others. `acts`: one after the other. `asks`: the person answers it. */
export type CallKind = "reads" | "acts" | "asks";

/** A tool as the model is told of it. Names and parameters are kept: people's prompts and tests use them. */
export interface ToolDefinition<F extends Fields = Fields> {
  /** `[a-zA-Z0-9_-]{1,64}` */
  readonly name: string;
  /** Every word of it is paid for with every request. */
  readonly description: string;
  readonly fields: F;
  readonly kind: CallKind;
  /** For a tool whose calls are not all of one kind; asked for each. */
  kindOf?(input: InputOf<F>): CallKind;
  /** Whether a success makes a difference to what other calls find. */
  readonly changes: boolean;
}

/** What a tool is called with. */
export type ToolInput<D> = D extends ToolDefinition<infer F> ? InputOf<F> : never;

/** The definition as it goes out. */
export function toFunctionTool({ name, description, fields }: ToolDefinition): FunctionTool {
  return { name, description, parameters: schemaOf(fields) };
}
