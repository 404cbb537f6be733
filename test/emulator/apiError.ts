// The error replies of the service: what each status says, and its body on both protocols.
// API document, "Errors": `{"error":{"code":"400","message":"…","param":"…","type":"…"}}`, the code a string; the
// Anthropic side may answer `{"type":"error","error":{…}}`; a body may come as `data:{"error":…}` under an error status.
import type { JsonObject } from "./json.ts";

/** Which of the two request and reply forms a path speaks. */
export type Protocol = "openai" | "anthropic";

/** A refusal that becomes an HTTP error with the documented body. */
export class ApiError extends Error {
  readonly status: number;
  /** What is wrong in detail; often says more than `message`. */
  readonly param: string;
  /** A string; differs from the status for moderation, which may come as "421" or "441" under HTTP 400. */
  readonly code: string;

  constructor(status: number, message: string, param = "", code = String(status)) {
    super(message);
    this.status = status;
    this.param = param;
    this.code = code;
  }
}

/** A 400 about one parameter. API document: "show `error.param` when it says more than `message`". */
export function paramError(param: string): ApiError {
  return new ApiError(400, "Param Incorrect", param);
}

/** The service's words for each status. API document, "Errors", and the platform's error table. */
export const statusMessages: { [status: number]: string } = {
  400: "Invalid request format",
  401: "Invalid API Key",
  402: "Insufficient account balance",
  403: "The service is currently not available in the current region, or the API Key has been restricted by risk control",
  404: "The requested endpoint or model does not support image input capability",
  408: "Request timeout",
  409: "The web search quota has been used up",
  413: "Request body too large",
  421: "The request was blocked by content moderation",
  429: "Requests are too frequent, or the quota of Token Plan has been exhausted",
  500: "Our server encounters an issue",
  503: "The server is overloaded due to high traffic",
};

const types: { [status: number]: string } = {
  400: "invalid_request_error",
  401: "authentication_error",
  402: "billing_error",
  403: "permission_error",
  404: "not_found_error",
  408: "timeout_error",
  409: "quota_error",
  413: "request_too_large",
  421: "content_filter",
  429: "rate_limit_error",
  500: "api_error",
  503: "overloaded_error",
};

/** The documented error body in a protocol's form. */
export function errorBody(error: ApiError, protocol: Protocol): JsonObject {
  const type = types[error.status] ?? "api_error";
  return protocol === "openai"
    ? { error: { code: error.code, message: error.message, param: error.param, type } }
    : {
        type: "error",
        error: { type, message: error.param ? `${error.message}: ${error.param}` : error.message },
      };
}
