// "Fix the failing test": look, run, find the cause, change it, run again, report. Each step follows from what the calls
// before it returned; without leave to run or to change, it does what is left to do.
import { cannotLook, overviewOf } from "./explain.ts";
import { change, report } from "./fixAnswers.ts";
import { type Failure, failureIn, importsOf, isTest, nearestFile, pathsIn, readManifest } from "./project.ts";
import { type Found, repairOf } from "./repair.ts";
import { fileIn, type RunSoFar, resultsOf, wasRead, words } from "./runSoFar.ts";
import { call, type DemoStep, todos } from "./step.ts";
import { type TestRun, testRunSince } from "./testRun.ts";

/** The next step. */
export function fix(run: RunSoFar): DemoStep {
  const items = run.chinese
    ? ["看看测试结果", "找出原因", "修改代码", "重新运行测试"]
    : ["See what the tests say", "Find the cause", "Change the code", "Run the tests again"];
  const listing = resultsOf(run, "list_files")[0];
  if (!listing)
    return {
      thought: words(run, "First I look at what is here and how its tests run.", "先看看有什么文件、测试怎么运行。"),
      text: words(run, "I look at the project, then run its tests.", "我先看项目,再运行测试。"),
      calls: [...todos(run, items, 0), call("list_files")],
    };
  if (listing.outcome !== "ok") return cannotLook(run, listing.text);
  const paths = pathsIn(listing.text);
  const unread = overviewOf(paths).filter((path) => !wasRead(run, path));
  if (unread.length > 0)
    return {
      thought: words(run, "package.json says how the tests run.", "package.json 会说明测试怎么运行。"),
      text: words(run, "How are the tests run?", "测试怎么运行?"),
      calls: unread.map((path) => call("read_file", { path })),
    };
  const firstRun: TestRun = run.mode === "agent" ? testRunSince(run, 0) : { state: "denied", text: "" };
  const edit = resultsOf(run, "edit_file").find(({ outcome }) => outcome === "ok");
  if (!edit) {
    const step = runTests(run, paths, firstRun);
    if (step) return step;
  }
  if (firstRun.state === "passed" && !edit)
    return {
      thought: words(run, "Nothing fails.", "没有失败的测试。"),
      text: words(run, "All tests pass already, so I changed nothing.", "所有测试都已通过,我没有改动。"),
    };
  return afterTests(run, paths, items);
}

/** Runs the tests, or waits for them; undefined when it is known how they went, or will not be. */
function runTests(run: RunSoFar, paths: readonly string[], tests: TestRun): DemoStep | undefined {
  if (tests.state === "running")
    return {
      thought: words(run, "It takes longer than expected.", "比预期更久。"),
      text: words(
        run,
        "The tests are still running; I look at what they say so far.",
        "测试还在运行,先看看目前的输出。",
      ),
      calls: [call("command_output", { id: tests.id })],
    };
  if (tests.state !== "none") return undefined;
  const manifest = nearestFile(paths, "package.json");
  const script = readManifest(manifest === undefined ? undefined : fileIn(run, manifest)).test || "node --test";
  if (tests.retry)
    return {
      thought: words(run, "The command did not run. Once more, another way.", "命令没有运行,换一种方式再试一次。"),
      text: words(run, "That did not run. I try once more.", "命令没有运行,我再试一次。"),
      calls: [call("run_command", { command: "npm test" })],
    };
  return {
    thought: words(run, `The tests run with ${script}.`, `测试用 ${script} 运行。`),
    text: words(run, "I run the tests.", "运行测试。"),
    calls: [call("run_command", { command: script })],
  };
}

/** The first failure that any of the runs before the change told of. */
function failureOf(run: RunSoFar, paths: readonly string[]): Failure | undefined {
  for (const { text } of [...resultsOf(run, "run_command"), ...resultsOf(run, "command_output")]) {
    const failure = failureIn(text, paths);
    if (failure) return failure;
  }
  return undefined;
}

function afterTests(run: RunSoFar, paths: readonly string[], items: readonly string[]): DemoStep {
  const failure = failureOf(run, paths);
  const testPath = failure?.path ?? paths.find(isTest);
  if (testPath === undefined)
    return {
      thought: words(run, "There is no test to go by.", "没有测试可依据。"),
      text: words(run, "I found no test in this project.", "这个项目里没有找到测试。"),
    };
  if (!wasRead(run, testPath)) return readTest(run, testPath, failure, items);
  const test = fileIn(run, testPath);
  const imported = importsOf(test ?? "", testPath, paths)[0];
  if (!imported)
    return {
      thought: words(run, "The test does not lead to any code.", "从测试找不到对应的代码。"),
      text: words(
        run,
        `\`${testPath}\` could not be read, or imports no file of this project.`,
        `无法读取 \`${testPath}\`,或它没有导入项目中的文件。`,
      ),
    };
  const { path, names } = imported;
  const line = test?.split("\n")[(failure?.line ?? 0) - 1] ?? "";
  const name = names.find((each) => line.includes(each)) ?? names[0] ?? "";
  if (!wasRead(run, path))
    return {
      thought: words(run, `The test calls ${name} of ${path}.`, `测试调用了 ${path} 里的 ${name}。`),
      text: words(run, `What does \`${name}\` do, and who else uses it?`, `\`${name}\` 做了什么,还有谁在用?`),
      calls: [
        ...(run.tools.includes("search_text") ? [call("search_text", { query: name })] : []),
        call("read_file", { path }),
      ],
    };
  const texts = resultsOf(run, "read_file").filter(({ args, outcome }) => args.path === path && outcome === "ok");
  const repair = texts.length > 0 ? (repairOf(fileIn(run, path) ?? "") ?? undefined) : undefined;
  if (!repair) return report.unknown(run, path, failure);
  const found = { path, name, test: test ?? "", testPath, failure, repair };
  if (run.mode === "plan") return report.plan(run, found);
  if (run.mode === "ask") return report.explanation(run, found);
  return changeAndCheck(run, paths, items, found);
}

function readTest(run: RunSoFar, path: string, failure: Failure | undefined, items: readonly string[]): DemoStep {
  const calls = [...todos(run, items, 1), call("read_file", { path })];
  if (failure)
    return {
      thought: words(
        run,
        `"${failure.name}" fails: it got ${failure.actual}.`,
        `“${failure.name}”失败:得到 ${failure.actual}。`,
      ),
      text: words(
        run,
        `One test fails: \`${path}:${failure.line}\` expects \`${failure.expected}\` and gets \`${failure.actual}\`.`,
        `有一个测试失败:\`${path}:${failure.line}\` 期望 \`${failure.expected}\`,得到 \`${failure.actual}\`。`,
      ),
      calls,
    };
  const denied = resultsOf(run, "run_command").some(({ outcome }) => outcome === "denied");
  return {
    thought: words(run, "Without a run I go by what the test says.", "没有运行结果,就看测试怎么写。"),
    text: denied
      ? words(run, "You did not allow the command, so I go by the test itself.", "你没有允许运行命令,我就直接看测试。")
      : words(run, "I read the test.", "我来读测试。"),
    calls,
  };
}

function changeAndCheck(run: RunSoFar, paths: readonly string[], items: readonly string[], found: Found): DemoStep {
  const edits = resultsOf(run, "edit_file");
  const last = edits.at(-1);
  if (last?.outcome === "denied") return report.notAllowed(run, found, last.text);
  const done = edits.find(({ outcome }) => outcome === "ok");
  if (!done) {
    const readSince = resultsOf(run, "read_file").some(
      ({ step, args }) => args.path === found.path && step > (last?.step ?? 0),
    );
    if (edits.length > 1) return report.notChanged(run, found, last?.text ?? "");
    if (last && !readSince)
      return {
        thought: words(
          run,
          "The change was not made. The file may be different by now.",
          "修改没有成功,文件可能已经变化。",
        ),
        text: words(run, "The change did not go in. I read the file again.", "修改没有成功,我重新读取文件。"),
        calls: [call("read_file", { path: found.path })],
      };
    return change(run, found, todos(run, items, 2));
  }
  const check = testRunSince(run, done.step + 1);
  const step = runTests(run, paths, check);
  if (step) return check.state === "none" && !check.retry ? report.runAgain(run, step, todos(run, items, 3)) : step;
  const finished = todos(run, items, items.length);
  const toldAt = resultsOf(run, "update_todos").at(-1)?.step ?? 0;
  const checkedAt = resultsOf(run, "run_command").at(-1)?.step ?? 0;
  if (check.state === "passed" && finished.length > 0 && toldAt <= checkedAt) return report.allDone(run, finished);
  return report.end(run, found, check);
}
