// `edit_file` and `write_file`: a text in place of another, and a word about all that the model could not know.

import type { CallFacts } from "../../conversation/runParts.ts";
import { boundedDiff, changedLines, type DiffBounds, isWholeIn } from "../../tools/changedText.ts";
import { problemsText } from "../../tools/newProblems.ts";
import { withoutForeignValues } from "../../tools/quotedText.ts";
import { type CallContext, type CallResult, textResult } from "../../tools/toolRun.ts";
import { type AgreedWrite, callKeyOf } from "../approvals/agreedWrites.ts";
import { against, failed, makeKept, placed } from "./keptChange.ts";
import { type PlannedText, type PlanProblem, planText, type TextCall } from "./planText.ts";
import type { FoundFile, Place, ProblemsBefore, WritingDeps } from "./writingPorts.ts";
import { notDoneText } from "./writingWords.ts";

/** A file that changes under each attempt is left alone. */
const mostAttempts = 3;

/** What the model is shown of a difference that it did not write. */
const shownToModel: DiffBounds = { lines: 80, width: 300, length: 8_000 };

/** Carries `call` out. */
export async function putText(call: TextCall, context: CallContext, deps: WritingDeps): Promise<CallResult> {
  const agreed = deps.agreed.take(callKeyOf(context.scope, call.name, call.input));
  const place = placed(call.input.path, deps);
  if (place.type === "problem") return failed(place.text);
  const made = await deps.turns.take(() => attempts(call, place, agreed, context, deps));
  if (made.type === "result") return made.result;
  const { planned, saved, before } = made;
  if (call.name === "edit_file") deps.onRepaired(planned.repairs);
  const isKnown = before.isKnown || planned.found.type === "missing";
  const found = await deps.problems.since(place, before, context.signal);
  const told = found.map((each) => ({ ...each, message: withoutForeignValues(each.message, saved) }));
  const news = problemsText(told, isKnown);
  const words = await doneWords(planned, saved, news, { place, context, deps });
  return textResult(words.join("\n"), factsOf(call, planned, saved, place));
}

/** A change that was made and saved, or what there is to say without one. */
type Made =
  | { readonly type: "made"; readonly planned: PlannedText; readonly saved: string; readonly before: ProblemsBefore }
  | { readonly type: "result"; readonly result: CallResult };

async function attempts(
  call: TextCall,
  place: Place,
  agreed: AgreedWrite | undefined,
  context: CallContext,
  deps: WritingDeps,
): Promise<Made> {
  const { files, problems } = deps;
  const { signal } = context;
  const ended = (result: CallResult): Made => ({ type: "result", result });
  for (let attempt = 1; ; attempt++) {
    signal.throwIfAborted();
    // Of what it may not change the model is not told what it holds either.
    const reason = against(await files.judge({ kind: "edit", place }), agreed);
    if (reason && !isMissing(reason)) return ended(failed(notDoneText(reason, place.shown)));
    const found = await files.find(place);
    const planned = planText(call, found, place.shown);
    if (planned.type === "problem") return ended(failed(await problemWords(planned, found, place, context, deps)));
    if (isThere(planned)) return ended(same(planned.text, place, context, deps));
    const before = problems.before(place);
    const act = { kind: planned.found.type === "text" ? "edit" : "create", place } as const;
    const end = await makeKept({ deps, context, act, agreed, files: [files.addressOf(place)] }, () =>
      files.put(place, planned.found, planned.text, { agreed, signal }),
    );
    if (end.type === "moved-on" && attempt < mostAttempts) continue;
    if (end.type !== "done") return ended(failed(notDoneText(end, place.shown)));
    return { type: "made", planned, saved: end.saved, before };
  }
}

const isMissing = (end: { readonly type: string; readonly reason?: string }) => end.reason === "missing";

/** Nothing is to be done: not even what the person has not saved. */
function isThere({ found, text }: PlannedText): boolean {
  return found.type === "text" && !found.isDirty && found.text === text;
}

function same(text: string, place: Place, { scope }: CallContext, { files, seen, hash }: WritingDeps): CallResult {
  seen.note(scope.chat, files.addressOf(place), hash(text));
  const facts = { path: place.shown, created: false, added: 0, removed: 0 };
  return textResult(`\`${place.shown}\` has this text already.`, facts);
}

function factsOf({ name }: TextCall, { found, repairs }: PlannedText, saved: string, { shown }: Place): CallFacts {
  const { added, removed } = changedLines(found.type === "text" ? found.text : "", saved);
  if (name === "write_file") return { path: shown, created: found.type === "missing", added, removed };
  return { path: shown, added, removed, ...(repairs.length > 0 && { repair: repairs.join(", ") }) };
}

/** A model that may not read the file is told nothing of what stands in it. */
async function problemWords(
  { text, lines }: PlanProblem,
  found: FoundFile,
  place: Place,
  { scope }: CallContext,
  { files, seen, hash, mayTell }: WritingDeps,
): Promise<string> {
  if (found.type !== "text") return text;
  const words = [text];
  const state = seen.stateOf(scope.chat, files.addressOf(place), hash(found.text));
  if (state === "changed") words.push("The file changed since you read it.");
  if (lines !== undefined) {
    words.push((await mayTell(place, found.text, scope.chat)) ? lines : "Read the file again.");
  }
  return words.join("\n");
}

async function doneWords(
  planned: PlannedText,
  saved: string,
  news: string,
  { place, context, deps }: { readonly place: Place; readonly context: CallContext; readonly deps: WritingDeps },
): Promise<readonly string[]> {
  const { found, text, repairs } = planned;
  const { files, seen, hash } = deps;
  const { chat } = context.scope;
  const old = found.type === "text" ? found.text : "";
  const address = files.addressOf(place);
  const state = found.type === "text" ? seen.stateOf(chat, address, hash(found.text)) : "same";
  const further = boundedDiff(text, saved, shownToModel);
  // What the model was not shown whole it does not know.
  const isKnown = (state === "same" || planned.count === 0) && isWholeIn(text, saved, shownToModel);
  const tells =
    (repairs.length > 0 || further !== "" || news !== "") && (await deps.mayTell(place, `${saved}\n${news}`, chat));
  if (isKnown && (further === "" || tells)) seen.note(chat, address, hash(saved));
  return [
    headWords(planned, place),
    state === "changed" ? "The file had changed since you read it." : "",
    unsavedWords(planned),
    repairs.length > 0
      ? `old_text did not stand there as written: it was found by allowing for ${repairs.join(", ")}.`
      : "",
    repairs.length > 0 && tells ? `Done was:\n${boundedDiff(old, text, shownToModel)}` : "",
    further === "" ? "" : "On saving, the editor changed the text further (formatting).",
    tells ? further : "",
    tells ? news : "",
  ].filter((line) => line !== "");
}

function headWords({ found, text, count }: PlannedText, { shown }: Place): string {
  const { added, removed, range } = changedLines(found.type === "text" ? found.text : "", text);
  const counts = `(+${added} −${removed})`;
  if (found.type === "missing") return `Created \`${shown}\` ${counts}.`;
  if (count === 0) return `Replaced \`${shown}\` ${counts}.`;
  const lines =
    range && (range.first === range.last ? `, line ${range.first}` : `, lines ${range.first} to ${range.last}`);
  return `Edited \`${shown}\`${count > 1 ? ` at ${count} places` : ""}${lines ?? ""} ${counts}.`;
}

function unsavedWords({ found, count }: PlannedText): string {
  if (found.type !== "text" || !found.isDirty) return "";
  return count > 0
    ? "The person had unsaved changes in it: they are saved with yours."
    : "The person had unsaved changes in it: they were replaced.";
}
