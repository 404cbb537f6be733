// One who uses the chat for hours: each thing a person does, with what may go wrong at the service, by chance.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PlayerDriver, selectAll } from "../e2e/speechSuite.ts";
import type { Emulator } from "../emulator/emulator.ts";
import type { Fault } from "../emulator/fault.ts";
import { AgentDriver } from "../vscode/agentDriver.ts";
import { ChatDriver, type ShownMessage } from "../vscode/chatDriver.ts";
import { openVsCode, type VsCodeWindow } from "../vscode/driver.ts";
import type { VsCodeServer } from "../vscode/server.ts";
import { waitFor } from "../vscode/waitFor.ts";
import type { Ledger, Shown } from "./ledger.ts";
import type { Random } from "./random.ts";

export interface PersonDeps {
  readonly random: Random;
  readonly ledger: Ledger;
  readonly emulator: Emulator;
  readonly server: VsCodeServer;
  readonly window: VsCodeWindow;
  /** Absolute path of the open folder; edit.ts and read.md are in it. */
  readonly workspace: string;
}

/** What is done while one extension host lives, by how often. */
export const calmWeights = {
  ask: 34,
  askWithFault: 16,
  stop: 12,
  queue: 6,
  newChat: 8,
  openEarlier: 6,
  edit: 7,
  read: 5,
  agent: 3,
  closeView: 3,
} as const;

/** What ends windows and hosts, among the rest. */
export const roughWeights = {
  ...calmWeights,
  reload: 6,
  reloadInMidStream: 6,
  kill: 6,
  secondWindow: 6,
} as const;

export type Action = keyof typeof roughWeights;

/** What has been shown for so long is on disk, ms. */
const shownMs = 1000;

/** Does one thing after the other in one window, and notes what it sees. */
export class Person {
  readonly #deps: PersonDeps;
  readonly #chat: ChatDriver;
  #count = 0;

  constructor(deps: PersonDeps) {
    this.#deps = deps;
    this.#chat = new ChatDriver(deps.window);
  }

  async do(action: Action): Promise<void> {
    this.#deps.emulator.reset();
    await this[action]();
    await this.#look();
  }

  async ask(): Promise<void> {
    this.#script();
    await this.#ask(this.#question());
  }

  async askWithFault(): Promise<void> {
    this.#script();
    this.#deps.emulator.addFaults(this.#fault());
    await this.#ask(this.#question());
  }

  async stop(): Promise<void> {
    await this.#askForLong();
    await this.#deps.window.page.waitForTimeout(this.#deps.random.between(0, 400));
    await this.#chat.stop();
    await this.#chat.waitForReply();
  }

  async queue(): Promise<void> {
    const { emulator } = this.#deps;
    emulator.setScript([{ text: this.#words(60), delayMs: 15 }, { text: this.#words(20) }]);
    await this.#send(this.#question());
    await this.#ask(this.#question());
  }

  newChat(): Promise<void> {
    return this.#chat.newChat();
  }

  async openEarlier(): Promise<void> {
    const { window, random } = this.#deps;
    await window.runCommand("MiMo: Show History");
    const items = window.byTestId("history-item");
    await items.first().waitFor();
    await items.nth(random.between(0, Math.min(8, (await items.count()) - 1))).click();
    await this.#chat.ready();
  }

  async edit(): Promise<void> {
    const { window, emulator, random, workspace } = this.#deps;
    const before = readFileSync(join(workspace, "edit.ts"), "utf8");
    const after = `export const value = ${++this.#count};\n`;
    emulator.setScript({ text: `\`\`\`ts\n${after}\`\`\`` });
    await selectAll(window, "edit.ts");
    await window.runCommand("MiMo: Refactor");
    const accept = window.page.locator(".codelens-decoration a", { hasText: "Accept" }).first();
    await accept.waitFor();
    const isTaken = random.next() < 0.5;
    await window.runCommand(isTaken ? "MiMo: Accept Edit" : "MiMo: Reject Edit");
    await accept.waitFor({ state: "detached" });
    await window.runCommand("File: Save");
    const expected = isTaken ? after : before;
    const stored = () => readFileSync(join(workspace, "edit.ts"), "utf8").trim() === expected.trim();
    await waitFor(`edit.ts to be "${expected.trim()}"`, stored);
    await window.runCommand("View: Close All Editors");
    await this.#chat.open();
  }

  async read(): Promise<void> {
    const { window, workspace } = this.#deps;
    writeFileSync(join(workspace, "read.md"), `${this.#words(12)}. ${this.#words(12)}.\n`);
    await this.#chat.composer.click();
    const player = new PlayerDriver(window);
    await player.leaveBehind();
    await selectAll(window, "read.md");
    await window.runCommand("MiMo: Read Selection Aloud");
    await player.until("playing");
    await player.press("player-stop");
    await window.runCommand("View: Close All Editors");
    await this.#chat.open();
  }

  /** The service lists an agent's calls: it writes a file, says so, and is done. */
  async agent(): Promise<void> {
    const { emulator, workspace } = this.#deps;
    const question = this.#question();
    const content = this.#words(5);
    const calls = [
      { name: "list_files", arguments: {} },
      { name: "write_file", arguments: { path: "written.txt", content } },
    ];
    emulator.addAgent({ question, steps: [{ calls }, { text: "It is written." }] });
    const reply = await this.#ask(question);
    if (reply.state !== "done") throw new Error(`The agent ended as ${reply.state}: ${reply.contentText}`);
    const written = readFileSync(join(workspace, "written.txt"), "utf8");
    if (written !== content) throw new Error(`written.txt is "${written}" and not "${content}".`);
    await new AgentDriver(this.#chat).states();
  }

  async closeView(): Promise<void> {
    await this.#deps.window.runCommand("View: Toggle Secondary Side Bar Visibility");
    await this.#chat.open();
  }

  async reload(): Promise<void> {
    await this.#deps.window.reloadWindow();
    await this.#chat.open();
  }

  async reloadInMidStream(): Promise<void> {
    await this.#askForLong();
    await this.#seenForAWhile();
    await this.reload();
  }

  async kill(): Promise<void> {
    await this.#askForLong();
    await this.#seenForAWhile();
    this.#deps.server.killExtensionHost();
    await this.reload();
  }

  async secondWindow(): Promise<void> {
    const { server, emulator, ledger } = this.#deps;
    const other = await openVsCode(server);
    try {
      const chat = new ChatDriver(other);
      await chat.open();
      await chat.newChat();
      emulator.setScript({ text: this.#words(30) });
      await chat.ask(this.#question(), 60_000);
      ledger.note(await shownIn(chat));
    } finally {
      await other.close();
    }
  }

  /** Resolves when the question stands in the conversation: of a long one not all is on the page, and nothing can be counted. */
  async #send(question: string): Promise<void> {
    await this.#chat.composer.fill(question);
    await this.#chat.composer.press("Enter");
    const [head = ""] = question.split(":");
    const asked = this.#chat.ofRole("user").filter({ hasText: `${head}:` });
    await asked.first().waitFor({ timeout: 60_000 });
  }

  async #ask(question: string): Promise<ShownMessage> {
    await this.#send(question);
    return this.#chat.waitForReply(90_000);
  }

  async #look(): Promise<void> {
    this.#deps.ledger.note(await shownIn(this.#chat));
  }

  /** A reply is being written when this resolves, and would be for a minute. */
  async #askForLong(): Promise<void> {
    this.#deps.emulator.setScript({ text: this.#words(4000), delayMs: 20 });
    await this.#send(this.#question());
    const text = () => this.#deps.window.byTestId("content").last().textContent();
    await waitFor("the reply to begin", async () => {
      const last = (await this.#chat.readAll()).at(-1);
      return last?.role === "assistant" && /w\d/.test((await text()) ?? "");
    });
  }

  async #seenForAWhile(): Promise<void> {
    await this.#look();
    await this.#deps.window.page.waitForTimeout(shownMs);
  }

  #script(): void {
    const { emulator, random } = this.#deps;
    const reasoning = random.next() < 0.5 ? { reasoning: this.#words(random.between(1, 200)) } : {};
    const delayMs = random.one([0, 0, 0, 1, 5]);
    emulator.setScript({ ...reasoning, text: this.#words(random.between(1, 300)), delayMs });
  }

  #fault(): Fault {
    const { random } = this.#deps;
    const after = random.between(1, 6);
    return random.one<Fault>([
      { kind: "status", status: random.one([400, 402, 403, 404, 409, 429, 500, 503]) },
      { kind: "slow-first-byte", ms: 800 },
      { kind: "slow-stream", ms: 10 },
      { kind: "cut-mid-character", after },
      { kind: "cut-before-finish", after },
      { kind: "reset", after },
      { kind: "garbage-line", after },
      { kind: "error-in-stream", after },
      { kind: "finish", reason: random.one(["length", "content_filter", "repetition_truncation"]) },
      { kind: "refuse" },
      { kind: "wire", wire: { crlf: true, comments: true, splitBytes: 7 } },
    ]);
  }

  #question(): string {
    return `Question ${++this.#count}: ${this.#words(this.#deps.random.between(1, 20))}`;
  }

  /** Words that Markdown leaves as they are. */
  #words(count: number): string {
    return Array.from({ length: count }, () => `w${this.#deps.random.between(0, 9999)}`).join(" ");
  }
}

/** The words of each message that is on the page; what is said of an error is none of them. */
function shownIn(chat: ChatDriver): Promise<readonly Shown[]> {
  return chat.messages.evaluateAll((nodes) =>
    nodes.map((node) => ({
      role: node.getAttribute("data-role") as Shown["role"],
      contentText: [...node.querySelectorAll("[data-testid=content]")].map((text) => text.textContent).join(" "),
    })),
  );
}
