// The answers to a person: a greeting, code, a table, an explanation, or a sentence about what arrived.
import type { ChatRequest } from "../chatRequest.ts";
import { questionOf } from "./question.ts";
import { snippetFor } from "./snippets.ts";
import { lastFence } from "./tasks.ts";

const introduction = "This is the built-in MiMo emulator, not a model: the answer below is made up by rules.\n\n";
const introductionZh = "这是内置的 MiMo 模拟器,不是模型:下面的回答由规则生成。\n\n";

const greeting =
  "Hello! I answer on both protocols, with reasoning, tool calls, web search and speech. Send `/help` to see what I can imitate.\n";
const greetingZh = "你好!我支持两种协议、思考、工具调用、联网搜索和语音。发送 `/help` 可以查看我能模拟什么。\n";

const table = `| model | context | thinks by default |
|---|---:|:---:|
| \`mimo-v2.6-pro\` | 1,048,576 | yes |
| \`mimo-v2.6-flash\` | 1,048,576 | yes |
| \`mimo-v2.5-tts\` | 8,192 | no |
`;

function explain(code: string, language: string, chinese: boolean): string {
  const lines = code.split("\n").length;
  const names = [...code.matchAll(/\b(?:function|def|fn|func|class|interface|struct)\s+([A-Za-z_]\w*)/g)].map(
    (match) => `\`${match[1]}\``,
  );
  const first = code.trim().split("\n")[0]?.trim() ?? "";
  if (chinese)
    return `这段${language ? ` ${language} ` : ""}代码共 ${lines} 行${names.length > 0 ? `,定义了 ${names.join("、")}` : ""}。\n\n1. 第一行是 \`${first}\`。\n2. 其余部分按顺序执行。\n\n\`\`\`${language}\n${code}\n\`\`\`\n`;
  return `This ${language || "piece of"} code has ${lines} lines${names.length > 0 ? ` and defines ${names.join(", ")}` : ""}.\n\n1. It begins with \`${first}\`.\n2. The rest follows in order.\n\n\`\`\`${language}\n${code}\n\`\`\`\n`;
}

function describe(request: ChatRequest, question: string, chinese: boolean): string {
  const earlier = request.turns.filter((turn) => turn.role === "user" || turn.role === "assistant").length - 1;
  const shown = question.replace(/\s+/g, " ").trim().slice(0, 120);
  const quote = question.trim().length > 120 ? `${shown}…` : shown;
  const { image, audio, video } = request.turns.at(-1)?.media ?? { image: 0, audio: 0, video: 0 };
  const media = image + audio + video;
  if (chinese)
    return `你问的是:\n\n> ${quote}\n\n我收到了 **${earlier}** 条更早的消息${media > 0 ? `和 ${media} 个媒体附件` : ""}。模拟器没有知识,请用真正的 MiMo 模型得到答案。\n`;
  return `You asked:\n\n> ${quote}\n\nI received **${earlier}** earlier messages with it${media > 0 ? ` and ${media} media attachments` : ""}. The emulator knows nothing; a real MiMo model answers this.\n`;
}

function body(request: ChatRequest, question: string, chinese: boolean): string {
  const fence = lastFence(question);
  if (/^\s*(hi|hello|hey|good (morning|evening)|你好|您好|嗨)[\s!,.。!,]*/i.test(question) && question.length < 40)
    return chinese ? greetingZh : greeting;
  if (fence) return explain(fence.code, fence.language, chinese);
  if (/\btable\b|表格/i.test(question)) return `${chinese ? "表格如下:" : "Here is a table:"}\n\n${table}`;
  const snippet = snippetFor(question);
  if (snippet) return `${chinese ? "示例代码:" : "Here is an example:"}\n\n${snippet}`;
  return describe(request, question, chinese);
}

/** An answer in Markdown. The first of a conversation says that it comes from the emulator. */
export function answer(request: ChatRequest, chinese: boolean): string {
  const question = questionOf(request);
  const first = !request.turns.some((turn) => turn.role === "assistant");
  const opening = chinese ? introductionZh : introduction;
  return (first ? opening : "") + body(request, question, chinese);
}
