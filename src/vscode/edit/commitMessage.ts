// Generate Commit Message: from the staged changes, else all, into the input box of Source Control.

import * as vscode from "vscode";
import type { Ask } from "../../core/access/readDecision.ts";
import { commitMessagePrompt } from "../../core/prompts/commitMessage.ts";
import { withWish } from "../../core/prompts/withWish.ts";
import { plainName } from "../../core/util/plainText.ts";
import { showInformation, withNotification } from "../messages/messages.ts";
import { chooseRepository } from "./chooseRepository.ts";
import { readDiff } from "./commitDiff.ts";
import { type EditingDeps, oneShot } from "./editing.ts";
import { wishOf } from "./editTarget.ts";
import { findGit, type GitRepository } from "./gitApi.ts";
import { InputBoxWriter } from "./inputBoxWriter.ts";
import { reportFailure } from "./reportFailure.ts";

/** Messages that show the repository's style. */
const lastMessages = 10;
/** Files that are named as left out. */
const maxNames = 5;

/** Writes commit messages; at most one at a time for each repository. */
export class CommitMessages {
  readonly #deps: EditingDeps;

  readonly #running = new Map<string, { readonly controller: AbortController; readonly writer: InputBoxWriter }>();

  constructor(deps: EditingDeps) {
    this.#deps = deps;
  }

  /** `argument` is the source control whose title was pressed. A second call for a repository replaces the first. */
  async generate(argument: unknown): Promise<void> {
    const repository = await findRepository(argument);
    if (!repository) return;
    const { diff, leftOut } = await readDiff(repository, this.#deps.access);
    if (diff.trim() === "") {
      void showInformation(vscode.l10n.t("There are no changes to describe."));
      return;
    }
    const key = repository.rootUri.toString();
    const former = this.#running.get(key);
    const run = { controller: new AbortController(), writer: new InputBoxWriter(repository.inputBox, former?.writer) };
    this.#running.set(key, run);
    former?.controller.abort();
    const { controller, writer } = run;
    try {
      await withProgress(controller, () => this.#stream(repository, diff, run, wishOf(argument)));
      if (writer.before.trim() !== "") void offerBack(repository, writer.before);
      if (leftOut.length > 0 && !controller.signal.aborted) void this.#offerLeftOut(leftOut, argument);
    } catch (error) {
      writer.restore();
      if (!controller.signal.aborted) void reportFailure(error, this.#deps, () => void this.generate(argument));
    } finally {
      if (this.#running.get(key) === run) this.#running.delete(key);
    }
  }

  /** Says whose text was not sent, and writes again with it if the person wants that. */
  async #offerLeftOut(leftOut: readonly Ask[], argument: unknown): Promise<void> {
    const { t } = vscode.l10n;
    const include = t("Include…");
    const names = leftOut.slice(0, maxNames).map(({ path }) => plainName(path));
    const more = leftOut.length > maxNames ? ", …" : "";
    const text = t("Written without what is in {0}.", names.join(", ") + more);
    if ((await showInformation(text, include)) !== include) return;
    if (await this.#deps.access.askConsent(leftOut)) await this.generate(argument);
  }

  /** Ends when the person types into the box: the message is theirs then. */
  async #stream(
    repository: GitRepository,
    diff: string,
    { controller, writer }: { readonly controller: AbortController; readonly writer: InputBoxWriter },
    wish: string,
  ): Promise<void> {
    const { signal } = controller;
    const messages = await repository.log({ maxEntries: lastMessages }).catch(() => []);
    const style = messages.map(({ message }) => message);
    const prompt = withWish(commitMessagePrompt(diff, style, this.#deps.language), wish);
    let text = "";
    const { fast } = this.#deps;
    for await (const event of fast.model.stream(oneShot(prompt, fast.options()), signal)) {
      if (signal.aborted) throw signal.reason;
      if (event.type !== "text-delta") continue;
      text += event.text;
      if (!writer.write(plainMessage(text))) return controller.abort();
    }
    if (signal.aborted) throw signal.reason;
  }
}

/** What was typed before the message came is not lost. */
async function offerBack({ inputBox }: GitRepository, typed: string): Promise<void> {
  const { t } = vscode.l10n;
  const back = t("Bring It Back");
  const pressed = await showInformation(t("The commit message replaced what you had typed."), back);
  if (pressed === back) inputBox.value = typed;
}

/** Models like to put a fence around what they were asked to write. */
function plainMessage(text: string): string {
  return text
    .replace(/^\s*`{3,}[^\n]*\n/, "")
    .replace(/\n`{3,}\s*$/, "")
    .trim();
}

function withProgress(controller: AbortController, run: () => Promise<void>): Thenable<void> {
  const title = vscode.l10n.t("MiMo is writing a commit message");
  return withNotification(title, (_progress, token) => {
    token.onCancellationRequested(() => controller.abort());
    return run();
  });
}

/** Says in a sentence why there is none. */
async function findRepository(argument: unknown): Promise<GitRepository | undefined> {
  const git = await findGit();
  const { t } = vscode.l10n;
  if (!git) {
    void showInformation(t("Commit messages need Git, and VS Code's Git extension switched on."));
    return undefined;
  }
  const found = await chooseRepository(git, argument, t("Generate Commit Message"));
  if (!found && git.repositories.length === 0) void showInformation(t("There is no Git repository in this workspace."));
  return found;
}
