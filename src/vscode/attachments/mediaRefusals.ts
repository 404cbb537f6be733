// Says before sending what the model or the protocol in use cannot take, with the way out.

import type { MediaKind } from "../../core/conversation/attachment.ts";
import { mayTake } from "../../core/model/capability.ts";
import type { Protocol } from "../../core/model/languageModel.ts";
import type { ModelInfo } from "../../core/model/modelTable.ts";
import { refusedByModel, refusedByProtocol } from "../../core/model/refusal.ts";
import type { MediaRefusal } from "../../protocol/snapshot.ts";
import { type Description, describeError, type NoticeAction, type Translate } from "../errors/describeError.ts";

/** What is in use. `info` is undefined for an id that the table does not know: such a model is given a try. */
export interface ModelInUse {
  readonly id: string;
  readonly info: ModelInfo | undefined;
  readonly protocol: Protocol;
}

const kinds: readonly MediaKind[] = ["image", "audio", "video"];

/** The refusals of all kinds, for the webview. */
export function mediaRefusals(used: ModelInUse, t: Translate): Partial<Record<MediaKind, MediaRefusal>> {
  return Object.fromEntries(
    kinds.flatMap((kind) => {
      const description = describe(kind, used, t);
      const [first] = description?.actions ?? [];
      return description && first ? [[kind, { text: description.text, action: first.label }]] : [];
    }),
  );
}

/** What the button of a kind's refusal does; undefined when the kind may be sent. */
export function mediaWayOut(kind: MediaKind, used: ModelInUse, t: Translate): NoticeAction | undefined {
  return describe(kind, used, t)?.actions[0]?.action;
}

function describe(kind: MediaKind, { id, info, protocol }: ModelInUse, t: Translate): Description | undefined {
  const overWire = protocol === "openai" || kind === "image";
  if (overWire && mayTake(info, kind)) return undefined;
  // The very refusal an encoder would throw.
  const { reason, message, unsupported } = overWire
    ? refusedByModel(kind, id, `takes no ${kind} input.`)
    : refusedByProtocol(kind, id, protocol);
  const around = { model: id, successor: undefined, host: "", keyBelongsElsewhere: false, hasText: false };
  return describeError({ reason, message, unsupported }, around, t);
}
