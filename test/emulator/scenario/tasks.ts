// Requests whose answer a program reads: a title, a commit message, a piece of edited code. No chatter in these.
import type { ChatRequest } from "../chatRequest.ts";
import { textOf } from "./question.ts";

const instructions = (request: ChatRequest) =>
  request.turns
    .filter((turn, index) => turn.role === "system" || index === request.turns.length - 1)
    .map(textOf)
    .join("\n");

const asksForTitle =
  /\b(write|give|generate|create|suggest|propose|reply with|answer with)\b[^.\n]{0,60}\btitle\b|\btitle (for|of) (this|the) (conversation|chat)\b|(写|取|起|生成|给出)[^。\n]{0,20}标题/i;

/** A title of a few words if one is asked for. */
export function titleOf(request: ChatRequest): string | undefined {
  const asked = instructions(request);
  if (!asksForTitle.test(asked)) return undefined;
  const users = request.turns.filter((turn) => turn.role === "user");
  const source =
    users.length > 1
      ? textOf(users[0])
      : (textOf(users[0])
          .trim()
          .split(/\n\s*\n/)
          .at(-1) ?? "");
  const line = source.trim().split("\n")[0] ?? "";
  const words = line
    .replace(/^(user|question|用户)\s*[::]\s*/i, "")
    .replace(/[#*`"“”?!。?!]/g, "")
    .trim();
  const short = /[\u4e00-\u9fff]/.test(words) ? words.slice(0, 12) : words.split(/\s+/).slice(0, 6).join(" ");
  return short || "New conversation";
}

/** A commit message for the diff in the prompt if one is asked for. */
export function writeCommitMessage(request: ChatRequest): string | undefined {
  const diff = request.turns.map(textOf).join("\n");
  if (!/commit message|提交信息|提交说明/i.test(instructions(request)) || !/^(\+\+\+|---|diff) /m.test(diff))
    return undefined;
  const files = [...new Set([...diff.matchAll(/^\+\+\+ (?:b\/)?(\S+)/gm)].map((match) => match[1] ?? ""))];
  const names = files.map((file) => file.split("/").at(-1));
  const added = diff.match(/^\+(?!\+\+)/gm)?.length ?? 0;
  const removed = diff.match(/^-(?!--)/gm)?.length ?? 0;
  const subject = names.length > 2 ? `${names.length} files` : names.join(" and ") || "the project";
  return `Update ${subject}\n\n- ${added} lines added, ${removed} removed\n- Message written by the MiMo emulator`;
}

/** The last fenced block of a text. */
export function lastFence(text: string): { language: string; code: string } | undefined {
  const fence = [...text.matchAll(/^(`{3,})([^\n`]*)\n([\s\S]*?)\n?^\1[ \t]*$/gm)].at(-1);
  return fence && { language: fence[2]?.trim().split(/\s/)[0] ?? "", code: fence[3] ?? "" };
}

const hashComments = ["python", "py", "ruby", "rb", "shell", "bash", "sh", "yaml", "toml", "r", "perl", "dockerfile"];

function commentIn(language: string, text: string): string {
  if (["html", "xml", "markdown", "md", "vue"].includes(language)) return `<!-- ${text} -->`;
  if (["css", "scss", "c"].includes(language)) return `/* ${text} */`;
  if (["sql", "lua", "haskell"].includes(language)) return `-- ${text}`;
  return `${hashComments.includes(language) ? "#" : "//"} ${text}`;
}

/** The code of the prompt with a comment before it, if the prompt asks for code and nothing else. */
export function editOnly(request: ChatRequest): string | undefined {
  const asked = instructions(request);
  const only = /\b(only|just|nothing but)\b[^.\n]{0,60}\b(code|replacement|text|lines|selection)\b|只(返回|输出|给出)/i;
  if (!only.test(asked)) return undefined;
  const text = textOf(request.turns.at(-1));
  const tagged = /<(selection|code)>\n?([\s\S]*?)\n?<\/\1>/.exec(text);
  const fence = tagged ? { language: "", code: tagged[2] ?? "" } : lastFence(text);
  if (!fence) return undefined;
  const indent = /^[ \t]*/.exec(fence.code)?.[0] ?? "";
  const edited = `${indent}${commentIn(fence.language.toLowerCase(), "Edited by the MiMo emulator")}\n${fence.code}`;
  const bare =
    /\b(no|without|not)\b[^.\n]{0,40}\b(fence|fences|fencing|backticks|markdown)\b|不要[^。\n]{0,10}(代码块|围栏)/i;
  return bare.test(asked) ? edited : `\`\`\`${fence.language}\n${edited}\n\`\`\``;
}
