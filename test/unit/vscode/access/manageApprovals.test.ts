// The list of what was agreed to and forbidden, with a quick pick and an input box that a test answers.

import { beforeEach, expect, test, vi } from "vitest";

interface Item {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly kind?: number;
}
type Answer = (items: readonly Item[], checked: readonly Item[]) => readonly Item[] | "button" | "close";

const ui = vi.hoisted(() => ({
  answers: [] as Answer[],
  lists: [] as (readonly Item[])[],
  typed: undefined as string | undefined,
  message: undefined as string | undefined,
}));

vi.mock("vscode", () => ({
  l10n: { t: (text: string, ...args: unknown[]) => text.replace(/\{(\d)\}/g, (_, at) => String(args[Number(at)])) },
  ThemeIcon: class {},
  QuickPickItemKind: { Separator: -1 },
  Uri: { file: (path: string) => ({ fsPath: path }) },
  workspace: {
    workspaceFolders: [{ uri: { fsPath: "/w/app" } }],
    asRelativePath: ({ fsPath }: { fsPath: string }) => fsPath.replace("/w/", ""),
  },
  window: {
    showInputBox: async () => ui.typed,
    showInformationMessage: async (text: string, button: string) => {
      ui.message = text;
      return ui.typed === undefined ? undefined : button;
    },
    createQuickPick: () => {
      const heard: Record<string, () => void> = {};
      const on = (name: string) => (listener: () => void) => {
        heard[name] = listener;
      };
      const list = {
        items: [] as readonly Item[],
        selectedItems: [] as readonly Item[],
        onDidTriggerButton: on("button"),
        onDidAccept: on("accept"),
        onDidHide: on("close"),
        hide: () => heard.close?.(),
        dispose: () => {},
        show: () => {
          ui.lists.push(list.items);
          const answer = ui.answers.shift()?.(list.items, list.selectedItems) ?? "close";
          if (typeof answer === "string") heard[answer]?.();
          else {
            list.selectedItems = answer;
            heard.accept?.();
          }
        },
      };
      return list;
    },
  },
}));

import { Consents, outsideOfChats } from "../../../../src/core/access/consents.ts";
import { ApprovalRules } from "../../../../src/core/agent/approvals/approvalRules.ts";
import { manageApprovals } from "../../../../src/vscode/access/manageApprovals.ts";

beforeEach(() => Object.assign(ui, { answers: [], lists: [], typed: undefined, message: undefined }));

function make() {
  let stored: unknown;
  const consents = new Consents({ load: () => undefined, save: () => {} });
  const rules = new ApprovalRules({ load: () => undefined, save: (kept) => (stored = kept) });
  const folder = "/w/app";
  consents.allow([{ address: "file:///w/app/.env", path: ".env", reasons: ["secret-name"] }], { chat: outsideOfChats });
  rules.add([{ kind: "command", match: "exact", command: "npm test", shell: "bash", folder }], { chat: "a" });
  rules.add([{ kind: "command", match: "leading", words: ["npm", "run"], folder: "/w/app/sub" }], "workspace");
  rules.add([{ kind: "command", match: "leading", words: ["git", "push"], folder: "" }], "workspace", "deny");
  return { consents, rules, stored: () => stored };
}

const rows = (items: readonly Item[] | undefined) =>
  items?.map(({ label, description, detail, kind }) =>
    kind === -1 ? `— ${label}` : [label, description, detail].join(" | "),
  );

test("by group, with what each means and where it holds", async () => {
  const { consents, rules } = make();
  await manageApprovals(consents, rules);
  expect(rows(ui.lists[0])).toEqual([
    "— Files that may be sent",
    ".env | until this window closes | Sent although: named like a file of secrets",
    "— What may run",
    "npm test | in one chat | This command runs without a question",
    "npm run | in this workspace | Commands that begin so run without a question in app/sub",
    "— What never runs",
    "git push | in this workspace | Commands that begin so never run",
  ]);
});

test("what is unchecked is taken back, one or all, and nothing when it is closed", async () => {
  const { consents, rules } = make();
  ui.answers = [
    () => "close",
    (_, checked) => checked,
    (_, checked) => checked.filter(({ label }) => label !== "npm run"),
  ];
  await manageApprovals(consents, rules);
  await manageApprovals(consents, rules);
  expect([rules.all.length, consents.all.length]).toEqual([3, 1]);
  await manageApprovals(consents, rules);
  expect(rules.all.map(({ subject }) => JSON.stringify(subject)).join()).not.toContain("run");
  ui.answers = [() => []];
  await manageApprovals(consents, rules);
  expect([rules.all, consents.all]).toEqual([[], []]);
});

test("commands are forbidden by the words they begin with, for good and in all folders", async () => {
  const { consents, rules, stored } = make();
  ui.typed = "  rm   -rf ";
  ui.answers = [() => "button"];
  await manageApprovals(consents, rules);
  expect(ui.lists).toHaveLength(2);
  expect(rules.all.at(-1)).toEqual({
    effect: "deny",
    subject: { kind: "command", match: "leading", words: ["rm", "-rf"], folder: "" },
    scope: "workspace",
  });
  const kept = new ApprovalRules({ load: stored, save: () => {} });
  expect(kept.all.filter(({ effect }) => effect === "deny").map(({ subject }) => subject)).toEqual(
    rules.all.filter(({ effect }) => effect === "deny").map(({ subject }) => subject),
  );
});

test("also where nothing was agreed to yet; an empty line forbids nothing", async () => {
  const consents = new Consents({ load: () => undefined, save: () => {} });
  const rules = new ApprovalRules({ load: () => undefined, save: () => {} });
  await manageApprovals(consents, rules);
  expect(ui.message).toBe("You have agreed to nothing here yet.");
  ui.typed = "   ";
  await manageApprovals(consents, rules);
  expect(rules.all).toEqual([]);
  ui.typed = "curl";
  await manageApprovals(consents, rules);
  expect(rules.all).toHaveLength(1);
  expect(ui.lists).toHaveLength(1);
});
