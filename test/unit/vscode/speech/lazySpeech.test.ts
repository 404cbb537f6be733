import { expect, test } from "vitest";
import type { SpeechDeps } from "../../../../src/vscode/speech/createSpeech.ts";
import { createLazySpeech } from "../../../../src/vscode/speech/lazySpeech.ts";
import { finish, makeService, settled } from "../../core/conversation/fakes.ts";

const never = () => ({ dispose() {} });

test("the settings are read once for a reply, and one that is to be read aloud loads speech", async () => {
  const { service, model } = makeService();
  const read: string[] = [];
  let on = false;
  let loads = 0;
  const settings = {
    get: (name: string, fallback: unknown) => {
      read.push(name);
      return name === "speech.readReplies" ? on : fallback;
    },
  };
  const deps = {
    settings,
    service,
    channel: { onDidReceiveSpeech: never, onDidClose: never },
    onError: (error: unknown) => expect.unreachable(String(error)),
  } as unknown as SpeechDeps;
  const speech = createLazySpeech(deps, async () => {
    loads++;
    return () => ({ commands: {}, dispose() {} }) as never;
  });
  const reply = async () => {
    service.send("hi");
    model.push(...Array.from({ length: 50 }, () => ({ type: "text-delta", text: "word " }) as const), finish);
    await settled(service);
    return read.splice(0).filter((name) => name === "speech.readReplies").length;
  };
  expect(await reply()).toBe(1);
  expect(loads).toBe(0);
  on = true;
  expect(await reply()).toBe(1);
  expect(loads).toBe(1);
  speech.dispose();
  service.dispose();
});
