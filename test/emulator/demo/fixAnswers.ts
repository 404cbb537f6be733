// What is said about the fault once it is found: the change, the plan, the report.
import type { ScriptedToolCall } from "../script.ts";
import { type Failure, lineOf } from "./project.ts";
import type { Found } from "./repair.ts";
import { type RunSoFar, words } from "./runSoFar.ts";
import { call, type DemoStep } from "./step.ts";
import { passedIn, type TestRun } from "./testRun.ts";

/** Why, in a sentence with the places. */
function cause(run: RunSoFar, { path, repair, failure, testPath, test, name }: Found): string {
  const line = failure?.line ?? lineOf(test, `${name}(1.995)`);
  const place = `\`${testPath}:${line || 1}\``;
  return words(
    run,
    `\`${path}:${repair.line}\` rounds the minutes apart from the hours, so that 59.7 minutes become 60 and no hour more; the test at ${place} shows it.`,
    `\`${path}:${repair.line}\` 把分钟和小时分开取整,59.7 分钟就成了 60 分钟而没有进位;${place} 的测试说明了这一点。`,
  );
}

/** The change as a block to read. */
function block({ repair }: Found): string {
  const lines = (text: string, mark: string) => text.split("\n").map((line) => mark + line);
  return ["```diff", ...lines(repair.oldText, "-"), ...lines(repair.newText, "+"), "```"].join("\n");
}

/** Makes the change. */
export function change(run: RunSoFar, found: Found, before: ScriptedToolCall[]): DemoStep {
  const { path, repair } = found;
  return {
    thought: words(
      run,
      "Round all of it to minutes first, then split: one place, three lines.",
      "先整体取整到分钟,再拆分:一处,三行。",
    ),
    text: cause(run, found),
    calls: [...before, call("edit_file", { path, old_text: repair.oldText, new_text: repair.newText })],
  };
}

/** The ends of a run, and the steps before them. */
export const report = {
  unknown: (run: RunSoFar, path: string, failure: Failure | undefined): DemoStep => ({
    thought: words(run, "I know of no rule for this.", "没有适用的规则。"),
    text: words(
      run,
      `I read \`${path}\`${failure ? ` for the failure at \`${failure.path}:${failure.line}\`` : ""}, but see nothing there that I know how to mend. The emulator only knows the fault of the sample project.`,
      `我读了 \`${path}\`${failure ? `(失败位置 \`${failure.path}:${failure.line}\`)` : ""},但没有看到我会修复的问题。模拟器只认识示例项目里的错误。`,
    ),
  }),

  plan: (run: RunSoFar, found: Found): DemoStep => ({
    thought: words(run, "Enough is read for a plan.", "已经读够,可以写计划。"),
    text: words(
      run,
      `${cause(run, found)}\n\nThe plan to fix the failing test:\n\n1. In \`${found.path}:${found.repair.line - 1}\`, round \`${found.repair.value}\` to whole minutes first.\n2. Take hours and minutes from that number.\n3. Run the tests.`,
      `${cause(run, found)}\n\n修复测试的计划:\n\n1. 在 \`${found.path}:${found.repair.line - 1}\` 先把 \`${found.repair.value}\` 取整到分钟。\n2. 再由这个数得到小时和分钟。\n3. 运行测试。`,
    ),
  }),

  explanation: (run: RunSoFar, found: Found): DemoStep => ({
    thought: words(run, "I may only read, so I say what is wrong.", "我只能读取,所以说明问题所在。"),
    text: `${cause(run, found)}\n\n${words(run, "This would mend it:", "可以这样修改:")}\n\n${block(found)}`,
  }),

  notAllowed: (run: RunSoFar, found: Found, text: string): DemoStep => ({
    thought: words(run, `The change was denied: ${text}`, `修改被拒绝:${text}`),
    text: `${words(run, "You did not allow the change, so I left the file as it is. This is what I would have changed:", "你没有允许修改,文件保持原样。我本来会这样改:")}\n\n${block(found)}`,
  }),

  notChanged: (run: RunSoFar, found: Found, text: string): DemoStep => ({
    thought: words(run, "Twice is enough.", "两次已经够了。"),
    text: `${words(run, `The change did not go in: ${text}\n\nIt would be:`, `修改没有成功:${text}\n\n应当这样改:`)}\n\n${block(found)}`,
  }),

  runAgain: (run: RunSoFar, step: DemoStep, before: ScriptedToolCall[]): DemoStep => ({
    thought: words(run, "The file is changed. Do the tests agree?", "文件已修改。测试通过吗?"),
    text: words(run, "Changed. I run the tests again.", "已修改,重新运行测试。"),
    calls: [...before, ...(step.calls ?? [])],
  }),

  allDone: (run: RunSoFar, calls: ScriptedToolCall[]): DemoStep => ({
    thought: words(run, "It passes. The list is done.", "通过了,任务完成。"),
    text: words(run, "They pass.", "测试通过。"),
    calls,
  }),

  end: (run: RunSoFar, found: Found, check: TestRun): DemoStep => {
    const { path, repair } = found;
    const changed = words(
      run,
      `In \`${path}:${repair.line - 1}\` minutes are now rounded first and split into hours and minutes after that.`,
      `现在 \`${path}:${repair.line - 1}\` 先取整到分钟,再拆成小时和分钟。`,
    );
    return {
      thought: words(run, "Now the report.", "现在做总结。"),
      text: `${verdict(run, check)}\n\n- ${cause(run, found)}\n- ${changed}`,
    };
  },
};

function verdict(run: RunSoFar, check: TestRun): string {
  if (check.state === "passed") {
    const count = passedIn(check.text);
    return count === undefined
      ? words(run, "The tests pass now.", "测试现在通过了。")
      : words(run, `All ${count} tests pass now.`, `${count} 个测试现在全部通过。`);
  }
  if (check.state === "failing")
    return words(
      run,
      "A test still fails; look at the output of the last run.",
      "仍有测试失败,请看最后一次运行的输出。",
    );
  return words(
    run,
    "The change is made, but not checked: the tests did not run. `node --test` runs them.",
    "修改已完成,但没有验证:测试没有运行。可以用 `node --test` 运行。",
  );
}
