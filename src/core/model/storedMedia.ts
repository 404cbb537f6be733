// Puts the bytes of stored media into a request, right before an encoder sees it: whoever builds, estimates or repeats a
// request carries references only.

import type { LanguageModel, MediaSource, ModelMessage, TextPart, UserPart } from "./languageModel.ts";

/** A reference to stored bytes. */
export type StoredMedia = Extract<MediaSource, { type: "stored" }>;

/** The bytes in base64 without a prefix, or undefined when they are gone. Throws when they cannot be read. */
export type ReadMedia = (media: StoredMedia) => Promise<string | undefined>;

/** `model`, with every stored medium of a request read first. One that is gone is named in words instead. */
export function withStoredMedia(model: LanguageModel, read: ReadMedia): LanguageModel {
  return {
    async *stream(request, signal) {
      if (!request.messages.some(hasStored)) return yield* model.stream(request, signal);
      const messages = await Promise.all(request.messages.map((message) => fill(message, read)));
      signal.throwIfAborted();
      yield* model.stream({ ...request, messages }, signal);
    },
  };
}

async function fill(message: ModelMessage, read: ReadMedia): Promise<ModelMessage> {
  if (message.role === "assistant" || !hasStored(message)) return message;
  if (message.role === "user") return { ...message, content: await fillAll(message.content, read) };
  const results = message.content.map(async (result) => ({ ...result, content: await fillAll(result.content, read) }));
  return { ...message, content: await Promise.all(results) };
}

/** A part stays what it was, or becomes text. */
async function fillAll<T extends UserPart>(parts: readonly T[], read: ReadMedia): Promise<(T | TextPart)[]> {
  return Promise.all(parts.map(async (part) => (await fillPart(part, read)) as T | TextPart));
}

async function fillPart(part: UserPart, read: ReadMedia): Promise<UserPart> {
  if (part.type === "text" || part.source.type !== "stored") return part;
  const { source } = part;
  const data = await read(source);
  if (data === undefined) return { type: "text", text: `[The ${part.type} "${source.name}" is no longer stored.]` };
  return { ...part, source: { type: "base64", mimeType: source.mimeType, data } };
}

function hasStored(message: ModelMessage): boolean {
  if (message.role === "user") return message.content.some(isStored);
  return message.role === "tool" && message.content.some(({ content }) => content.some(isStored));
}

function isStored(part: UserPart): boolean {
  return part.type !== "text" && part.source.type === "stored";
}
