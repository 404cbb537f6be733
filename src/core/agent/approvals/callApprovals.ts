// What stands between a run and its tools: makes of each call what it would do, judges that, and says in what words of
// ours it is asked about. Everything is looked at anew each time; nothing a tool returned comes near.

import type { Consents } from "../../access/consents.ts";
import type { AgentMode } from "../../conversation/userTurn.ts";
import type { ForeignTool, ForeignToolId } from "../../tools/foreign/foreignTool.ts";
import type { PreparedCall } from "../../tools/prepareCall.ts";
import type { RunScope } from "../../tools/toolRun.ts";
import type { Approvals, Judgement } from "../runPorts.ts";
import { type AgreedWrites, callKeyOf } from "./agreedWrites.ts";
import { type ApprovalQuestion, choiceAt } from "./approvalQuestion.ts";
import type { ApprovalRule } from "./approvalRule.ts";
import type { ApprovalRules } from "./approvalRules.ts";
import { isFetching, isReading, isTalking, isWriting } from "./callKinds.ts";
import type { CallPorts, CallProblem } from "./callPorts.ts";
import { judgeChangeCall } from "./changeCall.ts";
import type { ReadShell } from "./command/shellReading.ts";
import { type CommandInput, type JudgedCommand, judgeCommandCall } from "./commandCall.ts";
import { type CallVerdict, type CallWorld, judgeCall } from "./judgeCall.ts";
import type { JudgedCommands } from "./judgedCommands.ts";
import type { JudgedFolders } from "./judgedFolders.ts";
import type { JudgedPages } from "./judgedPages.ts";
import { type JudgedCall, offeredAgain } from "./offeredAgain.ts";
import { judgePageCall } from "./pageCall.ts";
import { isFault, refusalText } from "./refusalText.ts";

export interface CallApprovalsDeps {
  readonly ports: CallPorts;
  readonly rules: ApprovalRules;
  readonly consents: Consents;
  readonly isTrusted: () => boolean;
  /** Whether the person still wants this tool of others: what is switched off while a run goes on is off at once. */
  readonly isChosen: (tool: ForeignToolId) => boolean;
  /** Loaded by the first command. */
  readonly readShell: () => Promise<ReadShell>;
  /** Emptied by the tools that change files, which ask the write gate themselves. */
  readonly agreedWrites: Pick<AgreedWrites, "agree">;
  /** Emptied by `run_command`. */
  readonly judgedFolders: Pick<JudgedFolders, "judged">;
  readonly judgedCommands: Pick<JudgedCommands, "judged">;
  /** Emptied by `read_url`. */
  readonly judgedPages: Pick<JudgedPages, "judged">;
}

/** Where no line is read: one that had to be would be in doubt. */
const unread: ReadShell = () => ({ commands: [], doubts: [{ kind: "syntax", text: "" }] });

/** What a call was found to be. */
type Judged = JudgedCall | CallProblem;

type Asked = Exclude<Judgement, { readonly type: "runs" }>;

/** The approvals of one run; `mode`, and `typed`, what the person wrote in the chat, are asked each time. */
export class CallApprovals implements Approvals {
  readonly #deps: CallApprovalsDeps;
  readonly #scope: RunScope;
  readonly #mode: () => AgentMode;
  readonly #typed: () => readonly string[];
  /** The questions that were asked, each with the key of its call: nothing else is agreed to. */
  readonly #questions = new WeakMap<object, string>();

  constructor(
    deps: CallApprovalsDeps,
    scope: RunScope,
    mode: () => AgentMode,
    typed: () => readonly string[] = () => [],
  ) {
    this.#deps = deps;
    this.#scope = scope;
    this.#mode = mode;
    this.#typed = typed;
  }

  async judge(call: PreparedCall): Promise<Judgement> {
    const judged = await this.#judged(call);
    if ("type" in judged) return problem(judged);
    const { verdict } = judged;
    return verdict.type === "runs" ? { type: "runs" } : this.#asked(call, { ...judged, verdict });
  }

  async offer(call: PreparedCall, why: string): Promise<Asked> {
    const judged = await this.#judged(call);
    return "type" in judged ? problem(judged) : this.#asked(call, offeredAgain(judged, why));
  }

  /** What is asked about `call`, or why it is refused. */
  #asked(call: PreparedCall, judged: JudgedCall<Exclude<CallVerdict, { readonly type: "runs" }>>): Asked {
    const { verdict, about = { paths: [] }, shows } = judged;
    if (verdict.type === "refused")
      return { type: "refused", text: refusalText(verdict), ...(isFault(verdict) && { outcome: "failed" }) };
    const question: ApprovalQuestion = { name: call.name, verdict, about, ...(shows && { shows }) };
    this.#questions.set(question, this.#keyOf(call));
    return { type: "asks", question };
  }

  agreed(call: PreparedCall, question: unknown, choice?: string): void {
    if (!this.#isAsked(question, call)) return;
    const { verdict } = question;
    const chat = { chat: this.#scope.chat };
    if (isReading(call.name)) {
      const asks = verdict.reasons.flatMap((reason) => (reason.about === "read" ? [reason.ask] : []));
      this.#deps.consents.allow(asks, chat);
    }
    if (isWriting(call.name)) {
      const reasons = verdict.reasons.flatMap((reason) => (reason.about === "write" ? [reason.reason] : []));
      this.#deps.agreedWrites.agree(this.#keyOf(call), { reasons });
    }
    const chosen = choice === undefined ? undefined : choiceAt(verdict, choice);
    if (chosen) this.#deps.rules.add(chosen.subjects, chosen.scope === "chat" ? chat : "workspace");
  }

  #isAsked(question: unknown, call: PreparedCall): question is ApprovalQuestion {
    return typeof question === "object" && question !== null && this.#questions.get(question) === this.#keyOf(call);
  }

  #keyOf({ name, input }: PreparedCall): string {
    return callKeyOf(this.#scope, name, input);
  }

  #world(readShell: ReadShell, rules = this.#rules()): CallWorld {
    return { mode: this.#mode(), isTrusted: this.#deps.isTrusted(), rules, readShell };
  }

  #rules(): readonly ApprovalRule[] {
    return this.#deps.rules.of(this.#scope.chat);
  }

  async #judged(call: PreparedCall): Promise<Judged> {
    const { name, foreign } = call;
    if (foreign) return this.#judgedForeign(foreign, call.input);
    if (isTalking(name)) return { verdict: judgeCall({ kind: "talk" }, this.#world(unread)) };
    if (isReading(name)) return this.#judgedReading(call);
    // What is refused to all that changes anything needs no look at what this one would change.
    const first = judgeCall({ kind: "output" }, this.#world(unread));
    if (first.type === "refused" || name === "command_output") return { verdict: first };
    if (isWriting(name)) return judgeChangeCall(call, this.#scope, this.#deps.ports, () => this.#world(unread));
    if (isFetching(name)) return this.#judgedPage(call);
    if (name === "run_command") return this.#judgedCommand(call);
    return { type: "problem", text: `Nobody knows what \`${name}\` does: it is not run.` };
  }

  #judgedForeign(tool: ForeignTool, input: unknown): Judged {
    const { source, name, title } = tool;
    const verdict = judgeCall({ kind: "tool", source, name }, this.#world(unread));
    if (verdict.type !== "refused" && !this.#deps.isChosen(tool)) {
      return { type: "problem", text: "The person has switched this tool off. Go on without it." };
    }
    const shown = JSON.stringify(input, null, 2);
    return {
      verdict,
      about: { paths: [], tool: { title, source } },
      ...(shown !== "{}" && { shows: { kind: "text", text: shown } }),
    };
  }

  #judgedPage(call: PreparedCall): Judged {
    const { url } = call.input as { readonly url: string };
    const { access, ...judged } = judgePageCall(url, () => this.#world(unread), this.#typed);
    this.#deps.judgedPages.judged(this.#keyOf(call), access);
    return judged;
  }

  async #judgedReading({ name, input }: PreparedCall): Promise<Judged> {
    const places = await this.#deps.ports.placesOfReading(name, input, this.#scope);
    if ("type" in places) return places;
    const verdict = judgeCall({ kind: "read", places }, this.#world(unread));
    if (verdict.type !== "asks") return { verdict };
    return {
      verdict,
      about: { paths: verdict.reasons.flatMap((each) => (each.about === "read" ? [each.ask.path] : [])) },
    };
  }

  async #judgedCommand(call: PreparedCall): Promise<Judged> {
    const { judgedFolders, judgedCommands } = this.#deps;
    const rules = this.#rules();
    const judged = await this.#judgedLine(call);
    if ("type" in judged) return judged;
    judgedFolders.judged(this.#keyOf(call), judged.about.folder.folder, judged.isHeld);
    judgedCommands.judged(this.#keyOf(call), () => this.#mayStill(call, judged.verdict, rules));
    return judged;
  }

  /** Whether a command that was judged as `before`, by `rules`, and agreed to if that asks, may run as everything is now. */
  async #mayStill(call: PreparedCall, before: CallVerdict, rules: readonly ApprovalRule[]): Promise<boolean> {
    const now = await this.#judgedLine(call);
    if ("type" in now || now.verdict.type === "refused") return false;
    if (now.verdict.type === "runs") return true;
    if (before.type !== "asks") return false;
    // With a yes a rule may have come: the question was asked without it.
    const then = await this.#judgedLine(call, rules);
    return "verdict" in then && JSON.stringify(then.verdict) === JSON.stringify(before);
  }

  async #judgedLine(call: PreparedCall, rules?: readonly ApprovalRule[]): Promise<JudgedCommand | CallProblem> {
    const { ports, readShell } = this.#deps;
    const input = call.input as CommandInput;
    const shell = ports.commandShell().kind;
    const place = await ports.commandFolder(input.cwd);
    if ("type" in place) return place;
    const sandbox = await ports.sandboxOf(place);
    const read = shell === "powershell" ? unread : await readShell();
    const paths = (path: string) => ports.reasonAgainst(path, place.folder, this.#scope);
    return judgeCommandCall(input, shell, place, sandbox, this.#world(read, rules), paths);
  }
}

const problem = ({ text }: CallProblem) => ({ type: "refused", text, outcome: "failed" }) as const;
