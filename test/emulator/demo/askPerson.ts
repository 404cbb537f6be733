// "Ask me": a question with options, then what was chosen.
import { cannotLook } from "./explain.ts";
import { exportsOf, isSource, pathsIn } from "./project.ts";
import { fileIn, type RunSoFar, resultsOf, wasRead, words } from "./runSoFar.ts";
import { call, type DemoStep } from "./step.ts";

/** The next step. */
export function askPerson(run: RunSoFar): DemoStep {
  const listing = resultsOf(run, "list_files")[0];
  if (!listing)
    return {
      thought: words(
        run,
        "To ask something sensible I need to know what is here.",
        "要提出有意义的问题,得先知道这里有什么。",
      ),
      text: words(run, "I look what there is to choose from.", "先看看有哪些可选。"),
      calls: [call("list_files")],
    };
  if (listing.outcome !== "ok") return cannotLook(run, listing.text);
  const paths = pathsIn(listing.text);
  const sources = paths.filter(isSource);
  const answered = resultsOf(run, "ask_user")[0];
  if (!answered)
    return {
      thought: words(run, "Only the person can know which file matters to them.", "只有对方知道哪个文件重要。"),
      text: words(run, "One thing only you can decide.", "有一件事只有你能决定。"),
      calls: [
        call("ask_user", {
          question: words(run, "Which file shall I explain?", "要我解释哪个文件?"),
          options: (sources.length > 0 ? sources : paths).slice(0, 4),
        }),
      ],
    };
  if (answered.outcome !== "ok")
    return {
      thought: words(run, "No answer, so I do not guess.", "没有回答,我不猜。"),
      text: words(run, "You did not choose, so I leave it at that.", "你没有选择,我就到此为止。"),
    };
  const chosen = paths.filter((path) => answered.text.includes(path)).sort((a, b) => b.length - a.length)[0];
  if (chosen === undefined)
    return {
      thought: words(run, "An answer of their own.", "这是对方自己的回答。"),
      text: words(run, `You said: ${answered.text}`, `你说:${answered.text}`),
    };
  if (!wasRead(run, chosen))
    return {
      thought: words(run, `${chosen} it is.`, `那就看 ${chosen}。`),
      text: words(run, `I read \`${chosen}\`.`, `我来读 \`${chosen}\`。`),
      calls: [call("read_file", { path: chosen })],
    };
  const text = fileIn(run, chosen);
  const parts = exportsOf(text ?? "").map(
    ({ name, line, says }) => `- \`${name}\` (\`${chosen}:${line}\`)${says && `: ${says}`}`,
  );
  const lines = text?.trimEnd().split("\n").length ?? 0;
  return {
    thought: words(run, "Read; now the answer.", "读完了,可以回答。"),
    text:
      text === undefined
        ? words(run, `\`${chosen}\` could not be read.`, `无法读取 \`${chosen}\`。`)
        : `${words(run, `You chose \`${chosen}\`. It has ${lines} lines.`, `你选择了 \`${chosen}\`,共 ${lines} 行。`)}\n\n${parts.join("\n")}`,
  };
}
