// The emulator from the command line: `npm run emulator -- --port 4010 --key-kind payAsYouGo`.
import { parseArgs } from "node:util";
import { startEmulator } from "./emulator.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4010" },
    "key-kind": { type: "string", default: "any" },
    "allow-retired": { type: "boolean", default: false },
    "no-web-search": { type: "boolean", default: false },
    // A smaller window than the models', such as 32000: what is longer is refused.
    "context-tokens": { type: "string" },
    // Milliseconds between pieces: with 12 a reply appears at the pace of a fast model.
    delay: { type: "string", default: "12" },
  },
});

const keyKind = values["key-kind"];
if (keyKind !== "any" && keyKind !== "payAsYouGo" && keyKind !== "tokenPlan")
  throw new Error("--key-kind is payAsYouGo, tokenPlan or any");

const emulator = await startEmulator({
  port: Number(values.port),
  keyKind,
  allowRetired: values["allow-retired"],
  webSearchActive: !values["no-web-search"],
  contextTokens: values["context-tokens"] === undefined ? undefined : Number(values["context-tokens"]),
  pieceDelayMs: Number(values.delay),
});

console.log(`MiMo emulator at ${emulator.url}`);
console.log(`Set "mimo.baseUrl": "${emulator.url}" and any key such as sk-emulator; send /help in the chat.`);

const stop = () => void emulator.close().then(() => process.exit(0));
process.once("SIGINT", stop);
process.once("SIGTERM", stop);
