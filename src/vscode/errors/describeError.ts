// The one place that turns what went wrong into a sentence and something to press. Every surface uses it: the chat's
// notices, the editor's messages. It takes the translation as a parameter and so runs in plain tests.

import type { MessageError } from "../../core/conversation/message.ts";
import type { Protocol } from "../../core/model/languageModel.ts";
import type { UnsupportedInput } from "../../core/model/modelError.ts";
import type { FinishReason } from "../../core/model/streamEvent.ts";
import { assertNever } from "../../core/util/assertNever.ts";

/** `vscode.l10n.t`, or a stand-in. */
export type Translate = (message: string, ...args: (string | number)[]) => string;

/** What a notice's button does. */
export type NoticeAction =
  | { readonly kind: "retry" }
  | { readonly kind: "continue" }
  | { readonly kind: "edit-question" }
  | { readonly kind: "send-without-search" }
  | { readonly kind: "use-model"; readonly model: string }
  | { readonly kind: "select-model" }
  | { readonly kind: "use-protocol"; readonly protocol: Protocol }
  | { readonly kind: "set-key" }
  | { readonly kind: "clear-key" }
  | { readonly kind: "open-settings"; readonly setting: string }
  | { readonly kind: "open-console" }
  | { readonly kind: "new-chat" }
  | { readonly kind: "show-log" };

export interface Description {
  readonly text: string;
  readonly actions: readonly { readonly label: string; readonly action: NoticeAction }[];
}

/** What the words need to know besides the error. */
export interface ErrorContext {
  /** The model that was asked. */
  readonly model: string;
  readonly successor: string | undefined;
  /** Host name the request went to. */
  readonly host: string;
  /** True when the key's prefix says that it belongs to another of the platform's hosts. */
  readonly keyBelongsElsewhere: boolean;
  /** True when the reply had begun. */
  readonly hasText: boolean;
}

/** The sentence and the buttons for an error; the most useful button comes first. */
export function describeError(error: MessageError, context: ErrorContext, t: Translate): Description {
  const label = labels(t);
  switch (error.reason) {
    case "missing-key":
      return { text: t("MiMo needs an API key first."), actions: [label.setKey] };
    case "host-not-allowed":
      return {
        text: t("Nothing was sent. {0} is not one of MiMo's own hosts, and you have not agreed to it.", context.host),
        actions: [label.askAgain, label.openSettings("mimo.baseUrl")],
      };
    case "unauthorized":
      return {
        text: context.keyBelongsElsewhere
          ? t(
              "This key belongs to another MiMo plan than {0}. Set the key for this address, or choose the endpoint that goes with the key.",
              context.host,
            )
          : t("{0} did not accept the API key.", context.host),
        actions: [label.setKey, label.clearKey],
      };
    case "insufficient-balance":
      return { text: t("Your MiMo balance is used up."), actions: [label.openConsole, label.retry] };
    case "forbidden":
      return {
        text: t("MiMo does not support this region, or the API key has been restricted. A new key may help."),
        actions: [label.setKey, label.openConsole],
      };
    case "rate-limited":
      return {
        text: t("Too many requests, or the plan's quota is used up. Wait a moment and try again."),
        actions: [label.retry, label.openConsole],
      };
    case "content-filtered":
      return {
        text: t("MiMo's content filter refused this. Put it in other words."),
        actions: [label.editQuestion],
      };
    case "context-too-long":
      return {
        text: t("This conversation is longer than {0} can read.", context.model),
        actions: [label.newChat, label.editQuestion],
      };
    case "unsupported-model":
      return context.successor === undefined
        ? { text: t("{0} is not available here.", context.model), actions: [label.selectModel] }
        : {
            text: t("{0} is not available here. {1} takes its place.", context.model, context.successor),
            actions: [label.useModel(context.successor), label.selectModel],
          };
    case "unsupported-input":
      return describeUnsupported(error.unsupported, context, t);
    case "web-search-inactive":
      return {
        text: t(
          "Web search is not activated for your MiMo account. Activate the plugin in the console, or go on without it.",
        ),
        actions: [label.sendWithoutSearch, label.openConsole],
      };
    case "web-search-quota":
      return {
        text: t("The web search quota of your MiMo account is used up."),
        actions: [label.sendWithoutSearch, label.openConsole],
      };
    case "invalid-request":
      if (error.param === "mimo.baseUrl") {
        return {
          text: t("The setting mimo.baseUrl is not an address."),
          actions: [label.openSettings("mimo.baseUrl")],
        };
      }
      return {
        text: error.param
          ? t("MiMo could not accept this request ({0}).", error.param)
          : t("MiMo could not accept this request."),
        actions: [label.retry, label.showLog],
      };
    case "network":
      return context.hasText
        ? { text: t("The connection broke off before the end of the reply."), actions: [label.retry, label.continue] }
        : {
            text: t("{0} cannot be reached. Check the connection.", context.host),
            actions: [label.retry, label.showLog],
          };
    case "timeout":
      return {
        text: t("MiMo stopped sending. The connection was closed."),
        actions: context.hasText ? [label.retry, label.continue] : [label.retry],
      };
    case "incomplete-response":
      return {
        text: t("The reply broke off before its end."),
        actions: context.hasText ? [label.retry, label.continue] : [label.retry],
      };
    case "interrupted":
      return {
        text: t("The reply was interrupted when VS Code closed or reloaded."),
        actions: context.hasText ? [label.retry, label.continue] : [label.retry],
      };
    case "unclaimed":
      return {
        text: t("MiMo stopped here: the disk cannot be written, so another window could do the same at the same time."),
        actions: [label.continueAgain, label.showLog],
      };
    case "malformed-response":
      return {
        text: t("The answer of {0} could not be understood.", context.host),
        actions: [label.retry, label.showLog],
      };
    case "server":
      return {
        text:
          error.status === 503
            ? t("MiMo is overloaded. Try again in a moment.")
            : t("MiMo has a problem on its side. Try again in a moment."),
        actions: context.hasText ? [label.retry, label.continue] : [label.retry],
      };
    default:
      return assertNever(error.reason);
  }
}

/** What to say about the way a complete reply ended; undefined when there is nothing to say. */
export function describeFinish(reason: FinishReason, rawReason: string, t: Translate): Description | undefined {
  const label = labels(t);
  switch (reason) {
    case "stop":
    case "tool-calls":
      return undefined;
    case "length":
      return { text: t("The reply reached its length limit."), actions: [label.continue] };
    case "content-filter":
      return { text: t("MiMo's content filter ended this reply."), actions: [label.editQuestion] };
    case "repetition-truncation":
      return { text: t("MiMo noticed that it was repeating itself and stopped."), actions: [label.retry] };
    case "other":
      return { text: t("The reply ended for an unknown reason ({0}).", rawReason), actions: [label.retry] };
    default:
      return assertNever(reason);
  }
}

/** What to say of a reply that the person has stopped. What came of it can be gone on with. */
export function describeStop(t: Translate): Description {
  return { text: t("Stopped."), actions: [labels(t).continue] };
}

/** What to say of a reply that ended well and has no word. */
export function describeEmpty(t: Translate): Description {
  return { text: t("MiMo sent no answer."), actions: [labels(t).retry] };
}

/**
 * What to say of a reply whose web search failed, before `rest`, which is said of it besides: the reply stands, but what it says of today may be
 * made up.
 */
export function describeSearchFailure(rest: Description | undefined, t: Translate): Description {
  const text = t("The web search failed. This reply was written without it.");
  if (rest) return { text: `${text} ${rest.text}`, actions: rest.actions };
  return { text, actions: [labels(t).retry] };
}

/** In words, why a request waits before its next try. */
export function describeRetry(reason: string, t: Translate): string {
  if (reason === "rate-limited") return t("Too many requests.");
  if (reason === "network") return t("MiMo cannot be reached.");
  return t("MiMo is busy.");
}

function describeUnsupported(
  unsupported: UnsupportedInput | undefined,
  context: ErrorContext,
  t: Translate,
): Description {
  const label = labels(t);
  const actions = [
    ...(unsupported?.protocol ? [label.useProtocol(unsupported.protocol)] : []),
    ...(unsupported?.models.slice(0, 1).map((model) => label.useModel(model)) ?? []),
    label.selectModel,
  ];
  if (unsupported?.protocol) return { text: t("This does not work over the protocol in use."), actions };
  switch (unsupported?.what) {
    case "image":
      return { text: t("{0} cannot see images.", context.model), actions };
    case "audio":
      return { text: t("{0} cannot hear audio.", context.model), actions };
    case "video":
      return { text: t("{0} cannot watch video.", context.model), actions };
    default:
      return { text: t("{0} does not support this request.", context.model), actions };
  }
}

function labels(t: Translate) {
  const plain = (
    label: string,
    kind: Exclude<NoticeAction["kind"], "use-model" | "use-protocol" | "open-settings">,
  ) => ({
    label,
    action: { kind } as NoticeAction,
  });
  return {
    retry: plain(t("Try Again"), "retry"),
    askAgain: plain(t("Ask Again"), "retry"),
    continue: plain(t("Continue"), "continue"),
    continueAgain: plain(t("Try Again"), "continue"),
    editQuestion: plain(t("Edit Question"), "edit-question"),
    sendWithoutSearch: plain(t("Send Without Search"), "send-without-search"),
    selectModel: plain(t("Select Model"), "select-model"),
    setKey: plain(t("Set API Key"), "set-key"),
    clearKey: plain(t("Clear API Key"), "clear-key"),
    openConsole: plain(t("Open Console"), "open-console"),
    newChat: plain(t("New Chat"), "new-chat"),
    showLog: plain(t("Show Log"), "show-log"),
    useModel: (model: string) => ({ label: t("Use {0}", model), action: { kind: "use-model", model } as NoticeAction }),
    useProtocol: (protocol: Protocol) => ({
      label: t("Use the {0} Protocol", protocol === "openai" ? "OpenAI" : "Anthropic"),
      action: { kind: "use-protocol", protocol } as NoticeAction,
    }),
    openSettings: (setting: string) => ({
      label: t("Open Settings"),
      action: { kind: "open-settings", setting } as NoticeAction,
    }),
  };
}
