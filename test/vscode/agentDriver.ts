// Follows the agent's runs in a driven window, and decides what they ask, as a person does.
import type { Locator } from "playwright-core";
import type { ChatDriver, ShownMessage } from "./chatDriver.ts";
import type { VsCodeWindow } from "./driver.ts";
import { waitFor } from "./waitFor.ts";

/** The runs in the chat view of one window. */
export class AgentDriver {
  readonly #window: VsCodeWindow;
  readonly #chat: ChatDriver;

  constructor(chat: ChatDriver) {
    this.#chat = chat;
    this.#window = chat.window;
  }

  /** What asks first; approvals and questions of the model alike. */
  get asks(): Locator {
    return this.#window.webviewLocator(".asks").first();
  }

  /** The calls of one tool, in order; those that are folded into one line are one. */
  calls(tool: string): Locator {
    return this.#window.webviewLocator(`[data-testid=tool-call][data-tool=${JSON.stringify(tool)}]`);
  }

  /** All calls as "tool state", in order. */
  async states(): Promise<string[]> {
    const calls = this.#window.byTestId("tool-call");
    return calls.evaluateAll((all) => all.map(({ dataset }) => `${dataset.tool} ${dataset.state}`));
  }

  /** Waits until a call is in that state. */
  async reaches(call: string): Promise<void> {
    await waitFor(`the call to be "${call}"`, async () => (await this.states()).includes(call), 30_000);
  }

  /** Waits until something asks; resolves to all that it shows. */
  async asked(): Promise<string> {
    await this.asks.waitFor();
    return (await this.asks.innerText()) ?? "";
  }

  /** The ways in which the approval that waits can be made lasting. */
  async offers(): Promise<string[]> {
    await this.asks.getByTestId("approve-options").click();
    return this.asks.getByTestId("approve-option").allTextContents();
  }

  /** Presses what waits; `offer` is one of `offers`, which stand open. */
  async approve(offer?: string): Promise<void> {
    if (offer === undefined) return this.#press("[data-testid=approve]");
    await this.#press(`.approve-offer >> text=${JSON.stringify(offer)}`);
  }

  async deny(): Promise<void> {
    await this.#press("[data-testid=deny]");
  }

  /** Answers the question that waits by one of its options. */
  async answer(option: string): Promise<void> {
    await this.#press(`[data-testid=question-option] >> text=${JSON.stringify(option)}`);
  }

  /** Answers it in other words. */
  async answerFreely(text: string): Promise<void> {
    await this.asks.getByTestId("question-answer").fill(text);
    await this.#press("[data-testid=question-send]");
  }

  /** Approves whatever asks until the run is over; resolves to the number of approvals and the answer. */
  async approveAll(timeoutMs = 60_000): Promise<{ approved: number; answer: ShownMessage }> {
    let approved = 0;
    const answer = await waitFor(
      "the run to end",
      async () => {
        const last = await this.#chat.lastMessage();
        if (last?.role === "assistant" && last.state !== "streaming" && last.state !== "waiting") return last;
        if ((await this.asks.count()) === 0) return undefined;
        await this.approve();
        approved++;
        return undefined;
      },
      timeoutMs,
    );
    return { approved, answer };
  }

  /** Chooses what the agent may do. */
  async mode(mode: "agent" | "ask" | "plan"): Promise<void> {
    const picker = this.#window.byTestId("mode-picker");
    await picker.selectOption(mode);
    await waitFor(`the mode to be ${mode}`, async () => (await picker.inputValue()) === mode);
  }

  /** A press sooner than 400 ms after something appeared is none: it is repeated until what asked has gone. */
  async #press(selector: string): Promise<void> {
    const asks = await this.asks.elementHandle();
    const button = await asks?.$(selector);
    if (!asks || !button) throw new Error(`Nothing asks with ${selector}.`);
    await waitFor(`${selector} to be taken`, async () => {
      const gone = async () =>
        !(await asks
          .evaluate((element) => (element as unknown as { isConnected: boolean }).isConnected)
          .catch(() => false));
      if (await gone()) return true;
      await button.click({ timeout: 1000 }).catch(() => {});
      return gone();
    });
  }
}
