// What was said, as the model is told of it: a question with what it is about; of a reply, for each step what the model
// said and what became of its calls, then what the person said meanwhile.

import { taggedText } from "../context/taggedText.ts";
import type {
  AssistantPart,
  ModelMessage,
  ToolCallPart,
  ToolResultPart,
  UserMessage,
  UserPart,
} from "../model/languageModel.ts";
import type { Attachment } from "./attachment.ts";
import { GivenReferences } from "./givenReferences.ts";
import { GivenRules } from "./givenRules.ts";
import type { CallPart, ReplyPart } from "./message.ts";
import type { CallEnd, ResultPart, RulesPart, SummaryPart } from "./runParts.ts";
import type { AgentMode, UserTurn } from "./userTurn.ts";

/** A message, and the question it was made of; whether it tells of rules, which is all that one without a question does. */
interface Written {
  readonly message: ModelMessage;
  readonly question?: UserTurn;
  readonly hasRules?: true;
}

/** Stands in for the person after an answer that broke off. Nobody said it, and no person reads it. */
const brokeOff = "(Your answer broke off here. Go on exactly where it ended, without repeating anything.)";

/** Reads turns in order. What was read stays as it was read: more of it can follow, and a copy can go on without it. */
export class MessageReader {
  #messages: Written[] = [];
  /** What was given of files so far, in the messages that are sent. */
  #given = new GivenReferences();
  #rules = new GivenRules();
  #mode: AgentMode | undefined;
  #date: string | undefined;
  #said: AssistantPart[] = [];
  #results: ToolResultPart[] = [];

  /** The messages so far, whole. */
  get messages(): readonly ModelMessage[] {
    return this.#messages.map(({ message }) => message);
  }

  /** One that has read the same and goes on by itself. */
  copy(): MessageReader {
    const copy = new MessageReader();
    copy.#messages = [...this.#messages];
    copy.#given = this.#given.copy();
    copy.#rules = this.#rules.copy();
    copy.#mode = this.#mode;
    copy.#date = this.#date;
    copy.#said = [...this.#said];
    copy.#results = [...this.#results];
    return copy;
  }

  ask(question: UserTurn): void {
    const { mode, date } = question;
    const news = newsOf({
      mode: mode === this.#mode ? undefined : mode,
      date: date === this.#date ? undefined : date,
    });
    this.#mode = mode ?? this.#mode;
    this.#date = date ?? this.#date;
    this.#write(question, news);
  }

  #write(question: UserTurn, news: string): void {
    this.#messages.push({ message: questionMessage(question, this.#given, news), question });
  }

  /**
   * The next part of a reply. A step without any text or call (stopped while thinking, refused) says nothing to the model
   * and is left out; a partial one is sent as far as it came. A call without a result has none here either: the encoders
   * see to that.
   */
  take(part: ReplyPart): void {
    switch (part.type) {
      case "text":
      case "reasoning":
        if (part.text !== "") this.#said.push(part);
        break;
      case "tool-call":
        this.#call(part);
        break;
      case "step":
        // A model that sees its own half answer last would answer nobody.
        if (this.#endStep() === "text" && part.reason === "interrupted") this.#push(userMessage(brokeOff));
        break;
      case "said":
        this.#endStep();
        this.ask(part.question);
        break;
      case "told":
        this.#endStep();
        this.#push(userMessage(taggedText("notice", part.text)));
        break;
      case "rules":
        this.#endStep();
        this.#tell(part);
        break;
      case "summary":
        this.#startOver(part);
        break;
    }
  }

  /** Rules stand before the question that they are told with: what is said last is what is answered. */
  #tell({ rules }: RulesPart): void {
    const text = this.#rules.give(rules);
    const last = this.#messages.at(-1);
    // What was told with a question may have been sent.
    if (!last?.question || last.hasRules || last.message.role !== "user") {
      this.#messages.push({ message: userMessage(text), hasRules: true });
      return;
    }
    const content = [{ type: "text", text: `${text}\n\n` } as const, ...last.message.content];
    const { question } = last;
    this.#messages[this.#messages.length - 1] = { message: { role: "user", content }, question, hasRules: true };
  }

  /** The reply has no more parts. */
  endReply(): void {
    this.#endStep();
  }

  #call({ id, name, arguments: json, progress }: CallPart): void {
    const call: ToolCallPart = { type: "tool-call", id, name, arguments: json };
    this.#said.push(call);
    if (progress?.state === "ended") this.#results.push(toResult(id, progress));
  }

  /** Says what the step ended with; undefined when it has no message. */
  #endStep(): "calls" | "text" | undefined {
    const [said, results] = [this.#said, this.#results];
    this.#said = [];
    this.#results = [];
    if (!said.some(({ type }) => type !== "reasoning")) return undefined;
    this.#push({ role: "assistant", content: said });
    if (results.length > 0) this.#push({ role: "tool", content: results });
    return said.some(({ type }) => type === "tool-call") ? "calls" : "text";
  }

  #startOver({ text, keeps }: SummaryPart): void {
    this.#endStep();
    const kept = keeps > 0 ? this.#messages.slice(-keeps) : [];
    // What the summary stands for is not there to be spoken of: "unchanged" needs the text it speaks of.
    this.#given = new GivenReferences();
    // What holds now is told with it; what stays says no more of that, since it was said in another order.
    const news = newsOf({ mode: this.#mode, date: this.#date });
    const rules = this.#rules.again();
    this.#messages = [{ message: userMessage([news, rules, text].filter(Boolean).join("\n\n")) }];
    for (const written of kept) {
      if (written.question) this.#write(written.question, "");
      else if (!written.hasRules) this.#messages.push(written);
    }
  }

  #push(message: ModelMessage): void {
    this.#messages.push({ message });
  }
}

/** The mode and the day, for a message: a change at the beginning of what is sent would cost all of it again. */
function newsOf({ mode, date }: Pick<UserTurn, "mode" | "date">): string {
  return [mode && `<mode>${mode}</mode>`, date && `<date>${date}</date>`].filter(Boolean).join("\n");
}

function questionMessage(message: UserTurn, given: GivenReferences, news: string): UserMessage {
  const references = message.references?.map((reference) => `${given.give(reference)}\n\n`) ?? [];
  const first = (news && `${news}\n\n`) + references.join("");
  const before: UserPart[] = first === "" ? [] : [{ type: "text", text: first }];
  const media = message.attachments?.map(toMediaPart) ?? [];
  const parts = message.parts.filter((part) => part.type !== "other");
  // A picture needs no words, and the service takes no empty ones.
  const said = media.length === 0 ? parts : parts.filter((part) => part.type !== "text" || part.text !== "");
  return { role: "user", content: [...before, ...media, ...said] };
}

/** The attachment as a part; its bytes are read when the request goes out. */
function toMediaPart({ kind, hash, mimeType, name }: Attachment): UserPart {
  return { type: kind, source: { type: "stored", hash, mimeType, name } };
}

function userMessage(text: string): UserMessage {
  return { role: "user", content: [{ type: "text", text }] };
}

function toResult(toolCallId: string, { outcome, content }: CallEnd): ToolResultPart {
  return {
    type: "tool-result",
    toolCallId,
    content: content.map(toPart),
    ...(outcome !== "done" && { isError: true }),
  };
}

function toPart(part: ResultPart): ToolResultPart["content"][number] {
  if (part.type === "text") return part;
  const { hash, mimeType, name } = part;
  return { type: "image", source: { type: "stored", hash, mimeType, name } };
}
