import { expect, test } from "vitest";
import { findModel } from "../../../../src/core/model/modelTable.ts";
import { mediaRefusals, mediaWayOut } from "../../../../src/vscode/attachments/mediaRefusals.ts";

const t = (text: string, ...args: (string | number)[]) => text.replace(/\{(\d)\}/g, (_, i) => String(args[Number(i)]));
const used = (id: string, protocol: "openai" | "anthropic" = "openai") => ({ id, info: findModel(id), protocol });

test("a model that takes everything, or that nobody knows, refuses nothing", () => {
  expect(mediaRefusals(used("mimo-v2.6-flash"), t)).toEqual({});
  expect(mediaRefusals(used("their-own-model"), t)).toEqual({});
});

test("a model that only reads names one that does more, for each kind", () => {
  expect(mediaRefusals(used("mimo-v2.5-pro"), t)).toEqual({
    image: { text: "mimo-v2.5-pro cannot see images.", action: "Use mimo-v2.6-pro" },
    audio: { text: "mimo-v2.5-pro cannot hear audio.", action: "Use mimo-v2.6-flash" },
    video: { text: "mimo-v2.5-pro cannot watch video.", action: "Use mimo-v2.6-flash" },
  });
  expect(mediaWayOut("image", used("mimo-v2.5-pro"), t)).toEqual({ kind: "use-model", model: "mimo-v2.6-pro" });
});

test("where sources disagree the service decides", () => {
  expect(mediaRefusals(used("mimo-v2.6-pro"), t)).toEqual({});
});

test("the Anthropic protocol carries images alone; the other one is offered", () => {
  const refusals = mediaRefusals(used("mimo-v2.6-flash", "anthropic"), t);
  expect(Object.keys(refusals)).toEqual(["audio", "video"]);
  expect(refusals.audio?.action).toBe("Use the OpenAI Protocol");
  expect(mediaWayOut("video", used("mimo-v2.6-flash", "anthropic"), t)).toEqual({
    kind: "use-protocol",
    protocol: "openai",
  });
});
