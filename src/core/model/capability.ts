// What would take an input that a model or a protocol refuses: the ways out that an error offers.

import type { UnsupportedInput } from "./modelError.ts";
import { findModel, type ModelInfo, modelTable } from "./modelTable.ts";

/**
 * Ids of current models that take `what`, best first, without `refusing` (the model that just refused). Empty when nothing is known to take
 * it. Models of which sources disagree are left out.
 */
export function modelsTaking(what: UnsupportedInput["what"], refusing?: string): string[] {
  return modelTable
    .filter((model) => model.lifecycle.state === "current" && model.id !== refusing && takes(model, what))
    .map((model) => model.id);
}

function takes(model: ModelInfo, what: UnsupportedInput["what"]): boolean {
  if (what === "speech") return model.kind === "speech";
  if (model.kind === "speech") return false;
  switch (what) {
    case "image":
    case "audio":
    case "video":
      return model.input[what] === true;
    case "tools":
      return model.tools;
    case "web-search":
      return model.webSearch;
    case "json-object":
      return model.jsonObject;
    case "thinking":
      return model.thinkingByDefault !== "none";
    case "parameter":
      return false;
  }
}

/** True for an id that the table does not know, or knows to take `what` as far as anybody can say. */
export function mayTake(model: ModelInfo | undefined, what: UnsupportedInput["what"]): boolean {
  if (model === undefined || model.lifecycle.state === "unlisted" || takes(model, what)) return true;
  return (what === "image" || what === "audio" || what === "video") && model.input[what] === "unknown";
}

/** `id` first when it may take `what` itself, then the models that certainly do: the ways out when the protocol is the obstacle. */
export function modelsFor(what: UnsupportedInput["what"], id: string): string[] {
  return [...(mayTake(findModel(id), what) ? [id] : []), ...modelsTaking(what, id)];
}
