import { describe, expect, it } from "vitest";
import { mayTake, modelsTaking } from "../../../../src/core/model/capability.ts";
import { ModelCatalogue, mergeModels } from "../../../../src/core/model/modelCatalogue.ts";
import {
  defaultModelId,
  findModel,
  modelTable,
  successorOf,
  unlistedModel,
} from "../../../../src/core/model/modelTable.ts";

describe("the model table", () => {
  it("has each id once, and successors that are current", () => {
    expect(new Set(modelTable.map((model) => model.id)).size).toBe(12);
    for (const { lifecycle, successor } of modelTable) {
      expect(successor !== undefined).toBe(lifecycle.state === "retired");
      if (successor !== undefined) expect(findModel(successor)?.lifecycle.state).toBe("current");
    }
    expect(findModel(defaultModelId)?.lifecycle.state).toBe("current");
  });

  it("offers a successor for every id but the default's", () => {
    expect(successorOf("mimo-v2.5")).toBe("mimo-v2.6-flash");
    expect(successorOf("mimo-v2-tts")).toBe("mimo-v2.5-tts");
    expect(successorOf("never-heard-of")).toBe(defaultModelId);
    expect(successorOf(defaultModelId)).toBeUndefined();
    expect(successorOf("mimo-v2.5-tts")).toBeUndefined();
  });

  it("knows who takes what", () => {
    expect(modelsTaking("audio")).toEqual(["mimo-v2.6-flash"]);
    expect(modelsTaking("speech")[0]).toBe("mimo-v2.5-tts");
    expect(mayTake(findModel("mimo-v2.6-pro"), "audio")).toBe(true);
    expect(mayTake(findModel("mimo-v2.6-pro-ultraspeed"), "audio")).toBe(false);
    expect(mayTake(undefined, "audio")).toBe(true);
    expect(mayTake(unlistedModel("x"), "speech")).toBe(true);
  });
});

describe("the catalogue", () => {
  it("puts current models first, then new ids, then retired ones, and loses none", () => {
    const merged = mergeModels(modelTable, ["mimo-v3-pro", "mimo-v2.5", "mimo-v2.6-pro", "mimo-v3-pro", "mimo-v3-tts"]);
    const ids = merged.map((model) => model.id);
    expect(merged).toHaveLength(modelTable.length + 2);
    expect(ids.slice(0, 3)).toEqual(["mimo-v2.6-pro", "mimo-v2.6-flash", "mimo-v2.6-pro-ultraspeed"]);
    expect(ids.slice(6, 9)).toEqual(["mimo-v3-pro", "mimo-v3-tts", "mimo-v2.5"]);
    expect(merged.find((model) => model.id === "mimo-v3-tts")?.kind).toBe("speech");
    expect(merged.find((model) => model.id === "mimo-v2.6-flash")?.served).toBe(false);
  });

  it("tells when it changed, and forgets what another endpoint served", () => {
    const catalogue = new ModelCatalogue();
    let fired = 0;
    catalogue.onDidChange(() => fired++);
    catalogue.update(["mimo-v3-pro"]);
    expect(catalogue.find("mimo-v3-pro")?.lifecycle.state).toBe("unlisted");
    expect(catalogue.chatModels.some((model) => model.kind === "speech")).toBe(false);
    expect(catalogue.speechModels).toHaveLength(4);
    catalogue.update(undefined);
    expect(catalogue.find("mimo-v3-pro")).toBeUndefined();
    expect(catalogue.models.every((model) => model.served === undefined)).toBe(true);
    expect(fired).toBe(2);
  });
});
