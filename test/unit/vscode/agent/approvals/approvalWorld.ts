// A workspace on a real disk with the approvals of its window, for tests that replace `vscode` by fakeVscode.ts.

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { Consents } from "../../../../../src/core/access/consents.ts";
import { ReadGate } from "../../../../../src/core/access/readGate.ts";
import { findSecretText } from "../../../../../src/core/access/secretText.ts";
import { judgeWrite, type WriteAct } from "../../../../../src/core/access/writeGate.ts";
import { AgreedWrites } from "../../../../../src/core/agent/approvals/agreedWrites.ts";
import type { ApprovalQuestion } from "../../../../../src/core/agent/approvals/approvalQuestion.ts";
import { ApprovalRules } from "../../../../../src/core/agent/approvals/approvalRules.ts";
import { readShell } from "../../../../../src/core/agent/approvals/command/readShell.ts";
import { JudgedCommands } from "../../../../../src/core/agent/approvals/judgedCommands.ts";
import { JudgedFolders } from "../../../../../src/core/agent/approvals/judgedFolders.ts";
import { JudgedPages } from "../../../../../src/core/agent/approvals/judgedPages.ts";
import type { Judgement } from "../../../../../src/core/agent/runPorts.ts";
import type { SandboxState } from "../../../../../src/core/agent/sandbox/sandboxState.ts";
import type { AgentMode } from "../../../../../src/core/conversation/userTurn.ts";
import { agentTools } from "../../../../../src/core/tools/agentTools.ts";
import type { ForeignToolId } from "../../../../../src/core/tools/foreign/foreignTool.ts";
import { placeOf, type WorkspaceFolder } from "../../../../../src/core/tools/placeOf.ts";
import { type PreparedCall, prepareCall } from "../../../../../src/core/tools/prepareCall.ts";
import { realPlaceOf } from "../../../../../src/vscode/access/isInsideWorkspace.ts";
import { writeWorldOf } from "../../../../../src/vscode/access/writeWorld.ts";
import { approvalWords } from "../../../../../src/vscode/agent/approvals/approvalWords.ts";
import { createApprovals } from "../../../../../src/vscode/agent/approvals/createApprovals.ts";
import { t } from "./english.ts";
import { theWindow, Uri, workspace } from "./fakeVscode.ts";

/** What is on the disk: text, a folder (`null`), or a link to there. */
export type Entries = Readonly<Record<string, string | null | { readonly to: string }>>;

/** A call as the run prepares it. */
export function call(name: string, args: Readonly<Record<string, unknown>>): PreparedCall {
  const prepared = prepareCall(agentTools, name, JSON.stringify(args));
  if (prepared.type !== "call") throw new Error(prepared.text);
  return prepared;
}

/** A command line. */
export const command = (line: string, cwd?: string): PreparedCall =>
  call("run_command", { command: line, ...(cwd !== undefined && { cwd }) });

/** A window with the folder `app` (or `roots`) of a disk that goes with the test. */
export function approvalWorld(entries: Entries, roots: readonly string[] = ["app"]) {
  const base = realpathSync(mkdtempSync(join(tmpdir(), "mimo-approvals-")));
  onTestFinished(() => rmSync(base, { recursive: true, force: true }));
  const put = (all: Entries) => {
    for (const [path, entry] of Object.entries(all)) {
      const place = join(base, path);
      mkdirSync(dirname(place), { recursive: true });
      if (entry === null) mkdirSync(place, { recursive: true });
      else if (typeof entry === "string") writeFileSync(place, entry);
      else {
        rmSync(place, { force: true, recursive: true });
        symlinkSync(entry.to, place);
      }
    }
  };
  for (const root of roots) mkdirSync(join(base, root), { recursive: true });
  put(entries);
  Object.assign(theWindow, { isTrusted: true, folders: roots.map((root) => join(base, root)) });

  const consents = new Consents({ load: () => undefined, save: () => {} });
  const stored = { rules: undefined as string | undefined };
  const rules = new ApprovalRules({ load: () => undefined, save: (kept) => (stored.rules = kept) });
  const agreedWrites = new AgreedWrites();
  const judgedFolders = new JudgedFolders();
  const judgedCommands = new JudgedCommands();
  const judgedPages = new JudgedPages();
  const gate = new ReadGate(readPorts(), consents);
  const window = {
    mode: "agent" as AgentMode,
    shell: "bash" as "bash" | "zsh" | "powershell",
    isChosen: (_tool: ForeignToolId): boolean => true,
    sandbox: { type: "off" } as SandboxState,
    /** What the person wrote in the chat. */
    typed: [] as readonly string[],
  };
  const approvals = createApprovals({
    gate,
    consents,
    rules,
    agreedWrites,
    judgedFolders,
    judgedCommands,
    judgedPages,
    isChosen: (tool) => window.isChosen(tool),
    sandboxOf: async () => window.sandbox,
    readShell: async () => readShell,
    commandShell: () => ({ kind: window.shell }),
    placesOfReading: async (_, input, { chat }) => {
      const { path, from } = input as { readonly path?: string; readonly from?: string };
      const found = placeOf(path ?? from ?? "", folders());
      if (found.type === "problem") return found;
      const address = addressOf(found);
      const isFolder = existsSync(pathAt(address)) && statSync(pathAt(address)).isDirectory();
      return [isFolder ? await gate.admit(address, "folder", chat) : await gate.read(address, { chat })];
    },
    writeVerdictOf: async (name, input) => {
      const { path, from, to, content } = input as Record<string, string>;
      const places = [path ?? from ?? "", ...(to === undefined ? [] : [to])].map((each) => placeOf(each, folders()));
      const problem = places.find((each) => each.type === "problem");
      if (problem) return problem;
      const [place = "", target = ""] = places.map((each) => (each.type === "place" ? pathAt(addressOf(each)) : ""));
      const kind = content !== undefined && !existsSync(place) ? "create" : name === "delete_file" ? "delete" : "edit";
      const act: WriteAct = to === undefined ? { kind, path: place } : { kind: "rename", path: place, to: target };
      return judgeWrite({ act, by: "model" }, await writeWorldOf(Uri.file(place) as never));
    },
    changeShown: async (name, input) => {
      if (name === "move_file" || name === "delete_file") return { type: "diff", text: JSON.stringify(input) };
      const { path = "", content, old_text: old = "", new_text: text } = input as Record<string, string>;
      const place = placeOf(path, folders());
      if (place.type === "problem") return place;
      const file = pathAt(addressOf(place));
      const now = existsSync(file) ? readFileSync(file, "utf8") : "";
      if (content !== undefined) {
        return {
          type: "diff",
          text: `-${now}\n+${content}`,
          ...(content.split("\n").length > 2000 && { isCut: true }),
        };
      }
      if (!now.includes(old)) return { type: "problem", text: "old_text was not found." };
      return { type: "diff", text: `-${now}\n+${now.replace(old, () => text ?? "")}` };
    },
  });

  const inChat = (chat: string) =>
    approvals.forRun(
      { chat, question: "q" },
      () => window.mode,
      () => window.typed,
    );
  const run = inChat("a");
  return {
    base,
    put,
    window,
    consents,
    rules,
    stored,
    agreedWrites,
    judgedFolders,
    judgedCommands,
    judgedPages,
    gate,
    inChat,
    judge: (prepared: PreparedCall, chat?: string) => (chat === undefined ? run : inChat(chat)).judge(prepared),
    said: async (prepared: PreparedCall, chat?: string) =>
      wordsOf(await (chat === undefined ? run : inChat(chat)).judge(prepared)),
    /** The same of a call that has run, and met `why`. */
    offered: async (prepared: PreparedCall, why: string) => wordsOf(await run.offer(prepared, why)),
    /** The person says yes to what is asked now, and to the offer whose label has `label` in it. */
    yes: async (prepared: PreparedCall, label?: string, chat?: string) => {
      const here = chat === undefined ? run : inChat(chat);
      const judgement = await here.judge(prepared);
      if (judgement.type !== "asks") throw new Error(`nothing was asked: ${JSON.stringify(judgement)}`);
      const { offers } = approvalWords(judgement.question as ApprovalQuestion, t);
      const at = label === undefined ? -1 : offers.findIndex((offer) => offer.includes(label));
      if (label !== undefined && at === -1) throw new Error(`no offer "${label}" in ${JSON.stringify(offers)}`);
      here.agreed(prepared, judgement.question, at === -1 ? undefined : String(at));
    },
  };
}

/** `runs`, `refused: …`, or the sentence that asks with its reasons and, in brackets, its offers. */
export function wordsOf(judgement: Judgement): string {
  if (judgement.type === "runs") return "runs";
  if (judgement.type === "refused") return `${judgement.outcome ?? "refused"}: ${judgement.text}`;
  const { sentence, reasons, offers } = approvalWords(judgement.question as ApprovalQuestion, t);
  return [sentence, ...reasons, ...(offers.length > 0 ? [`[${offers.length}]`] : [])].join(" ");
}

function folders(): readonly WorkspaceFolder[] {
  return workspace.workspaceFolders.map(({ name, uri }) => ({
    name,
    address: uri.toString(),
    path: uri.fsPath,
    foldsCase: false,
  }));
}

function addressOf({ folder, relative }: { readonly folder: WorkspaceFolder; readonly relative: string }): string {
  return Uri.joinPath(Uri.parse(folder.address), relative).toString();
}

const pathAt = (address: string) => Uri.parse(address).path.replace(/(?<=.)\/$/, "");

/** Git ignores what lies below a folder `ignored`. */
function readPorts(): ConstructorParameters<typeof ReadGate>[0] {
  const placeAt = (path: string) => {
    const folder = theWindow.folders.find((each) => path === each || path.startsWith(`${each}/`));
    return folder === undefined
      ? undefined
      : { folder: Uri.file(folder).toString(), path: path.slice(folder.length + 1) };
  };
  return {
    pathOf: (address) => workspace.asRelativePath(Uri.parse(address)),
    stat: async (address) => {
      const found = statSync(pathAt(address));
      return { kind: found.isDirectory() ? "folder" : "file", size: found.size, standsAlone: false };
    },
    placeOf: (address) => placeAt(pathAt(address)),
    realPlaceOf: (address) => realPlaceOf(Uri.file(pathAt(address)) as never),
    isIgnored: async ({ path }) => path === "ignored" || path.startsWith("ignored/"),
    isExcluded: () => false,
    load: async (address) => {
      const text = readFileSync(pathAt(address), "utf8");
      return text.includes("\0") ? undefined : { text, languageId: "plaintext" };
    },
    loadBytes: async (address) => readFileSync(pathAt(address)),
    findSecret: async (text) => findSecretText(text),
  };
}
