// A call that changes files as it is judged: by the write gate, and by the read gate where it tells of what stands in a file.

import type { WriteVerdict } from "../../access/writeGate.ts";
import type { PreparedCall } from "../../tools/prepareCall.ts";
import type { RunScope } from "../../tools/toolRun.ts";
import type { ApprovalAbout, ApprovalQuestion } from "./approvalQuestion.ts";
import type { CallPorts, CallProblem } from "./callPorts.ts";
import { type CallReason, type CallVerdict, type CallWorld, judgeCall } from "./judgeCall.ts";

/** What the tools are called with, as far as it names files. */
interface ChangeInput {
  readonly path?: string;
  readonly from?: string;
  readonly to?: string;
}

/** A judged change, with what is shown of it when it asks. */
export interface JudgedChange {
  readonly verdict: CallVerdict;
  readonly about?: ApprovalAbout;
  readonly shows?: ApprovalQuestion["shows"];
}

type Ports = Pick<CallPorts, "writeVerdictOf" | "placesOfReading" | "changeShown" | "named">;

/**
 * Judges `call`. A move takes from a file what keeps it from being read unasked (its name, that Git ignores its folder): it
 * asks where reading would. An edit finds out what stands in it: that is read first. Were the person asked about an edit that
 * fits and nobody about one that does not, each edit would be a question about the text, answered by whether it asks.
 * `world` is asked for after each wait.
 */
export async function judgeChangeCall(
  { name, input }: PreparedCall,
  scope: RunScope,
  ports: Ports,
  world: () => CallWorld,
): Promise<JudgedChange | CallProblem> {
  const judged = await ports.writeVerdictOf(name, input);
  if (judged.type === "problem") return judged;
  const looks = name === "edit_file" || name === "move_file";
  const reading = looks ? await reasonsOfReading(name, input, scope, ports, world) : [];
  const verdict = withReasons(judgeCall({ kind: "write", verdict: judged }, world()), reading);
  if (verdict.type !== "asks") return { verdict };
  if (name === "edit_file" && reading.length > 0) return problem(unread);
  const change = await ports.changeShown(name, input);
  // A yes is one to the change that is seen: without one there is nothing to agree to.
  if (change.type === "problem") return change;
  if (change.isCut && name !== "delete_file") return problem(tooLarge);
  const about = await aboutChange(input as ChangeInput, judged, ports);
  return { verdict, about, shows: { kind: "diff", text: change.text } };
}

const unread = "This file is not told of unasked: read it with read_file first, and the person is asked about that.";
const tooLarge = "The person has to see this change whole, and it is too large for that. Make it in smaller steps.";
const problem = (text: string): CallProblem => ({ type: "problem", text });

async function reasonsOfReading(
  name: string,
  input: unknown,
  scope: RunScope,
  ports: Ports,
  world: () => CallWorld,
): Promise<readonly CallReason[]> {
  const places = await ports.placesOfReading(name, input, scope);
  if ("type" in places) return [];
  const verdict = judgeCall({ kind: "read", places }, world());
  return verdict.type === "asks" ? verdict.reasons : [];
}

function withReasons(verdict: CallVerdict, reasons: readonly CallReason[]): CallVerdict {
  if (verdict.type === "refused" || reasons.length === 0) return verdict;
  const others = verdict.type === "asks" ? verdict.reasons : [];
  return { type: "asks", shows: "change", reasons: [...reasons, ...others], offers: [] };
}

async function aboutChange(
  { path, from, to }: ChangeInput,
  verdict: WriteVerdict,
  ports: Pick<Ports, "named">,
): Promise<ApprovalAbout> {
  const given = [path, from, to].filter((each) => each !== undefined);
  const named = await Promise.all(given.map((each) => ports.named(each)));
  const places = named.map(({ place }) => place);
  const targets = verdict.type === "refused" ? [] : verdict.targets;
  return { paths: named.map(({ shown }) => shown), leadsTo: targets.filter((target) => !places.includes(target)) };
}
