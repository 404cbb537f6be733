// Takes the questions of a view into the conversation. Each is known by the id that the view gave it, which becomes the
// turn's: it is taken once however often it comes, and answered also when what it needs fails.

import type { CodeReference } from "../../core/context/codeReference.ts";
import type { ConversationService } from "../../core/conversation/conversationService.ts";
import type { AskRefusal } from "../../core/conversation/liveConversation.ts";
import { parseSlash, type SlashRequest } from "../../protocol/slashCommands.ts";
import type { SentAttachment } from "../../protocol/toHost.ts";
import type { ToWebview } from "../../protocol/toWebview.ts";
import type { ChatAttachments } from "../attachments/chatAttachments.ts";
import type { Translate } from "../errors/describeError.ts";
import type { SlashChat, SlashOutcome } from "./slashCommands.ts";

/** What goes with the questions of one composer. */
export interface QuestionContext {
  /** What goes with `text`; undefined when the person has to decide something first. */
  prepare(text: string): Promise<readonly CodeReference[] | undefined>;
  /** The question with what was prepared last is in the conversation. */
  sent(): void;
}

/** What asking needs of the editor around it. */
export interface QuestionHost {
  readonly environment: { readonly hasKey: boolean };
  readonly attachments: ChatAttachments;
  readonly t: Translate;
  /** Carries a command of the composer out. */
  runSlash(request: SlashRequest, chat: SlashChat): Promise<SlashOutcome>;
  /** Asks for a key. Resolves to whether one was stored. */
  setKey(): Promise<boolean>;
  log(message: string): void;
}

/** The answer to a draft; without a `text` the person sees why already. */
export type DraftAnswer =
  | { readonly type: "accepted"; readonly queued?: boolean }
  | { readonly type: "rejected"; readonly text?: string };

interface Draft {
  readonly draftId: string;
  readonly text: string;
  readonly attachments?: readonly SentAttachment[];
}

/** How many answers are kept for a view that was built anew meanwhile. */
const maxKept = 50;
const accepted: DraftAnswer = { type: "accepted" };
const queued: DraftAnswer = { type: "accepted", queued: true };

/** The questions of one view; it outlives the view's page. */
export class Questions {
  readonly #service: ConversationService;
  readonly #host: QuestionHost;
  readonly #context: QuestionContext;
  readonly #chat: SlashChat;
  readonly #answers = new Map<string, Promise<DraftAnswer>>();

  /** `startNew` opens a new chat where this one is shown, or beside it. */
  constructor(
    service: ConversationService,
    host: QuestionHost,
    context: QuestionContext,
    startNew: () => Promise<void> = async () => service.startNew(),
  ) {
    this.#service = service;
    this.#chat = { service, startNew };
    this.#host = host;
    this.#context = context;
  }

  /**
   * Asks `text` below the last turn, or queues it while it has to wait for a reply, when there is a key, `whenReady` has resolved and the files are found. `post` is
   * told which of them is gone. Never rejects.
   */
  send(draft: Draft, whenReady: () => Promise<unknown>, post: (message: ToWebview) => void): Promise<DraftAnswer> {
    const { draftId, text } = draft;
    return this.#once(draftId, async () => {
      const { current } = this.#service;
      const slash = this.#slashOf(draft);
      // One that the chat has no part in needs nothing of it, not even a key.
      if (slash && slash.command !== "explain") return toAnswer(await this.#host.runSlash(slash, this.#chat));
      const { refusal } = this.#service;
      if (refusal === "newer" || refusal === "elsewhere") return this.#refused() ?? { type: "rejected" };
      if (!this.#host.environment.hasKey && !(await this.#host.setKey())) {
        return this.#reject(this.#host.t("MiMo needs an API key first."));
      }
      const attachments = await this.#host.attachments.resolve(draft.attachments ?? []);
      await whenReady();
      if ("gone" in attachments) {
        post(this.#host.attachments.describeGone(attachments.gone));
        return { type: "rejected" };
      }
      const outcome = slash && (await this.#host.runSlash(slash, this.#chat));
      if (slash && typeof outcome !== "object") return toAnswer(outcome);
      const asked = typeof outcome === "object" ? outcome : { question: text, references: [] };
      const context = await this.#context.prepare(text);
      if (!context) return { type: "rejected" };
      if (this.#service.current !== current) {
        return this.#reject(this.#host.t("Another chat was opened before this was sent."));
      }
      const waits = this.#service.queue.isBusy;
      const references = [...asked.references, ...context];
      const question = [asked.question, references, attachments, draftId] as const;
      if (!(waits ? this.#service.enqueue(...question) : this.#service.send(...question))) {
        return this.#reject(this.whyNot);
      }
      this.#tellSent();
      return waits ? queued : accepted;
    });
  }

  /** Asks the question `messageId` again in other words; one that waits, waits in those. Never rejects. */
  edit(
    draft: { readonly draftId: string; readonly messageId: string; readonly text: string },
    whenReady: () => Promise<unknown>,
  ): Promise<DraftAnswer> {
    const { draftId, messageId, text } = draft;
    return this.#once(draftId, async () => {
      await whenReady();
      if (await this.#service.queue.edit(messageId, text)) return accepted;
      const refused = this.#refused();
      if (refused) return refused;
      const isThere = this.#service.current.get(messageId)?.role === "user";
      if (this.#service.edit(messageId, text, draftId)) return accepted;
      if (isThere) return this.#reject(this.whyNot);
      return this.#reject(this.#host.t("This question is no longer in the chat that is open."));
    });
  }

  /** What became of a draft, for a view that missed the answer. One that nobody knows was never taken. */
  answerTo(draftId: string): Promise<DraftAnswer> {
    const known = this.#answers.get(draftId);
    return known ?? Promise.resolve(this.#isTaken(draftId) ? accepted : { type: "rejected" });
  }

  /** Why nothing can be asked now, in a sentence. */
  get refusal(): string | undefined {
    const { refusal } = this.#service;
    return refusal && refusalWords(refusal, this.#host.t);
  }

  /** Why something was just not taken that could have been: else another window was faster, and is done already. */
  get whyNot(): string {
    return this.refusal ?? this.#host.t("This went on in another window meanwhile.");
  }

  #once(draftId: string, ask: () => Promise<DraftAnswer>): Promise<DraftAnswer> {
    const known = this.#answers.get(draftId);
    if (known) return known;
    const answer = this.#isTaken(draftId) ? Promise.resolve(accepted) : ask().catch((error) => this.#failed(error));
    this.#answers.set(draftId, answer);
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= maxKept) break;
      this.#answers.delete(oldest);
    }
    return answer;
  }

  /** Files are for the model: what comes with them is a question, unless the command asks one. */
  #slashOf({ text, attachments = [] }: Pick<Draft, "text" | "attachments">): SlashRequest | undefined {
    const slash = parseSlash(text);
    return slash?.command === "explain" || attachments.length === 0 ? slash : undefined;
  }

  #isTaken(draftId: string): boolean {
    return this.#service.current.get(draftId) !== undefined || this.#service.queue.has(draftId);
  }

  /** The question is in the conversation, whatever becomes of the chips. */
  #tellSent(): void {
    try {
      this.#context.sent();
    } catch (error) {
      this.#host.log(`context not cleared: ${String(error)}`);
    }
  }

  #refused(): DraftAnswer | undefined {
    const { refusal } = this;
    return refusal === undefined ? undefined : this.#reject(refusal);
  }

  #failed(error: unknown): DraftAnswer {
    this.#host.log(`not sent: ${String(error)}`);
    return this.#reject(this.#host.t("This could not be sent: {0}", reasonOf(error)));
  }

  #reject(text: string): DraftAnswer {
    return { type: "rejected", text };
  }
}

/** What was refused was said. */
function toAnswer(outcome: SlashOutcome): DraftAnswer {
  return outcome === undefined ? { type: "rejected" } : accepted;
}

/** What an error says, for a sentence about it. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export function refusalWords(refusal: AskRefusal, t: Translate): string {
  const words: Readonly<Record<AskRefusal, string>> = {
    streaming: t("A reply is being written. Stop it, or send this when it is done."),
    elsewhere: t("This goes on in another window."),
    newer: t("A newer version of MiMo Assistant wrote this conversation. Here it can be read, but not changed."),
  };
  return words[refusal];
}
