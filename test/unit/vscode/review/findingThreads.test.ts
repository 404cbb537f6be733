// What a finding's Fix does where the review proposed nothing.

import { beforeEach, expect, test, vi } from "vitest";

const lines = vi.hoisted(() => ["one();", "", "if (a) {", "  two();", "}"]);
const executeCommand = vi.hoisted(() => vi.fn<(command: string, argument?: unknown) => Promise<void>>());
const opened = vi.hoisted(() => [] as object[]);
const said = vi.hoisted(() => vi.fn());

vi.mock("vscode", () => {
  class Position {
    constructor(
      readonly line: number,
      readonly character: number,
    ) {}
  }
  class Range {
    readonly start: Position;
    readonly end: Position;
    constructor(start: Position | number, end: Position | number, endLine = 0, endCharacter = 0) {
      this.start = typeof start === "number" ? new Position(start, end as number) : start;
      this.end = typeof end === "number" ? new Position(endLine, endCharacter) : end;
    }
  }
  const lineAt = (line: number) => {
    const text = lines[line] ?? "";
    return { text, range: new Range(line, 0, line, text.length) };
  };
  const document = { lineCount: lines.length, lineAt };
  return {
    Position,
    Range,
    MarkdownString: class {},
    CommentMode: {},
    CommentThreadState: {},
    CommentThreadCollapsibleState: {},
    SymbolKind: {},
    l10n: { t: (text: string) => text },
    commands: { executeCommand },
    workspace: { openTextDocument: async (uri: object) => ({ ...document, uri }) },
    comments: {
      createCommentController: () => ({
        createCommentThread: (uri: object, range: object) => {
          opened.push({ uri, range, dispose: () => {} });
          return opened.at(-1);
        },
        dispose: () => {},
      }),
    },
  };
});
vi.mock("../../../../src/vscode/messages/messages.ts", () => ({ showInformation: said }));
vi.mock("../../../../src/vscode/edit/showProposal.ts", () => ({ showProposal: async () => {} }));

import * as vscode from "vscode";
import type { Finding } from "../../../../src/core/review/finding.ts";
import type { ReviewFile } from "../../../../src/core/review/planReview.ts";
import { Emitter } from "../../../../src/core/util/emitter.ts";
import type { Proposals } from "../../../../src/vscode/edit/proposals.ts";
import { FindingThreads } from "../../../../src/vscode/review/findingThreads.ts";

const uri = { toString: () => "file:///w/a.ts" } as vscode.Uri;
const hunk = { start: 1, lines: lines.map((text, nth) => ({ sign: "+", number: nth + 1, text }) as const) };
const file: ReviewFile = { path: "a.ts", paths: ["a.ts"], hunks: [hunk], cut: 0 };
const note: Finding = {
  severity: "warning",
  title: "It fails",
  body: "Because.",
  line: 4,
  oldText: "two();",
  newText: undefined,
};

/** A proposal as far as a finding looks at it. */
function proposalAt(start: number, end: number) {
  const changed = new Emitter<void>();
  const proposal = { uri, edit: { region: { start, end }, state: "streaming" }, wasAccepted: false };
  const decide = (wasAccepted: boolean) => {
    Object.assign(proposal, { wasAccepted, edit: { ...proposal.edit, state: "closed" } });
    changed.fire();
  };
  return Object.assign(proposal, { onDidChange: changed.event, decide });
}

const created = new Emitter<ReturnType<typeof proposalAt>>();
const proposals = { in: () => [], onDidChange: created.event } as unknown as Proposals;

/** `finding` as it is shown, and what is done with it. */
async function show(finding: Finding) {
  const threads = new FindingThreads(proposals);
  await threads.add(uri, file, [finding]);
  const thread = opened.at(-1) as vscode.CommentThread;
  return { threads, thread };
}

beforeEach(() => {
  executeCommand.mockReset();
  executeCommand.mockResolvedValue();
  said.mockReset();
});
const fixes = () => executeCommand.mock.calls.filter(([command]) => command === "mimo.fix");

test("the action Fix is asked for its place, with what it says", async () => {
  const { threads, thread } = await show(note);
  expect(thread.contextValue).toBe("fix");
  await threads.fix(thread);
  expect(fixes()).toEqual([
    ["mimo.fix", { uri, range: new vscode.Range(3, 0, 3, 8), around: true, problem: "It fails\n\nBecause." }],
  ]);
});

test("what has no place is only said", async () => {
  const { thread } = await show({ ...note, oldText: "nowhere();" });
  expect(thread.contextValue).toBe("note");
});

test("while a proposal waits there is no second Fix; accepted, the finding goes, and else it stands as before", async () => {
  for (const wasAccepted of [true, false]) {
    const proposal = proposalAt(2, 5);
    executeCommand.mockImplementation(async (command) => {
      if (command !== "mimo.fix") return;
      created.fire(proposalAt(0, 1));
      created.fire(proposal);
    });
    const { threads, thread } = await show(note);
    await threads.fix(thread);
    expect(thread.contextValue).toBe("proposed");
    proposal.decide(wasAccepted);
    expect(threads.count).toBe(wasAccepted ? 0 : 1);
    expect(thread.contextValue).toBe(wasAccepted ? "proposed" : "fix");
  }
});

test("where nothing came of it, it can be tried again", async () => {
  const { threads, thread } = await show(note);
  await threads.fix(thread);
  expect(thread.contextValue).toBe("fix");
  executeCommand.mockImplementation(async (command) => {
    if (command === "mimo.fix") throw new Error("no");
  });
  await expect(threads.fix(thread)).rejects.toThrow("no");
  expect(thread.contextValue).toBe("fix");
});

test("where its code is gone by now nothing is asked", async () => {
  const { threads, thread } = await show(note);
  const kept = lines.splice(3, 1, "  three();");
  await threads.fix(thread);
  lines.splice(3, 1, ...kept);
  expect(fixes()).toEqual([]);
  expect(said).toHaveBeenCalledWith("The code that this finding is about is not there any more.");
});
