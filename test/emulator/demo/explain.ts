// "Explain what this project does": list, read what tells the most, then the code, then say it.
import { exportsOf, isSource, lineOf, nearestFile, pathsIn, readManifest } from "./project.ts";
import { fileIn, type RunSoFar, resultsOf, wasRead, words } from "./runSoFar.ts";
import { call, type DemoStep } from "./step.ts";

/** Files of code that are read. */
const readAtMost = 3;

/** The next step. */
export function explain(run: RunSoFar): DemoStep {
  const listing = resultsOf(run, "list_files")[0];
  if (!listing)
    return {
      thought: words(
        run,
        "I know nothing of this project yet. Its list of files says what to read.",
        "我还不了解这个项目,先看看文件列表。",
      ),
      text: words(run, "I look at what is here first.", "先看看这里有什么。"),
      calls: [call("list_files")],
    };
  if (listing.outcome !== "ok") return cannotLook(run, listing.text);
  const paths = pathsIn(listing.text);
  const overview = overviewOf(paths);
  const unread = overview.filter((path) => !wasRead(run, path));
  if (unread.length > 0)
    return {
      thought: words(
        run,
        `${paths.length} files. ${unread.join(" and ")} should say what they are for.`,
        `共有 ${paths.length} 个文件。${unread.join(" 和 ")} 应该会说明用途。`,
      ),
      text: words(run, "The description first.", "先看说明。"),
      calls: unread.map((path) => call("read_file", { path })),
    };
  const sources = paths.filter(isSource).slice(0, readAtMost);
  const more = sources.filter((path) => !wasRead(run, path));
  if (more.length > 0)
    return {
      thought: words(
        run,
        "The description says what it is meant to do. Now what the code does.",
        "说明讲了目的,现在看代码实际做什么。",
      ),
      text: words(run, "Now the code.", "现在看代码。"),
      calls: more.map((path) => call("read_file", { path })),
    };
  return {
    thought: words(run, "That is enough to answer.", "信息足够了,可以回答。"),
    text: answer(run, paths, sources),
  };
}

/** The files that describe a project. */
export function overviewOf(paths: readonly string[]): string[] {
  return ["package.json", "README.md"].flatMap((name) => nearestFile(paths, name) ?? []);
}

/** The end of a run that may not even list the files. */
export function cannotLook(run: RunSoFar, reason: string): DemoStep {
  return {
    thought: words(run, "Without the list there is nothing to go by.", "没有文件列表,就无从下手。"),
    text: words(run, `I could not look at the files: ${reason}`, `无法查看文件:${reason}`),
  };
}

function answer(run: RunSoFar, paths: readonly string[], sources: readonly string[]): string {
  const manifestPath = nearestFile(paths, "package.json");
  const manifestText = manifestPath === undefined ? undefined : fileIn(run, manifestPath);
  const { name, description, test } = readManifest(manifestText);
  const readme = overviewOf(paths).find((path) => path.endsWith(".md"));
  const paragraph = (readme === undefined ? undefined : fileIn(run, readme))
    ?.split(/\n\s*\n/)
    .find((each) => !each.startsWith("#"));
  const lines = sources.flatMap((path) => {
    const text = fileIn(run, path);
    if (text === undefined) return [`- \`${path}\`: ${words(run, "could not be read", "无法读取")}`];
    const parts = exportsOf(text).map(
      ({ name: part, line, says }) => `\`${part}\` (\`${path}:${line}\`)${says && `: ${says}`}`,
    );
    return parts.length > 0 ? parts.map((part) => `- ${part}`) : [`- \`${path}:1\``];
  });
  const place =
    manifestPath === undefined ? "" : ` (\`${manifestPath}:${lineOf(manifestText ?? "", '"description"') || 1}\`)`;
  return [
    `**${name || words(run, "This project", "这个项目")}**${description && `: ${description}${place}`}`,
    paragraph?.replace(/\s*\n\s*/g, " "),
    words(run, "What the code does:", "代码的内容:"),
    lines.join("\n"),
    test && words(run, `Its tests run with \`${test}\`.`, `测试用 \`${test}\` 运行。`),
  ]
    .filter(Boolean)
    .join("\n\n");
}
