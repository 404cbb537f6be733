// What an agent run of the built-in assistant has come to, read from nothing but the request it was sent.
import type { ChatRequest, Turn } from "../chatRequest.ts";
import { isObject, type JsonObject } from "../json.ts";
import { isChinese, textOf } from "../scenario/question.ts";

/** A call that was made in this run, and what came of it. */
export interface Done {
  name: string;
  args: JsonObject;
  /** As the tool said it, without the mark of a failure. */
  text: string;
  outcome: "ok" | "failed" | "denied" | "not-run";
  /** Which reply of the run made it, from 0. */
  step: number;
}

/** A run in the middle. */
export interface RunSoFar {
  question: string;
  mode: "agent" | "ask" | "plan";
  chinese: boolean;
  tools: readonly string[];
  done: Done[];
  /** Replies so far. */
  steps: number;
  /** What the person added since the last reply. */
  said: string;
}

/** What the person wrote, without what was put beside it in tags. */
function wordsOf(turn: Turn | undefined): string {
  const said = [...textOf(turn).matchAll(/<said>([\s\S]*?)<\/said>/g)].at(-1)?.[1];
  return (said ?? textOf(turn).replace(/<([\w-]+)(?: [^>]*)?>[\s\S]*?<\/\1>/g, "")).trim();
}

function modeOf(turns: readonly Turn[]): RunSoFar["mode"] {
  const tags = turns.flatMap((turn) =>
    turn.role === "user" ? [...textOf(turn).matchAll(/<mode>\s*(agent|ask|plan)\s*<\/mode>/g)] : [],
  );
  return (tags.at(-1)?.[1] as RunSoFar["mode"] | undefined) ?? "agent";
}

function argumentsOf(json: string): JsonObject {
  try {
    const value: unknown = JSON.parse(json);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function toDone(turn: Turn, calls: ReadonlyMap<string, { name: string; args: JsonObject; step: number }>): Done[] {
  const call = calls.get(turn.answers ?? "");
  if (!call) return [];
  const marked = /^error:\s*/i.test(textOf(turn));
  const text = textOf(turn).replace(/^error:\s*/i, "");
  const failed = marked || turn.failed === true;
  const outcome = /^denied\b/i.test(text) ? "denied" : /^not run\b/i.test(text) ? "not-run" : failed ? "failed" : "ok";
  return [{ ...call, text, outcome }];
}

/**
 * The run that the last message belongs to; undefined when it is none that `starts` says a question begins. What is said
 * after a result is added to the run, unless it begins one itself or the person had stopped it.
 */
export function readRun(request: ChatRequest, starts: (question: string) => boolean): RunSoFar | undefined {
  const { turns } = request;
  const isAnswer = (turn: Turn, index: number) =>
    turn.role === "assistant" && turn.toolCalls.length === 0 && !isAside(wordsOf(turns[index + 1]));
  const lastAnswer = turns.findLastIndex(isAnswer);
  const begins = (turn: Turn) => turn.role === "user" && starts(wordsOf(turn));
  const at = turns.findLastIndex((turn, index) => index > lastAnswer && begins(turn));
  if (at < 0) return undefined;
  const question = wordsOf(turns[at]);
  const calls = new Map<string, { name: string; args: JsonObject; step: number }>();
  const run: RunSoFar = {
    question,
    mode: modeOf(turns),
    chinese: isChinese(question),
    tools: request.toolNames,
    done: [],
    steps: 0,
    said: "",
  };
  for (const turn of turns.slice(at + 1)) {
    if (turn.role === "assistant") {
      for (const call of turn.toolCalls)
        calls.set(call.id, { name: call.name, args: argumentsOf(call.arguments), step: run.steps });
      run.steps++;
      run.said = "";
    } else if (turn.role === "tool") run.done.push(...toDone(turn, calls));
    else if (turn.role === "user" && !isPicture(turn) && !isAside(wordsOf(turn))) run.said = wordsOf(turn);
  }
  if (run.said !== "" && run.done.at(-1)?.text.startsWith("Stopped by the person")) return undefined;
  return run;
}

/** What the client says in the person's place stands in brackets: that an answer broke off, say. */
const isAside = (text: string) => text.startsWith("(") && text.endsWith(")");

/** Pictures of a result follow it in a message of their own. */
const isPicture = (turn: Turn) => turn.media.image > 0 && /^Result of tool call /.test(textOf(turn));

/** The results of a tool, oldest first. */
export function resultsOf(run: RunSoFar, name: string): Done[] {
  return run.done.filter((done) => done.name === name);
}

/** The text of a file that was read whole, without line numbers; undefined when it was not, or could not be. */
export function fileIn(run: RunSoFar, path: string): string | undefined {
  const result = resultsOf(run, "read_file").findLast((done) => done.args.path === path && done.outcome === "ok");
  if (!result) return undefined;
  const numbered = result.text.split("\n").flatMap((line) => /^\s*\d+\t(.*)$/.exec(line)?.[1] ?? []);
  return numbered.length > 0 ? numbered.join("\n") : result.text;
}

/** Whether a file was asked for, however that went. */
export function wasRead(run: RunSoFar, path: string): boolean {
  return resultsOf(run, "read_file").some((done) => done.args.path === path);
}

/** Either text, in the language of the question. */
export function words(run: RunSoFar, english: string, chinese: string): string {
  return run.chinese ? chinese : english;
}
