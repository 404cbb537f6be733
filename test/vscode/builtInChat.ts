// Drives VS Code's own Chat view as a person does. Its elements have no names of ours, so the selectors are those of
// VS Code 1.139; signed out it needs the setting `chat.allowAnonymousAccess`.
import type { Locator } from "playwright-core";
import type { VsCodeWindow } from "./driver.ts";
import { waitFor } from "./waitFor.ts";

/** The Chat view of one window. */
export class BuiltInChat {
  readonly session: Locator;
  readonly input: Locator;
  readonly #window: VsCodeWindow;

  constructor(window: VsCodeWindow) {
    this.#window = window;
    this.session = window.page.locator(".part.auxiliarybar .interactive-session").first();
    this.input = this.session.locator(".chat-input-container .monaco-editor").first();
  }

  /** Shows the view, and waits until a model of that name is picked in it, as VS Code does by itself when it has no other. */
  async open(model = "MiMo"): Promise<void> {
    await this.#window.runCommand("Chat: Open Chat (Agent)");
    await this.input.waitFor({ timeout: 30_000 });
    await waitFor(`the model ${model} in the chat`, async () => (await this.model()).includes(model), 30_000);
  }

  /**
   * Has a first answer, whatever it is. Where VS Code cannot reach its own service, its setup refuses the messages sent before its chat extension has
   * learned of other models ("Please try again."), and shows nowhere when that is over.
   */
  async warmUp(): Promise<void> {
    let tries = 0;
    await waitFor(
      "VS Code's chat to take a message",
      async () => !(await this.ask(`Are you there? (${++tries})`)).includes("Please try again"),
      60_000,
    );
  }

  /** The model shown below the input. */
  async model(): Promise<string> {
    const label = this.session.locator(".model-picker-name").first();
    return (await label.isVisible()) ? ((await label.textContent()) ?? "") : "";
  }

  /** Writes a message and sends it; resolves when it is the last one that stands in the chat. */
  async send(text: string): Promise<void> {
    await this.input.click();
    await this.#window.page.keyboard.insertText(text);
    await this.#window.page.keyboard.press("Enter");
    // The list draws only what is in view, in any order: nothing can be counted, and the words have to be new.
    const words = text.startsWith("@") ? (text.trim().split(" ").at(-1) ?? "") : text.trim();
    await this.session.locator(".interactive-request", { hasText: words }).first().waitFor();
  }

  /** Sends, and resolves to the text of the answer when it has ended. */
  async ask(text: string, timeoutMs = 30_000): Promise<string> {
    await this.send(text);
    return this.waitForReply(timeoutMs);
  }

  /** Waits until the answer has ended; resolves to all that it shows. */
  async waitForReply(timeoutMs = 30_000): Promise<string> {
    const written = this.session.locator(".chat-response-loading");
    const ended = async () =>
      (await written.count()) === 0 &&
      !(await this.#stopButton().isVisible()) &&
      !/^(Working|Evaluating|Thinking)\W*$/.test(await this.lastResponse());
    await waitFor("VS Code's chat to finish", ended, timeoutMs);
    return this.lastResponse();
  }

  /** What the last answer shows, with VS Code's own lines. */
  async lastResponse(): Promise<string> {
    return (await this.session.locator(".chat-most-recent-response").innerText()).trim();
  }

  /** Presses the stop button. */
  async stop(): Promise<void> {
    await this.#stopButton().click();
  }

  #stopButton(): Locator {
    return this.session.locator(
      ".chat-execute-toolbar .action-label:not(.codicon-arrow-up-compact)[aria-label^=Cancel]",
    );
  }
}
