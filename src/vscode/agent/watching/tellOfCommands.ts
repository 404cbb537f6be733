// Commands in the background that end while no run of their chat goes on: nobody else hears of them. In a run the model is
// told at the next step, and what comes of that is told when the run ends.

import type { ConversationService } from "../../../core/conversation/conversationService.ts";
import type { Disposable } from "../../../core/util/disposable.ts";
import type { Event } from "../../../core/util/emitter.ts";
import type { EndedCommand } from "../commands/commands.ts";
import { commandSentence } from "./newsWords.ts";
import { type Telling, tellPerson, type WatchedPlace } from "./tellPerson.ts";

export interface EndedCommands {
  readonly onDidEnd: Event<EndedCommand>;
  /** Whether the model has still to be told of the command `id`. */
  isUntold(id: string): boolean;
  /** Shows what it put out. */
  show(id: string): unknown;
}

/** A chat that is open in the window. */
export interface WatchedChat {
  readonly service: ConversationService;
  readonly place: WatchedPlace;
}

/** Tells of each once. `chats` are those that are open; one that ends in another chat is told of all the same. */
export function tellOfCommands(commands: EndedCommands, chats: () => readonly WatchedChat[], by: Telling): Disposable {
  /** Ends of commands that wait for the end of a run. */
  const waiting = new Set<Disposable>();
  let isOver = false;
  const openChat = (id: string) => chats().find(({ service }) => service.current.id === id);
  const tell = ({ chat, id, command, state }: EndedCommand) => {
    const text = commandSentence(command, state, by.t);
    const press = () => commands.show(id);
    tellPerson({ news: "command", text, button: by.t("Show Output"), press }, openChat(chat)?.place, by);
  };
  const consider = (ended: EndedCommand) => {
    const service = openChat(ended.chat)?.service;
    if (!service?.isStreaming) return tell(ended);
    // The run may end without another step, or its chat may be left, and go on elsewhere in the window.
    const listening = service.onDidChange(({ type }) => {
      const goesOn = service.isStreaming && service.current.id === ended.chat;
      if (goesOn || (type !== "updated" && type !== "reset")) return;
      listening.dispose();
      waiting.delete(listening);
      // A chat that is left is found again when those who left it are done.
      queueMicrotask(() => {
        if (!isOver && commands.isUntold(ended.id)) consider(ended);
      });
    });
    waiting.add(listening);
  };
  const listening = commands.onDidEnd(consider);
  return {
    dispose: () => {
      isOver = true;
      listening.dispose();
      for (const each of waiting) each.dispose();
    },
  };
}
