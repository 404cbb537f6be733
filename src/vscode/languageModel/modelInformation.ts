import type { LanguageModelChatInformation } from "vscode";
import type { CatalogueModel } from "../../core/model/modelCatalogue.ts";
import { unlistedModel } from "../../core/model/modelTable.ts";
import { windowTokens } from "../../core/model/shortTokens.ts";
import type { Translate } from "../errors/describeError.ts";

/** What VS Code is told of a model. */
export interface ModelInformation extends LanguageModelChatInformation {
  /** Before 1.110 a model without it has to be switched on by hand before the picker shows it; later ones ignore it. */
  readonly isUserSelectable?: boolean;
}

/**
 * The models to offer: current ones, those the service names, and the one of the settings, whatever it is. A retired id that nobody is known
 * to serve is left out, since VS Code starts with whichever name comes first; chosen as `mimo.model` it is offered too.
 */
export function offeredModels(models: readonly CatalogueModel[], chosen: string): readonly CatalogueModel[] {
  const offered = models.filter(
    ({ id, lifecycle, served }) => lifecycle.state !== "retired" || served === true || id === chosen,
  );
  const known = chosen === "" || models.some(({ id }) => id === chosen);
  return known ? offered : [unlistedModel(chosen), ...offered];
}

/**
 * A model in VS Code's words. What a reply may take is not available to the input, so the two limits add up to the
 * context window. An input of which sources disagree is offered: the service decides. `chosen` is the model of the settings.
 */
export function modelInformation(model: CatalogueModel, chosen: string, t: Translate): ModelInformation {
  return {
    id: model.id,
    name: model.id === chosen ? firstOf(model.name) : model.name,
    family: "mimo",
    version: model.id,
    detail: model.lifecycle.state === "retired" ? t("Retired") : "MiMo",
    tooltip: t("{0} context", windowTokens(model.contextWindow)),
    maxInputTokens: model.contextWindow - model.maxOutputTokens,
    maxOutputTokens: model.maxOutputTokens,
    capabilities: { imageInput: model.input.image !== false, toolCalling: model.tools },
    isUserSelectable: true,
  };
}

/**
 * VS Code starts with the model whose name comes first, and a default of one's own is not in its stable API. A second space
 * comes before every letter, and is drawn as one.
 */
function firstOf(name: string): string {
  return name.includes(" ") ? name.replace(" ", "  ") : ` ${name}`;
}
