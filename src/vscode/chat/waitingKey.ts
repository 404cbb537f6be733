// The chats whose runs wait for the person, and the context key `mimo.waiting`, by which keys and the palette go.

import * as vscode from "vscode";
import type { ConversationService } from "../../core/conversation/conversationService.ts";
import type { Disposable } from "../../core/util/disposable.ts";

/** One for the window. */
export class WaitingKey {
  /** What each chat that waits waits for first. */
  readonly #waiting = new Map<ConversationService, string>();
  /** Since when, by the token: a chat that is left, or opened again, waits as long as before. */
  readonly #since = new Map<string, number>();
  #count = 0;
  #isSet = false;

  /** Those that wait, in the order in which they began to. */
  get waiting(): readonly ConversationService[] {
    const since = (token: string) => this.#since.get(token) ?? 0;
    return [...this.#waiting].sort(([, a], [, b]) => since(a) - since(b)).map(([service]) => service);
  }

  /** Watches the runs of one chat. */
  watch(service: ConversationService): Disposable {
    const look = () => {
      const token = service.waiting[0]?.token;
      if (token === undefined) this.#waiting.delete(service);
      else {
        this.#waiting.set(service, token);
        if (!this.#since.has(token)) this.#since.set(token, this.#count++);
      }
      this.#tell();
    };
    // One that was left may wait already.
    look();
    const listening = service.onDidChange(({ type }) => {
      if (type === "waiting" || type === "reset") look();
    });
    return {
      dispose: () => {
        listening.dispose();
        this.#waiting.delete(service);
        this.#tell();
      },
    };
  }

  #tell(): void {
    const now = this.#waiting.size > 0;
    if (now === this.#isSet) return;
    this.#isSet = now;
    void vscode.commands.executeCommand("setContext", "mimo.waiting", now);
  }
}
