// Puts the bytes of stored media into a request, right before an encoder sees it: whoever builds, estimates or repeats a
// request carries references only.

import type { LanguageModel, MediaSource, ModelMessage, UserPart } from "./languageModel.ts";

/** A reference to stored bytes. */
export type StoredMedia = Extract<MediaSource, { type: "stored" }>;

/** The bytes in base64 without a prefix, or undefined when they are gone. Throws when they cannot be read. */
export type ReadMedia = (media: StoredMedia) => Promise<string | undefined>;

/** `model`, with every stored medium of a request read first. One that is gone is named in words instead. */
export function withStoredMedia(model: LanguageModel, read: ReadMedia): LanguageModel {
  return {
    async *stream(request, signal) {
      const messages = await Promise.all(request.messages.map((message) => fill(message, read)));
      signal.throwIfAborted();
      yield* model.stream({ ...request, messages }, signal);
    },
  };
}

async function fill(message: ModelMessage, read: ReadMedia): Promise<ModelMessage> {
  if (message.role !== "user" || !message.content.some(isStored)) return message;
  return { ...message, content: await Promise.all(message.content.map((part) => fillPart(part, read))) };
}

async function fillPart(part: UserPart, read: ReadMedia): Promise<UserPart> {
  if (part.type === "text" || part.source.type !== "stored") return part;
  const { source } = part;
  const data = await read(source);
  if (data === undefined) return { type: "text", text: `[The ${part.type} "${source.name}" is no longer stored.]` };
  return { ...part, source: { type: "base64", mimeType: source.mimeType, data } };
}

function isStored(part: UserPart): boolean {
  return part.type !== "text" && part.source.type === "stored";
}
