// Save Speech: what was read last, as a WAV or MP3 file. What would be paid for a second time is asked about first.

import * as vscode from "vscode";
import { countUnkeptMp3, type RenderDeps, renderMp3, renderWav } from "../../core/speech/renderSpeech.ts";
import type { SpeechRequest } from "../../core/speech/speechModel.ts";
import type { SpeechDescription } from "../errors/describeSpeechError.ts";
import { showError, showInformation, showWarning, withNotification } from "../messages/messages.ts";
import type { ReadText } from "./speechController.ts";

export interface SaveSpeechDeps extends RenderDeps {
  readonly lastRead: () => ReadText | undefined;
  readonly describe: (error: unknown) => SpeechDescription;
}

/** Asks where to, then writes the file. */
export async function saveSpeech(deps: SaveSpeechDeps): Promise<void> {
  const text = deps.lastRead();
  if (!text || text.parts.length === 0) {
    void showInformation(vscode.l10n.t("Nothing has been read yet."));
    return;
  }
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = `${text.title.replaceAll(/[^\p{L}\p{N}.]+/gu, "-").slice(-60)}.wav`;
  const chosen = await askWhere(folder && vscode.Uri.joinPath(folder, name));
  if (!chosen) return;
  const requests = text.parts.map((part) => text.requestFor(part));
  const target = await affordable(deps, chosen, requests);
  if (!target) return;
  await withNotification(vscode.l10n.t("Saving speech…"), async (progress, token) => {
    const stop = new AbortController();
    const cancelled = token.onCancellationRequested(() => stop.abort());
    try {
      const advance = () => progress.report({ increment: 100 / text.parts.length });
      const render = isMp3(target) ? renderMp3 : renderWav;
      const file = await render(deps, requests, { signal: stop.signal, advance });
      await vscode.workspace.fs.writeFile(target, file);
      void showInformation(vscode.l10n.t("Speech saved as {0}.", vscode.workspace.asRelativePath(target)));
    } catch (error) {
      if (!stop.signal.aborted) void showError(deps.describe(error).text);
    } finally {
      cancelled.dispose();
    }
  });
}

async function askWhere(proposed: vscode.Uri | undefined): Promise<vscode.Uri | undefined> {
  return vscode.window.showSaveDialog({
    title: vscode.l10n.t("Save Speech"),
    filters: { WAV: ["wav"], MP3: ["mp3"] },
    ...(proposed && { defaultUri: proposed }),
  });
}

function isMp3(target: vscode.Uri): boolean {
  return target.path.toLowerCase().endsWith(".mp3");
}

/** The file to write: `chosen`, or a WAV file in its place when the person will not pay again; undefined for none. */
async function affordable(
  deps: SaveSpeechDeps,
  chosen: vscode.Uri,
  requests: readonly SpeechRequest[],
): Promise<vscode.Uri | undefined> {
  const unkept = isMp3(chosen) ? await countUnkeptMp3(deps, requests) : 0;
  if (unkept === 0) return chosen;
  const mp3 = vscode.l10n.t("Save as MP3");
  const wav = vscode.l10n.t("Save as WAV Instead");
  const answer = await showWarning(
    vscode.l10n.t("MiMo makes the MP3, which counts as speaking once more."),
    {
      modal: true,
      detail: vscode.l10n.t("Requests for it: {0}. A WAV file is made from what was already received.", unkept),
    },
    mp3,
    wav,
  );
  if (answer === mp3) return chosen;
  // Asked again, since there may be such a file.
  return answer === wav ? askWhere(chosen.with({ path: chosen.path.replace(/\.mp3$/i, ".wav") })) : undefined;
}
