// Save Speech: what was read last, as a WAV or MP3 file. Sound that is in the cache is not asked for again; MP3 is made
// by the service, since an encoder would weigh more than all the rest of speech.

import * as vscode from "vscode";
import { withoutId3 } from "../../core/speech/mp3.ts";
import { joinSamples } from "../../core/speech/pcm.ts";
import type { SpeechCache } from "../../core/speech/speechCache.ts";
import { joinBytes, type SpeechModel, type SpeechRequest, speechKey } from "../../core/speech/speechModel.ts";
import { encodeWav } from "../../core/speech/wav.ts";
import type { SpeechDescription } from "../errors/describeSpeechError.ts";
import type { ReadText } from "./speechController.ts";

export interface SaveSpeechDeps {
  readonly speech: SpeechModel;
  readonly cache: SpeechCache;
  readonly lastRead: () => ReadText | undefined;
  readonly describe: (error: unknown) => SpeechDescription;
}

/** Asks where to, then writes the file. */
export async function saveSpeech(deps: SaveSpeechDeps): Promise<void> {
  const text = deps.lastRead();
  if (!text || text.parts.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("Nothing has been read yet."));
    return;
  }
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = `${text.title.replaceAll(/[^\p{L}\p{N}.]+/gu, "-").slice(-60)}.wav`;
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t("Save Speech"),
    filters: { WAV: ["wav"], MP3: ["mp3"] },
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
  });
  if (!target) return;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t("Saving speech…"),
    cancellable: true,
  };
  await vscode.window.withProgress(options, async (progress, token) => {
    const stop = new AbortController();
    const cancelled = token.onCancellationRequested(() => stop.abort());
    try {
      const advance = () => progress.report({ increment: 100 / text.parts.length });
      const isMp3 = target.path.toLowerCase().endsWith(".mp3");
      const requests = text.parts.map((part) => text.requestFor(part));
      const file = isMp3
        ? await mp3Of(deps, requests, stop.signal, advance)
        : await wavOf(deps, requests, stop.signal, advance);
      await vscode.workspace.fs.writeFile(target, file);
      void vscode.window.showInformationMessage(
        vscode.l10n.t("Speech saved as {0}.", vscode.workspace.asRelativePath(target)),
      );
    } catch (error) {
      if (!stop.signal.aborted) void vscode.window.showErrorMessage(deps.describe(error).text);
    } finally {
      cancelled.dispose();
    }
  });
}

async function wavOf(
  { speech, cache }: SaveSpeechDeps,
  requests: readonly SpeechRequest[],
  signal: AbortSignal,
  advance: () => void,
): Promise<Uint8Array> {
  const all: Int16Array[] = [];
  for (const request of requests) {
    const key = speechKey(request);
    let samples = await cache.read(key);
    if (!samples) {
      const pieces: Int16Array[] = [];
      for await (const event of speech.speak(request, signal)) if (event.type === "samples") pieces.push(event.samples);
      samples = joinSamples(pieces);
      await cache.write(key, samples);
    }
    all.push(samples);
    advance();
  }
  return encodeWav(joinSamples(all));
}

/** Frames of MP3 may follow one another, so the parts' files become one without their tags. */
async function mp3Of(
  { speech }: SaveSpeechDeps,
  requests: readonly SpeechRequest[],
  signal: AbortSignal,
  advance: () => void,
): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for (const request of requests) {
    all.push(withoutId3(await speech.speakMp3(request, signal)));
    advance();
  }
  return joinBytes(all);
}
