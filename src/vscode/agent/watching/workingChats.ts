// The chats of a window in which an agent works now, and what each is at: for the status bar and its menu.

import { type RunAtWork, StepCount } from "../../../core/agent/watching/runsAtWork.ts";
import type { ConversationService } from "../../../core/conversation/conversationService.ts";
import { titleOf } from "../../../core/conversation/titleOf.ts";
import { replyCost } from "../../../core/model/cost.ts";
import type { Currency } from "../../../core/model/prices.ts";
import type { Disposable } from "../../../core/util/disposable.ts";
import { Emitter } from "../../../core/util/emitter.ts";
import type { WatchedPlace } from "./tellPerson.ts";
import { turnInProgress } from "./turnInProgress.ts";

/** A chat in which a run goes on. */
export interface WorkingChat extends RunAtWork {
  readonly title: string;
  open(): unknown;
  stop(): Promise<void>;
}

interface Watched {
  readonly service: ConversationService;
  readonly place: Pick<WatchedPlace, "open">;
  turn: string | undefined;
  count: StepCount;
}

/** One for the window. */
export class WorkingChats implements Disposable {
  readonly #currency: () => Currency;
  readonly #watched = new Set<Watched>();
  readonly #changed = new Emitter<void>();
  /** What `all` says may be another. Not with each word that comes. */
  readonly onDidChange = this.#changed.event;

  constructor(currency: () => Currency) {
    this.#currency = currency;
  }

  /** In the order their chats were opened. */
  get all(): readonly WorkingChat[] {
    return [...this.#watched].flatMap((watched) => this.#workOf(watched) ?? []);
  }

  watch(service: ConversationService, place: Pick<WatchedPlace, "open">): Disposable {
    const watched: Watched = { service, place, turn: undefined, count: new StepCount() };
    this.#watched.add(watched);
    const takeUp = () => {
      const turn = turnInProgress(service);
      if (turn) follow(watched, turn.id);
    };
    takeUp();
    if (watched.turn !== undefined) this.#changed.fire();
    const listening = service.onDidChange((change) => {
      switch (change.type) {
        case "text":
        case "reasoning":
        case "output":
        case "queue":
          return;
        case "added":
          follow(watched, change.message.id);
          break;
        case "updated":
        case "waiting":
          follow(watched, change.id);
          break;
        case "head":
          // How a call is written, and how far it has come, says nothing of a run that is known.
          if (watched.turn === change.id && watched.count.isRun) return;
          follow(watched, change.id);
          break;
        case "reset":
          takeUp();
          break;
        default:
      }
      this.#changed.fire();
    });
    return {
      dispose: () => {
        listening.dispose();
        this.#watched.delete(watched);
        this.#changed.fire();
      },
    };
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #workOf(watched: Watched): WorkingChat | undefined {
    const { service, place } = watched;
    const turn = watched.turn === undefined ? undefined : service.current.get(watched.turn);
    if (turn?.role !== "assistant" || turn.state !== "streaming") return undefined;
    watched.count.look(turn.parts);
    if (!watched.count.isRun) return undefined;
    const cost = turn.usage && replyCost(turn.usage, turn.model, turn.createdAt, this.#currency());
    return {
      title: titleOf(service.current) || "MiMo",
      steps: watched.count.steps,
      ...(cost && { cost }),
      waits: service.waiting.length > 0,
      open: () => place.open(),
      stop: () => service.stop(),
    };
  }
}

function follow(watched: Watched, turn: string): void {
  if (watched.turn === turn) return;
  watched.turn = turn;
  watched.count = new StepCount();
}
