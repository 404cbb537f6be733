// The bench's edits over the files that are installed anyway: none may come out wrong.

import { expect, test } from "vitest";
import { judgeAgentEdit } from "../../../../bench/agentEdits/agentEdits.ts";
import { agentEdits } from "../../../../bench/agentEdits/cases.ts";
import { readInstalled } from "../../../../bench/edits/sources.ts";

test("edits as models write them: none is wrong, and nearly all with one reading are done", async () => {
  const files = (await readInstalled()).filter((_, at) => at % 4 === 0);
  const edits = agentEdits(files, 8);
  expect(edits.length).toBeGreaterThan(200);
  const judged = edits.map((edit) => ({ edit, verdict: judgeAgentEdit(edit) }));
  const wrong = judged.filter(({ verdict }) => verdict === "wrong");
  expect(wrong.map(({ edit: { kind, path, old, fresh } }) => ({ kind, path, old, fresh }))).toEqual([]);
  const meant = judged.filter(({ edit }) => edit.expected !== undefined && !edit.isOpen);
  expect(meant.filter(({ verdict }) => verdict === "refused").length).toBeLessThanOrEqual(meant.length * 0.05);
});
