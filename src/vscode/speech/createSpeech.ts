// Everything about speech in the editor, put together: the entry of its own bundle, loaded by lazySpeech.ts when
// somebody wants to hear something.

import { join } from "node:path";
import * as vscode from "vscode";
import type { Conversation } from "../../core/conversation/conversation.ts";
import type { ConversationService } from "../../core/conversation/conversationService.ts";
import type { LanguageModel } from "../../core/model/languageModel.ts";
import { soundOf } from "../../core/speech/renderSpeech.ts";
import { createSpeechModel } from "../../core/speech/speechModel.ts";
import { languageOf } from "../../core/speech/text/language.ts";
import { speakableParts } from "../../core/speech/text/speakable.ts";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import type { MayShow } from "../access/askConsent.ts";
import type { CommandTable } from "../commands/commandTable.ts";
import type { ErrorContext } from "../errors/describeError.ts";
import { describeSpeechError, type SpeechAction } from "../errors/describeSpeechError.ts";
import { showInformation } from "../messages/messages.ts";
import type { SettingSource } from "../settings/settingSource.ts";
import { readSpeechSettings } from "../settings/speechSettings.ts";
import { FileSpeechCache } from "./fileSpeechCache.ts";
import { readCommands } from "./readCommands.ts";
import { readRepliesAsTheyStream } from "./replyReader.ts";
import { saveSpeech } from "./saveSpeech.ts";
import { Sayer, type SayingPlace } from "./sayer.ts";
import type { SpeechChannel } from "./speechChannel.ts";
import type { SpeechCommand } from "./speechCommands.ts";
import { SpeechController } from "./speechController.ts";
import { voiceCommands } from "./voiceCommands.ts";
import { VoiceStore } from "./voiceStore.ts";

export interface SpeechDeps {
  readonly channel: SpeechChannel;
  /** Where a sentence can be heard now without anything being opened. */
  readonly sayingPlaces: () => readonly SayingPlace[];
  /** The view's: its replies are read as they are written, when the setting says so. */
  readonly service: ConversationService;
  /** The conversations that are shown, the one the person is in first. */
  readonly conversations: () => readonly Conversation[];
  readonly model: LanguageModel;
  /** The extension's global storage; below it `speech` (cache) and `voices`. */
  readonly storage: string;
  readonly settings: SettingSource;
  /** The model that explains, and whether it can be told not to think. */
  readonly chatModel: () => { readonly id: string; readonly canThink: boolean };
  /** What the words about an error of `model` need to know. */
  readonly errorContext: (model: string) => ErrorContext;
  readonly carryOut: (action: Exclude<SpeechAction, "retry" | "select-voice">) => Promise<unknown>;
  readonly onError: (error: unknown) => void;
  /** Whether what is in an editor may be sent. */
  readonly mayShow: MayShow;
}

/** Speech at work. */
export interface Speech extends Disposable {
  /** What each command does, by its name without `mimo.`. */
  readonly commands: CommandTable<SpeechCommand>;
  /** Says a sentence beside the readings; see `Sayer.say`. */
  say(text: string, signal: AbortSignal): Promise<boolean>;
}

/** Puts speech together and starts listening to the player; dispose to end it all. */
export function createSpeech(deps: SpeechDeps): Speech {
  const store = new DisposableStore();
  const speech = createSpeechModel(deps.model);
  const cache = new FileSpeechCache(join(deps.storage, "speech"), deps.onError);
  const voices = new VoiceStore(join(deps.storage, "voices"));
  const settings = () => readSpeechSettings(deps.settings);
  const describe = (error: unknown, model = settings().model) =>
    describeSpeechError(error, deps.errorContext(model), vscode.l10n.t);
  const controller: SpeechController = store.add(
    new SpeechController({
      channel: deps.channel,
      speech,
      cache,
      voices,
      settings,
      describe,
      carryOut: (action) => (action === "select-voice" ? voicing.selectVoice() : deps.carryOut(action)),
      onError: deps.onError,
      onRead: (messageId) => void reading.readReplyAloud(messageId),
      onSave: () => void save(),
    }),
  );
  const sayer = new Sayer({
    places: deps.sayingPlaces,
    onDidReceiveSpeech: deps.channel.onDidReceiveSpeech,
    sound: async (text, signal) => {
      const words = speakableParts(text, { languageId: "plaintext", code: "read" }).map((part) => part.text);
      const sentence = words.join(" ");
      const request = await controller.requestFor({ text: sentence, language: languageOf(sentence) });
      return soundOf({ speech, cache }, request, signal);
    },
    reading: controller,
  });
  const save = () => saveSpeech({ speech, cache, lastRead: () => controller.lastRead, describe });
  const voicing = voiceCommands({
    controller,
    voices,
    settings,
    change: (name, value) => deps.settings.change(name, value),
  });
  const reading = readCommands({
    controller,
    settings,
    conversations: deps.conversations,
    model: deps.model,
    mayShow: deps.mayShow,
    chatModel: () => deps.chatModel().id,
    canThink: () => deps.chatModel().canThink,
  });
  store.add(
    readRepliesAsTheyStream({
      service: deps.service,
      controller,
      isOn: () => settings().readReplies,
      title: () => vscode.l10n.t("Answer"),
    }),
  );

  const commands = {
    readAloud: reading.readAloud,
    readFromHere: reading.readFromHere,
    readReplyAloud: reading.readReplyAloud,
    explainAloud: reading.explainAloud,
    pauseReading: () => controller.toggle(),
    stopReading: () => controller.stop(),
    selectVoice: voicing.selectVoice,
    designVoice: voicing.designVoice,
    cloneVoice: voicing.cloneVoice,
    saveSpeech: save,
    clearSpeechCache: async () => {
      const megabytes = ((await cache.clear()) / 1024 / 1024).toFixed(1);
      void showInformation(vscode.l10n.t("The speech cache has been cleared ({0} MB).", megabytes));
    },
  };
  return { commands, say: (text, signal) => sayer.say(text, signal), dispose: () => store.dispose() };
}
