// Checks that both protocols share: ranges, models, media. Each throws the documented error.
import { ApiError, paramError } from "./apiError.ts";
import type { ChatRequest } from "./chatRequest.ts";
import { isObject, isStringArray, type JsonObject } from "./json.ts";
import { type Input, isServed, type Model, models } from "./models.ts";
import type { ResolvedOptions } from "./options.ts";

/** Refuses top-level fields that the schemas of the API document do not list. */
export function checkFields(body: JsonObject, known: readonly string[]): void {
  for (const key of Object.keys(body)) if (!known.includes(key)) throw paramError(`unknown field ${key}`);
}

/** A number in a closed range, or undefined when left out (or null, where the schema allows it). */
export function checkNumber(
  body: JsonObject,
  name: string,
  min: number,
  max: number,
  { integer = false, nullable = false } = {},
): number | undefined {
  const value = body[name];
  if (value === undefined || (nullable && value === null)) return undefined;
  const right = typeof value === "number" && value >= min && value <= max && (!integer || Number.isInteger(value));
  if (!right) throw paramError(`${name} must be ${integer ? "an integer" : "a number"} from ${min} to ${max}`);
  return value;
}

/** Stop strings: null, a string, or up to 4. */
export function readStop(value: unknown, name: string): string[] {
  if (value === undefined || value === null) return [];
  const list = typeof value === "string" ? [value] : value;
  if (!isStringArray(list) || list.length > 4 || list.includes("")) throw paramError(`${name} takes up to 4 strings`);
  return list;
}

/** A boolean, false when left out or null. */
export function checkBoolean(body: JsonObject, name: string): boolean {
  const value = body[name];
  if (value === undefined || value === null) return false;
  if (typeof value !== "boolean") throw paramError(`${name} must be a boolean`);
  return value;
}

/** The model a request names. API document: a retired or unknown id answers 400 `Unsupported model …`. */
export function checkModel(body: JsonObject, options: ResolvedOptions): Model {
  if (typeof body.model !== "string" || body.model === "") throw paramError("model is required");
  const model = models.find((each) => each.id === body.model);
  if (!model || !(options.allowRetired || isServed(model, options.now())))
    throw new ApiError(400, `Unsupported model ${body.model}`);
  return model;
}

/** Whether the model thinks: `thinking: {type}` or its default. */
export function checkThinking(body: JsonObject, model: Model): boolean {
  const { thinking } = body;
  if (thinking === undefined || thinking === null) return model.thinking === "on";
  if (!isObject(thinking) || (thinking.type !== "enabled" && thinking.type !== "disabled"))
    throw paramError("thinking.type must be enabled or disabled");
  return thinking.type === "enabled";
}

/** API document: tool names `[a-zA-Z0-9_-]{1,64}`. */
export function checkToolName(value: unknown, where: string): string {
  if (typeof value !== "string" || !/^[a-zA-Z0-9_-]{1,64}$/.test(value))
    throw paramError(`${where} must match [a-zA-Z0-9_-]{1,64}`);
  return value;
}

/** API document: a model that takes no image answers 404; other media it does not take are a 400. */
export function checkInput(model: Model, input: Input): void {
  if (model.inputs.includes(input)) return;
  if (input === "image")
    throw new ApiError(404, "The requested endpoint or model does not support image input capability");
  throw paramError(`${model.id} does not support ${input} input`);
}

const imageTypes = ["image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp"];
/** API document: audio and video encoded at most 50 MB; images are held to the same. */
const mediaLimit = 50 * 1024 * 1024;

/** Checks base64 media of a declared type. Characters are checked at the ends only: the middle may be megabytes. */
export function checkMedia(kind: Exclude<Input, "text">, mediaType: string, data: string): void {
  const type = mediaType.toLowerCase();
  if (kind === "image" ? !imageTypes.includes(type) : !type.startsWith(`${kind}/`))
    throw paramError(`unsupported ${kind} type ${mediaType}`);
  if (data.length > mediaLimit) throw paramError(`${kind} exceeds 50 MB encoded`);
  const ends = data.length > 2000 ? data.slice(0, 1000) + data.slice(-1000) : data;
  if (data === "" || data.length % 4 === 1 || !/^[A-Za-z0-9+/]+={0,2}$/.test(ends))
    throw paramError("Multimodal data is corrupted or cannot be processed");
}

/** Checks an `https://…` or `data:…;base64,…` address. Nothing is ever fetched. */
export function checkMediaUrl(kind: Exclude<Input, "text">, url: unknown, where: string): void {
  if (typeof url !== "string") throw paramError(`${where} must be a string`);
  if (/^https?:\/\/[^/]/.test(url)) return;
  const comma = url.slice(0, 200).indexOf(";base64,");
  if (!url.startsWith("data:") || comma < 0) throw paramError(`${where} must be an http(s) URL or a base64 data URL`);
  checkMedia(kind, url.slice(5, comma).split(";")[0] ?? "", url.slice(comma + 8));
}

/**
 * Refuses a prompt larger than the model's context. The API document gives no sentence for it; this is the OpenAI
 * protocol's usual one.
 */
export function checkContext(request: ChatRequest, options: ResolvedOptions): void {
  const limit = Math.min(request.model.context, options.contextTokens);
  const { tokens } = request.prompt;
  if (tokens > limit)
    throw new ApiError(
      400,
      `This model's maximum context length is ${limit} tokens. However, your messages resulted in ${tokens} tokens.`,
      "messages",
    );
}
