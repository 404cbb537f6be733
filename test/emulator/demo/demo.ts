// The built-in assistant as an agent: three things that it does with the agent's tools, for people without a key.
import type { ChatRequest } from "../chatRequest.ts";
import { asksForSummary } from "../scenario/summary.ts";
import type { Script } from "../script.ts";
import { askPerson } from "./askPerson.ts";
import { explain } from "./explain.ts";
import { fix } from "./fix.ts";
import { type RunSoFar, readRun } from "./runSoFar.ts";
import { type DemoStep, toScript } from "./step.ts";

interface Scene {
  question: RegExp;
  /** Without one of these tools it is not played. */
  tools: readonly string[];
  play: (run: RunSoFar) => DemoStep;
}

const scenes: readonly Scene[] = [
  {
    question: /\bask me\b|问我|问问我/i,
    tools: ["list_files", "read_file", "ask_user"],
    play: askPerson,
  },
  {
    question:
      /\b(fix|repair|mend)\b[^.\n]{0,60}\btests?\b|\b(make|get)\b[^.\n]{0,40}\btests?\b[^.\n]{0,20}\b(pass|green)|\b(carry out|start|implement|execute|do|go ahead with)\b[^.\n]{0,20}\bplan\b|(修复|修好|修正|修一下)[^。\n]{0,20}测试|让[^。\n]{0,20}测试[^。\n]{0,10}通过|(执行|开始|实施|按照)[^。\n]{0,10}计划/i,
    tools: ["list_files", "read_file", "edit_file", "run_command"],
    play: fix,
  },
  {
    question:
      /\b(explain|describe|tell me)\b[^.\n]{0,40}\b(project|code ?base|repository|repo|workspace)\b|\bwhat (does|is) (this|the) (project|code ?base|repository|repo|workspace)\b|(解释|介绍|说明|讲解|讲讲)[^。\n]{0,12}(项目|代码库|仓库|工程)|(这个|本)(项目|代码库|仓库)[^。\n]{0,8}(做什么|是什么|干什么|用途)/i,
    tools: ["list_files", "read_file"],
    play: explain,
  },
];

const sceneOf = (question: string) => scenes.find((scene) => scene.question.test(question));
/** Replies after which a run is ended: the client then does not do what it is asked. */
const mostSteps = 30;

/** The next step of the run that the request belongs to; undefined when it is none of the scenes, or is at its end. */
export function demoStep(request: ChatRequest): Script | undefined {
  if (asksForSummary(request.turns.at(-1))) return undefined;
  const run = readRun(request, (question) => sceneOf(question) !== undefined);
  const scene = run && sceneOf(run.question);
  if (!run || !scene || run.steps >= mostSteps) return undefined;
  if (!scene.tools.every((name) => run.tools.includes(name))) return undefined;
  return toScript(run, scene.play(run));
}
