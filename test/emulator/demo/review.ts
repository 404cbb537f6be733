// The review of a changed file, by rules that anybody can check: the emulator knows nothing of code, and says so.
import type { ChatRequest } from "../chatRequest.ts";
import { textOf } from "../scenario/question.ts";

interface Rule {
  /** Of an added line. */
  line: RegExp;
  severity: "error" | "warning" | "hint";
  title: readonly [english: string, chinese: string];
  body: readonly [english: string, chinese: string];
  /** The line without the fault; without it there is no fix. */
  mend?: (line: string) => string;
}

const rules: readonly Rule[] = [
  {
    line: /[^=!]==[^=]/,
    severity: "error",
    title: ["`==` compares what was converted first", "`==` 会先转换类型再比较"],
    body: ["`0 == ''` is true. `===` compares as it is.", "`0 == ''` 的结果为真。`===` 按原样比较。"],
    mend: (line) => line.replace(/([^=!])==([^=])/, "$1===$2"),
  },
  {
    line: /\bconsole\.log\(/,
    severity: "warning",
    title: ["A line for debugging was left in", "遗留了调试用的一行"],
    body: ["It writes to the console of whoever uses this.", "它会写入使用者的控制台。"],
  },
  {
    line: /\bMath\.floor\(/,
    severity: "warning",
    title: ["Rounding down can lose a whole unit", "向下取整可能少算一个单位"],
    body: [
      'With `Math.floor` before `Math.round`, 59.6 minutes become "60 min" and no hour. Round once, then divide.',
      "先 `Math.floor` 后 `Math.round`，59.6 分钟会变成“60 min”而不进位到小时。应只取整一次再换算。",
    ],
  },
  {
    line: /\b(TODO|FIXME)\b/,
    severity: "hint",
    title: ["Something is still to be done", "还有未完成的事"],
    body: ["The comment says so.", "注释里是这样写的。"],
  },
  {
    line: /^\s*var /,
    severity: "hint",
    title: ["`var` is seen in the whole function", "`var` 在整个函数内可见"],
    body: ["`let` ends with its block.", "`let` 只在所在的块内有效。"],
    mend: (line) => line.replace(/^(\s*)var /, "$1let "),
  },
];

/** The findings as JSON, if a review is asked for. */
export function reviewOf(request: ChatRequest): string | undefined {
  const system = request.turns
    .filter(({ role }) => role === "system")
    .map(textOf)
    .join("\n");
  if (!/^You review a change\b/.test(system)) return undefined;
  const language = /in (?:Simplified )?Chinese/.test(system) ? 1 : 0;
  const change = /<change[^>]*>\n([\s\S]*?)\n<\/change/.exec(textOf(request.turns.at(-1)))?.[1] ?? "";
  const findings = change.split("\n").flatMap((each) => {
    const [, number, line = ""] = /^(\d+)\t\+(.*)$/.exec(each) ?? [];
    const rule = rules.find((candidate) => candidate.line.test(line));
    if (!rule || number === undefined) return [];
    return {
      line: Number(number),
      severity: rule.severity,
      title: rule.title[language],
      body: `${rule.body[language]}\n\n${language === 0 ? "*By a rule of the built-in emulator, not by a model.*" : "*由内置模拟器的规则给出，不是模型。*"}`,
      old_text: line,
      ...(rule.mend && { new_text: rule.mend(line) }),
    };
  });
  return JSON.stringify({ findings }, undefined, 1);
}
