// An approval as the view shows it: one sentence about what will happen, why it is asked, what has to be seen whole, and
// what may be made of a yes. Paths, commands and changes in it are the model's, made plain.

import {
  type ApprovalChoice,
  type ApprovalQuestion,
  choicesOf,
  type ShownWhole,
} from "../../../core/agent/approvals/approvalQuestion.ts";
import type { CallReason } from "../../../core/agent/approvals/judgeCall.ts";
import { assertNever } from "../../../core/util/assertNever.ts";
import { plainName, visibleText } from "../../../core/util/plainText.ts";
import type { ApprovalSnapshot } from "../../../protocol/agent.ts";
import { shortReasons } from "../../access/askWords.ts";
import { writeReasonWords } from "../../access/writeReasonWords.ts";
import type { Translate } from "../../errors/describeError.ts";
import { commandReasonWords, pathReasonWords } from "./commandReasonWords.ts";
import { sandboxWords } from "./sandboxWords.ts";

/** Reasons that are said; what is shown whole says the rest. */
const mostReasons = 8;
/** Of a command in a label; a longer one is "this command". */
const longestLabel = 60;

/** `question` in words. `offers` are in the order in which `choiceAt` counts them. */
export function approvalWords(question: ApprovalQuestion, t: Translate): Omit<ApprovalSnapshot, "token"> {
  const { shows, verdict } = question;
  return {
    sentence: sentenceOf(question, t),
    reasons: reasonsOf(question, t),
    ...(shows && { shows: { kind: shows.kind, text: visibleText(shows.text) } }),
    offers: choicesOf(verdict).map((choice) => offerWords(choice, t)),
    ...(question.about.again && question.about.again !== "hosts" && { approve: t("Run Outside Once") }),
  };
}

function sentenceOf({ name, about }: ApprovalQuestion, t: Translate): string {
  const [first = "", second = ""] = about.paths.map(plainName);
  const paths = about.paths.length > 3 ? t("{0} places", about.paths.length) : about.paths.map(plainName).join(", ");
  switch (name) {
    case "read_file":
      return t("Read {0} and send it to MiMo?", paths);
    case "list_files":
      return t("Send the names of the files in {0} to MiMo?", paths);
    case "search_text":
      return t("Search {0} and send what is found to MiMo?", paths);
    case "find_symbol":
    case "diagnostics":
      return t("Send what VS Code knows of {0} to MiMo?", paths);
    case "edit_file":
      return t("Change {0}?", first);
    case "write_file":
      return t("Write {0}?", first);
    case "move_file":
      return t("Move {0} to {1}?", first, second);
    case "delete_file":
      return t("Delete {0}?", first);
    case "run_command":
      return commandSentence(about, t);
    case "read_url":
      return t("Fetch a page of {0} and send it to MiMo?", plainName(about.host ?? ""));
    default: {
      const { title = name, source } = about.tool ?? {};
      if (source === undefined) return t("Allow {0}?", plainName(title));
      return t("Call {0} of {1}?", plainName(title), plainName(source));
    }
  }
}

function commandSentence({ folder, background, again, reaches = [] }: ApprovalQuestion["about"], t: Translate): string {
  const hosts = reaches.map(plainName).join(", ");
  // What it was kept from has been allowed meanwhile.
  if (again === "hosts" && hosts === "") return t("Run this command once more, in the sandbox?");
  if (again === "hosts") return t("Run this command once more, in the sandbox, and let it reach {0}?", hosts);
  if (hosts !== "") return t("Run this command in the sandbox, and let it reach {0}?", hosts);
  if (again) return t("The sandbox may have stopped this command. Run it once more, outside of the sandbox?");
  if (folder?.shown === undefined)
    return background ? t("Run this command in the background?") : t("Run this command?");
  const name = plainName(folder.shown);
  return background ? t("Run this command in {0}, in the background?", name) : t("Run this command in {0}?", name);
}

function reasonsOf({ name, verdict, about, shows }: ApprovalQuestion, t: Translate): readonly string[] {
  const led = (about.leadsTo ?? []).map((path) => t("It leads to {0}, which is what is changed.", plainName(path)));
  if (about.folder?.isLed) led.push(t("It leads to {0}, which is where it runs.", plainName(about.folder.folder)));
  const said = verdict.reasons.flatMap((reason) => reasonWords(reason, name, shows, t));
  const all = [
    ...new Set([
      ...sandboxWords(about, t),
      ...led,
      ...(hides(shows) ? [t("It has long runs of spaces, which could hide a part of it.")] : []),
      ...said,
    ]),
  ];
  if (all.length <= mostReasons) return all;
  return [...all.slice(0, mostReasons - 1), t("And {0} more reasons.", all.length - mostReasons + 1)];
}

function reasonWords(reason: CallReason, tool: string, shows: ShownWhole | undefined, t: Translate): readonly string[] {
  switch (reason.about) {
    case "read": {
      const { path, target, reasons } = reason.ask;
      const leads = target === undefined ? "" : ` → ${plainName(target)}`;
      return [`${plainName(path)}${leads} (${shortReasons(reasons, t)})`];
    }
    case "write":
      // The question says so already.
      return reason.reason.kind === "deletes" && tool === "delete_file" ? [] : [writeReasonWords(reason.reason, t)];
    case "command":
      // That it is new is no reason beside the question.
      return reason.reason.kind === "new" && reason.reason.text === shows?.text
        ? []
        : [commandReasonWords(reason.reason, t)];
    case "path":
      return [pathReasonWords(reason.path, reason.why, t)];
    case "tool":
      // Whose it is stands in the question.
      return [t("MiMo does not know what this tool does.")];
    case "host":
      return hostWords(reason, tool, t);
    case "network":
      return [
        t("It can send there whatever it can read: {0}", plainName(reason.host)),
        ...(reason.host.startsWith("http://")
          ? [t("It is not encrypted: others on the way can read and change it.")]
          : []),
      ];
    default:
      return assertNever(reason);
  }
}

function hostWords(
  { host, isPrivate }: Extract<CallReason, { readonly about: "host" }>,
  tool: string,
  t: Translate,
): readonly string[] {
  return [
    // The question says so already.
    ...(tool === "read_url" ? [] : [t("It fetches a page of {0}.", plainName(host))]),
    ...(host.startsWith("http://") ? [t("It is not encrypted: others on the way can read and change it.")] : []),
    ...(isPrivate ? [t("This address belongs to your computer or your own network.")] : []),
  ];
}

/** Whether a part of a command can be out of sight of who reads its beginning. */
function hides(shows: ShownWhole | undefined): boolean {
  if (shows?.kind === "text") return /\S[^\S\n]{20}/.test(shows.text);
  return shows?.kind === "command" && /[^\S\n]{20}|\n\s*\n\s*\n/.test(shows.text);
}

function offerWords(choice: ApprovalChoice, t: Translate): string {
  const isChat = choice.scope === "chat";
  const [subject] = choice.subjects;
  if (subject?.kind === "host") {
    const host = plainName(subject.host);
    return isChat ? t("Always allow {0} in this chat", host) : t("Always allow {0} in this workspace", host);
  }
  if (subject?.kind === "network") {
    const hosts = choice.subjects.map((each) => (each.kind === "network" ? plainName(each.host) : "")).join(", ");
    return isChat
      ? t("Always let commands in the sandbox reach {0} in this chat", hosts)
      : t("Always let commands in the sandbox reach {0} in this workspace", hosts);
  }
  if (subject?.kind === "tool") {
    const [name, source] = [plainName(subject.name), plainName(subject.source)];
    return isChat
      ? t("Always allow {0} of {1} in this chat", name, source)
      : t("Always allow {0} of {1} in this workspace", name, source);
  }
  if (subject?.match === "leading") {
    const words = choice.subjects.map((each) =>
      each.kind === "command" && each.match === "leading" ? each.words.join(" ") : "",
    );
    const list = words.map((each) => `\`${plainName(each)}\``).join(", ");
    return isChat
      ? t("Always allow commands that begin with {0} in this chat", list)
      : t("Always allow commands that begin with {0} in this workspace", list);
  }
  const command = subject?.command ?? "";
  if (command.length > longestLabel || command.includes("\n")) {
    return isChat ? t("Always allow this command in this chat") : t("Always allow this command in this workspace");
  }
  const line = `\`${plainName(command)}\``;
  return isChat ? t("Always allow {0} in this chat", line) : t("Always allow {0} in this workspace", line);
}
