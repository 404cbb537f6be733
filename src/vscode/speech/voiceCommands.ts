// Select Voice, Design Voice, Clone Voice.

import * as vscode from "vscode";
import { checkSample } from "../../core/speech/voiceSample.ts";
import { autoVoice, type OwnVoice, presetVoices, stylePresets, type Voice } from "../../core/speech/voices.ts";
import { describeSampleProblem } from "../errors/describeSpeechError.ts";
import { showError, showInformation, showWarning } from "../messages/messages.ts";
import type { SpeechSettings } from "../settings/speechSettings.ts";
import type { SpeechController } from "./speechController.ts";
import type { VoiceStore } from "./voiceStore.ts";

export interface VoiceCommandsDeps {
  readonly controller: SpeechController;
  readonly voices: VoiceStore;
  readonly settings: () => SpeechSettings;
  /** Writes what the person chose. */
  readonly change: (name: "speech.voice" | "speech.style" | "speech.singing", value: string | boolean) => Promise<void>;
}

interface VoiceItem extends vscode.QuickPickItem {
  /** What the setting becomes. */
  readonly setting?: string;
  /** What the sample is spoken with. */
  readonly voice?: Voice;
  readonly run?: () => Promise<void>;
}

export function voiceCommands(deps: VoiceCommandsDeps) {
  const commands = {
    /** A list with a sample of each; own voices can be deleted in it. */
    async selectVoice(): Promise<void> {
      await deps.voices.load();
      const item = await pickVoice(deps, commands);
      if (item?.run) await item.run();
      else if (item?.setting !== undefined) await deps.change("speech.voice", item.setting);
    },

    /** From a description to a voice: heard first, kept under a name if it pleases. */
    async designVoice(): Promise<void> {
      let description = "";
      for (;;) {
        const entered = await vscode.window.showInputBox({
          title: vscode.l10n.t("Design Voice"),
          prompt: vscode.l10n.t("Describe the voice: age, timbre, mood, pace."),
          placeHolder: vscode.l10n.t("A woman in her thirties, warm and clear, unhurried"),
          value: description,
          ignoreFocusOut: true,
          validateInput: (text) => (/\S/.test(text) ? undefined : vscode.l10n.t("Describe the voice in a few words.")),
        });
        if (entered === undefined) return;
        description = entered.trim();
        await hear(deps, { kind: "design", id: "design:", name: description, description });
        const keep = vscode.l10n.t("Keep This Voice");
        const change = vscode.l10n.t("Change the Description");
        const choice = await showInformation(vscode.l10n.t("Do you like this voice?"), keep, change);
        if (choice === keep) break;
        if (choice !== change) return;
      }
      const name = await askName(deps);
      if (name === undefined) return;
      await useVoice(deps, await deps.voices.addDesign(name, description));
    },

    /** From a recording to a voice, with the consent of whoever speaks in it. */
    async cloneVoice(): Promise<void> {
      const [file] =
        (await vscode.window.showOpenDialog({
          title: vscode.l10n.t("Choose a Recording"),
          filters: { [vscode.l10n.t("Recordings")]: ["wav", "mp3"] },
        })) ?? [];
      if (!file) return;
      const { size } = await vscode.workspace.fs.stat(file);
      // Looked at before it is read: a film would fill the memory.
      const sample = size > 64 * 1024 * 1024 ? undefined : new Uint8Array(await vscode.workspace.fs.readFile(file));
      const check = sample ? checkSample(sample) : ({ ok: false, problem: "too-large" } as const);
      if (!sample || !check.ok) {
        void showError(describeSampleProblem(check.ok ? "empty" : check.problem, vscode.l10n.t));
        return;
      }
      const consent = vscode.l10n.t("I Confirm");
      const sentence = vscode.l10n.t("This is my own voice, or its owner has agreed that I clone it.");
      const detail = vscode.l10n.t(
        "The recording is kept on this computer only and can be deleted in Select Voice. It is sent to MiMo each time the voice speaks.",
      );
      if ((await showWarning(sentence, { modal: true, detail }, consent)) !== consent) return;
      const name = await askName(deps);
      if (name === undefined) return;
      await useVoice(deps, await deps.voices.addClone(name, check.mimeType, sample));
    },
  };
  return commands;
}

async function pickVoice(
  deps: VoiceCommandsDeps,
  commands: { designVoice(): Promise<void>; cloneVoice(): Promise<void> },
): Promise<VoiceItem | undefined> {
  const pick = vscode.window.createQuickPick<VoiceItem>();
  pick.title = vscode.l10n.t("Select Voice");
  pick.matchOnDescription = true;
  // Hearing a sample shows the chat view; the list stays meanwhile.
  pick.ignoreFocusOut = true;
  const play = { iconPath: new vscode.ThemeIcon("unmute"), tooltip: vscode.l10n.t("Hear a Sample") };
  const remove = { iconPath: new vscode.ThemeIcon("trash"), tooltip: vscode.l10n.t("Delete Voice") };
  const show = () => {
    pick.items = itemsOf(deps, commands, play, remove);
    const { voice } = deps.settings();
    pick.activeItems = pick.items.filter((item) => item.setting === voice);
  };
  show();
  return new Promise((resolve) => {
    pick.onDidTriggerItemButton(async ({ item, button }) => {
      if (button === play && item.voice) await hear(deps, item.voice);
      if (button !== remove || item.setting === undefined) return;
      await deleteVoice(deps, item.setting);
      show();
    });
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

function itemsOf(
  deps: VoiceCommandsDeps,
  commands: { designVoice(): Promise<void>; cloneVoice(): Promise<void> },
  play: vscode.QuickInputButton,
  remove: vscode.QuickInputButton,
): VoiceItem[] {
  const t = vscode.l10n.t;
  const separator = (label: string): VoiceItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const { voice: current, style, singing } = deps.settings();
  const mark = (setting: string) => (setting === current ? " ✓" : "");
  const presets = presetVoices.map<VoiceItem>(({ id, language, gender }) => ({
    label: id,
    description: `${language === "en" ? t("English") : t("Chinese")}, ${gender === "female" ? t("female") : t("male")}${mark(id)}`,
    setting: id,
    voice: { kind: "preset", id },
    buttons: [play],
  }));
  const own = deps.voices.all.map<VoiceItem>((voice) => ({
    label: voice.name,
    description: (voice.kind === "design" ? t("designed") : t("cloned")) + mark(voice.id),
    ...(voice.kind === "design" && { detail: voice.description }),
    setting: voice.id,
    voice,
    buttons: [play, remove],
  }));
  return [
    { label: t("By Language"), description: `Mia, 冰糖${mark(autoVoice)}`, setting: autoVoice },
    ...presets,
    ...(own.length > 0 ? [separator(t("Your Voices")), ...own] : []),
    separator(t("More")),
    { label: t("Style…"), description: style, run: () => selectStyle(deps) },
    {
      label: singing ? t("Stop Singing") : t("Sing"),
      description: t("MiMo's own voices only"),
      run: () => deps.change("speech.singing", !singing),
    },
    { label: t("Design Voice…"), run: commands.designVoice },
    { label: t("Clone Voice…"), run: commands.cloneVoice },
  ];
}

async function selectStyle({ change }: VoiceCommandsDeps): Promise<void> {
  const none = { label: vscode.l10n.t("No Style"), style: "" };
  const other = { label: vscode.l10n.t("Custom…"), style: undefined, alwaysShow: true };
  const presets = stylePresets.map((style) => ({ label: style, style }));
  const picked = await vscode.window.showQuickPick([none, ...presets, other], {
    title: vscode.l10n.t("Style of Speech"),
  });
  if (!picked) return;
  const style =
    picked.style ??
    (await vscode.window.showInputBox({
      title: vscode.l10n.t("Style of Speech"),
      prompt: vscode.l10n.t("In plain words: how the voice is to speak."),
    }));
  if (style !== undefined) await change("speech.style", style);
}

async function hear({ controller }: VoiceCommandsDeps, voice: Voice): Promise<void> {
  const isChinese =
    voice.kind === "preset"
      ? presetVoices.find(({ id }) => id === voice.id)?.language === "zh"
      : vscode.env.language.startsWith("zh");
  // Not translated: the voice speaks its own language.
  const text = isChinese ? "你好，我来为你朗读代码和回答。" : "Hello, I read code and answers aloud for you.";
  const reading = await controller.start({ title: voice.kind === "preset" ? voice.id : voice.name, voice });
  reading.add([{ text, start: 0, end: text.length, language: isChinese ? "zh" : "en" }], true);
}

async function askName({ voices }: VoiceCommandsDeps): Promise<string | undefined> {
  await voices.load();
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t("Name of the Voice"),
    ignoreFocusOut: true,
    validateInput: (text) => {
      if (!/\S/.test(text)) return vscode.l10n.t("Enter a name.");
      const isTaken = voices.all.some((voice) => voice.name === text.trim());
      return isTaken
        ? {
            message: vscode.l10n.t("This replaces the voice of that name."),
            severity: vscode.InputBoxValidationSeverity.Warning,
          }
        : undefined;
    },
  });
  return name?.trim();
}

async function useVoice({ change }: VoiceCommandsDeps, voice: OwnVoice): Promise<void> {
  await change("speech.voice", voice.id);
  void showInformation(vscode.l10n.t("{0} reads from now on.", voice.name));
}

async function deleteVoice({ voices, settings, change }: VoiceCommandsDeps, id: string): Promise<void> {
  const name = voices.all.find((voice) => voice.id === id)?.name ?? id;
  const confirm = vscode.l10n.t("Delete");
  const question = vscode.l10n.t("Delete the voice {0} and its recording?", name);
  if ((await showWarning(question, { modal: true }, confirm)) !== confirm) return;
  await voices.remove(id);
  if (settings().voice === id) await change("speech.voice", autoVoice);
}
