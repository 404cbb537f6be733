// Reads replies aloud while they are written, when the setting says so: sentence by sentence, without reasoning or code.

import type { ConversationService } from "../../core/conversation/conversationService.ts";
import { textOf } from "../../core/conversation/message.ts";
import { SpeakableStream } from "../../core/speech/speakableStream.ts";
import type { Disposable } from "../../core/util/disposable.ts";
import type { Reading } from "./reading.ts";
import type { SpeechController } from "./speechController.ts";

export interface ReplyReaderDeps {
  readonly service: ConversationService;
  readonly controller: SpeechController;
  readonly isOn: () => boolean;
  readonly title: () => string;
}

/** The reply that is being read, if one is. */
interface Current {
  readonly id: string;
  readonly stream: SpeakableStream;
  readonly reading: Promise<Reading>;
  /** Parts go in order, whenever the reading is there. */
  queue: Promise<void>;
}

/** In its turn. A reading that cannot start has said so. */
function read(reply: Current, parts: Parameters<Reading["add"]>[0], isOver: boolean): void {
  reply.queue = reply.queue.then(async () => (await reply.reading).add(parts, isOver)).catch(() => {});
}

/** Starts a reading with the first words of each reply. Stopping it leaves the rest of that reply unread. */
export function readRepliesAsTheyStream({ service, controller, isOn, title }: ReplyReaderDeps): Disposable {
  let current: Current | undefined;
  const feed = (reply: Current, added: string, isOver: boolean) => {
    const parts = reply.stream.push(added);
    const all = isOver ? [...parts, ...reply.stream.end()] : parts;
    if (all.length === 0 && !isOver) return;
    read(reply, all, isOver);
  };
  return service.onDidChange((change) => {
    if (change.type === "reset") {
      if (!current || service.current.get(current.id)) return;
      // The conversation was left: what came of the reply is read to its end.
      const left = current;
      read(left, left.stream.end(), true);
      current = undefined;
      return;
    }
    if (change.type === "text") {
      if (current?.id !== change.id && isOn()) {
        const reading = controller.start({ title: title(), messageId: change.id, reveal: false });
        current = {
          id: change.id,
          stream: new SpeakableStream({ code: "skip" }),
          reading,
          queue: Promise.resolve(),
        };
        const turn = service.current.get(change.id);
        feed(current, turn ? textOf(turn) : "", false);
      } else if (current?.id === change.id) feed(current, change.isNew ? `\n\n${change.text}` : change.text, false);
    }
    if (change.type === "updated" && current?.id === change.id) {
      const turn = service.current.get(change.id);
      if (turn?.role !== "assistant" || turn.state === "streaming") return;
      feed(current, "", true);
      current = undefined;
    }
  });
}
