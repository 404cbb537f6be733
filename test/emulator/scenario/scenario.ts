// Decides what the built-in assistant says to a request. Deterministic, believable in form, and honest: it says that
// it is the emulator and no model.
import type { ChatRequest } from "../chatRequest.ts";
import { demoStep } from "../demo/demo.ts";
import { reviewOf } from "../demo/review.ts";
import { type Directives, readDirectives } from "../directives.ts";
import { faultOf } from "../fault.ts";
import { faultHelp } from "../faultWords.ts";
import type { Script, Source } from "../script.ts";
import { answer } from "./answers.ts";
import { hugeText } from "./hugeText.ts";
import { isChinese, questionOf, textOf } from "./question.ts";
import { searchSources } from "./search.ts";
import { summaryOf } from "./summary.ts";
import { editOnly, titleOf, writeCommitMessage } from "./tasks.ts";

const help = `This is the built-in MiMo emulator. Lines that steer it:

| line | effect |
|---|---|
| \`/echo TEXT\` | the answer is TEXT, to the end of the message |
| \`/think TEXT\` | the reasoning is TEXT |
| \`/history\` | what the emulator received |
| \`/tool NAME {"json": "arguments"}\` | calls a tool that was offered |
| \`/step {"text": "…", "calls": [{"name": "…", "arguments": {}}]}\` | one reply of an agent for each such line |
| \`/fault KIND\` | a fault: ${faultHelp.replaceAll("|", "\\|")} |

With an agent's tools I play an agent: "Explain what this project does", "Fix the failing test", "Ask me".
`;

function toolAnswer(request: ChatRequest, chinese: boolean): string {
  const results = request.turns.slice(request.turns.findLastIndex((turn) => turn.role !== "tool") + 1);
  const calls = request.turns.flatMap((turn) => turn.toolCalls);
  const lines = results.map((result) => {
    const name = calls.find((call) => call.id === result.answers)?.name ?? "tool";
    const text = textOf(result);
    const shown = text.length > 200 ? `${text.slice(0, 200)}…` : text;
    return chinese ? `- \`${name}\` 返回:${shown}` : `- \`${name}\` returned: ${shown}`;
  });
  return `${chinese ? "工具已经运行完毕:" : "The tools have run:"}\n\n${lines.join("\n")}\n`;
}

const sourceLine = (source: Source, chinese: boolean) =>
  `\n${chinese ? "来源:" : "Source: "}[${source.title}](${source.url})\n`;

function chooseText(
  request: ChatRequest,
  directives: Directives,
  chinese: boolean,
  sources: Source[] | undefined,
): string {
  if (directives.echo !== undefined) return directives.echo;
  if (directives.history)
    return JSON.stringify(request.turns.map((turn) => ({ role: turn.role, length: textOf(turn).length })));
  if (directives.help) return help;
  if (directives.unknownFault !== undefined)
    return `There is no fault \`${directives.unknownFault}\`. Known: ${faultHelp}\n`;
  if (request.turns.at(-1)?.role === "tool") return toolAnswer(request, chinese);
  const plain = answer(request, chinese) + (sources?.[0] ? sourceLine(sources[0], chinese) : "");
  return summaryOf(request) ?? writeCommitMessage(request) ?? titleOf(request) ?? editOnly(request) ?? plain;
}

function reasoningFor(request: ChatRequest, chinese: boolean): string {
  const short = questionOf(request).replace(/\s+/g, " ").slice(0, 60);
  if (chinese)
    return `用户说:“${short}”。先弄清楚对方想要什么,再决定怎样回答。\n\n我是内置的模拟器,不是模型,所以回答会简短,并且如实说明这一点。`;
  return `The user says: "${short}". First I look at what is asked, then at the form the answer should have.\n\nI am the built-in emulator and not a model, so I keep it short and say so.`;
}

/** What the built-in assistant answers, and the faults that the message itself asks for. */
export function decide(request: ChatRequest, directives: Directives = readDirectives(request)): Script {
  const { echo, history, help: helps, toolCalls, unknownFault } = directives;
  const asked = echo !== undefined || history || helps || toolCalls.length > 0 || unknownFault !== undefined;
  const played = asked ? undefined : demoStep(request);
  if (played) return { ...played, reasoning: request.thinking ? (directives.think ?? played.reasoning) : undefined };
  const chinese = isChinese(questionOf(request));
  const huge = faultOf(directives.faults, "huge");
  const offered = directives.toolCalls.filter((call) => request.toolNames.includes(call.name ?? ""));
  const missing = directives.toolCalls.find((call) => !request.toolNames.includes(call.name ?? ""));
  const sources = searchSources(request, chinese);
  let text = huge ? hugeText(huge.bytes) : "";
  if (!huge && offered.length === 0)
    text = missing
      ? `The tool \`${missing.name}\` was not offered.\n`
      : chooseText(request, directives, chinese, sources);
  const review = asked ? undefined : reviewOf(request);
  if (review !== undefined) text = review;
  else if (request.jsonMode && directives.echo === undefined && offered.length === 0 && !huge)
    text = JSON.stringify({ emulator: true, answer: text }, undefined, 2);
  return {
    reasoning: request.thinking ? (directives.think ?? reasoningFor(request, chinese)) : undefined,
    text,
    toolCalls: offered.length > 0 ? offered : undefined,
    sources,
  };
}
