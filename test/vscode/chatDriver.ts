// Uses MiMo's chat in a driven window as a person does, through the `data-testid` names that stay.
import type { Locator } from "playwright-core";
import type { VsCodeWindow } from "./driver.ts";
import { waitFor } from "./waitFor.ts";

export type MessageRole = "user" | "assistant";
export type MessageState = "streaming" | "waiting" | "done" | "stopped" | "error";

/** A message as shown now. */
export interface ShownMessage {
  role: MessageRole;
  state: MessageState;
  /** Empty when the message has no reasoning. */
  reasoningText: string;
  /** The answer, or what the person wrote. */
  contentText: string;
}

/** The chat view of one window. */
export class ChatDriver {
  readonly window: VsCodeWindow;
  readonly composer: Locator;
  readonly messages: Locator;

  constructor(window: VsCodeWindow) {
    this.window = window;
    this.composer = window.byTestId("composer");
    this.messages = window.byTestId("message");
  }

  /** Shows the chat through its command and waits until one can type. */
  async open(): Promise<void> {
    await this.window.runCommand("MiMo: Open Chat");
    await this.ready();
  }

  /** Waits until one can type; the first start of an extension host takes seconds. */
  async ready(): Promise<void> {
    await this.composer.waitFor({ timeout: 60_000 });
  }

  /** Enters a key through "MiMo: Set API Key" and waits until the box has gone; an invalid key leaves it open and rejects. */
  async setApiKey(key: string): Promise<void> {
    const { quickInput } = this.window;
    await this.window.runCommand("MiMo: Set API Key");
    await waitFor("the box for the key", async () => (await quickInput.isOpen()) && (await quickInput.isPassword()));
    await quickInput.type(key);
    await quickInput.accept();
    await quickInput.widget.waitFor({ state: "hidden", timeout: 10_000 });
  }

  /** Writes a message and sends it with Enter; resolves when it stands in the conversation. */
  async send(text: string): Promise<void> {
    const sent = this.ofRole("user");
    const before = await sent.count();
    await this.composer.fill(text);
    await this.composer.press("Enter");
    await waitFor(`the message "${text.slice(0, 40)}" to be shown`, async () => (await sent.count()) > before);
  }

  /** Sends and waits for the end of the answer, whatever it is. */
  async ask(text: string, timeoutMs = 30_000): Promise<ShownMessage> {
    await this.send(text);
    return this.waitForReply(timeoutMs);
  }

  /** Waits until the last message is an answer that has ended. */
  async waitForReply(timeoutMs = 30_000): Promise<ShownMessage> {
    const last = `the answer to end`;
    const ended = async () => {
      const message = await this.lastMessage();
      return message?.role === "assistant" && message.state !== "streaming" && message.state !== "waiting" && message;
    };
    return waitFor(last, ended, timeoutMs);
  }

  /** Waits until the last message is of that role and state. */
  async waitForMessage(role: MessageRole, state: MessageState, timeoutMs = 30_000): Promise<ShownMessage> {
    const fits = async () => {
      const message = await this.lastMessage();
      return message?.role === role && message.state === state && message;
    };
    return waitFor(`the last message to be ${role}, ${state}`, fits, timeoutMs);
  }

  /** The last message, or undefined in an empty conversation. */
  async lastMessage(): Promise<ShownMessage | undefined> {
    return (await this.readAll()).at(-1);
  }

  /** The last answer; rejects if there is none. */
  async lastAssistant(): Promise<ShownMessage> {
    const found = (await this.readAll()).findLast(({ role }) => role === "assistant");
    if (!found) throw new Error("There is no answer in this conversation.");
    return found;
  }

  /** All messages in one look, oldest first. */
  async readAll(): Promise<ShownMessage[]> {
    // One evaluation, so that a message cannot change between two of its parts.
    return this.messages.evaluateAll((nodes) =>
      nodes.map((node) => {
        const part = (id: string) => node.querySelector(`[data-testid=${id}]`);
        // A run has several.
        const texts = [...node.querySelectorAll("[data-testid=content]")];
        // The details element's summary is a label, not reasoning.
        const thoughts = [...(part("reasoning")?.children ?? [])].filter((child) => child.localName !== "summary");
        return {
          role: node.getAttribute("data-role") as MessageRole,
          state: node.getAttribute("data-state") as MessageState,
          reasoningText: thoughts.map((child) => child.textContent?.trim()).join("\n"),
          contentText: (texts.length > 0 ? texts : [node]).map((text) => text.textContent?.trim()).join("\n"),
        };
      }),
    );
  }

  /** The messages of one role. */
  ofRole(role: MessageRole): Locator {
    return this.window.webviewLocator(`[data-testid="message"][data-role="${role}"]`);
  }

  /** A control inside the last answer, such as "regenerate" or "code-copy"; shown by hovering. */
  async inLastAssistant(id: string): Promise<Locator> {
    const answer = this.ofRole("assistant").last();
    await answer.hover();
    return answer.getByTestId(id).first();
  }

  /** Presses the stop button. */
  async stop(): Promise<void> {
    await this.window.byTestId("stop").click();
  }

  /** Presses "new chat" and waits for the empty conversation. */
  async newChat(): Promise<void> {
    await this.window.byTestId("new-chat").click();
    await waitFor("the conversation to be empty", async () => (await this.messages.count()) === 0);
  }

  /** The words of the error shown; waits for one. */
  async errorNotice(): Promise<string> {
    return (await this.window.byTestId("error-notice").last().textContent()) ?? "";
  }
}
