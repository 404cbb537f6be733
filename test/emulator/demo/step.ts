// A step of the demonstration as a script, in the language of the question.
import type { JsonObject } from "../json.ts";
import type { Script, ScriptedToolCall } from "../script.ts";
import { type RunSoFar, words } from "./runSoFar.ts";

/** What is thought and said, and the calls that follow; a step without calls is the answer. */
export interface DemoStep {
  thought: string;
  text: string;
  calls?: ScriptedToolCall[];
}

/** A call. */
export const call = (name: string, args: JsonObject = {}): ScriptedToolCall => ({ name, arguments: args });

/** The list of steps with the first `done` of them done and the next one begun; nothing where there is no such tool. */
export function todos(run: RunSoFar, items: readonly string[], done: number): ScriptedToolCall[] {
  if (!run.tools.includes("update_todos") || run.mode !== "agent") return [];
  const state = (index: number) => (index < done ? "done" : index === done ? "active" : "pending");
  return [call("update_todos", { items: items.map((text, index) => ({ text, state: state(index) })) })];
}

/** The step as it goes out. What the person added is taken up; the first step says who speaks. */
export function toScript(run: RunSoFar, { thought, text, calls = [] }: DemoStep): Script {
  const heard =
    run.said === ""
      ? ""
      : words(
          run,
          `You added: “${run.said.slice(0, 80)}”. I keep it in mind.\n\n`,
          `你补充说:“${run.said.slice(0, 80)}”。我会记住。\n\n`,
        );
  const opening =
    run.steps > 0
      ? ""
      : words(
          run,
          "*This is the built-in MiMo emulator, playing an agent by rules.*\n\n",
          "*这是内置的 MiMo 模拟器,按规则演示智能体。*\n\n",
        );
  return { reasoning: thought, text: opening + heard + text, toolCalls: calls.length > 0 ? calls : undefined };
}
