// The emulator as suites inside the extension host reach it: over its control paths.
import type { Script } from "../emulator/script.ts";

const root = () => `${process.env.MIMO_TEST_EMULATOR}/__emulator/`;

async function call(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(root() + path, { method, body: body === undefined ? undefined : JSON.stringify(body) });
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
  return response.json();
}

/** The next replies, in order. */
export async function answerWith(...scripts: Script[]): Promise<void> {
  await call("POST", "script", { scripts });
}

/** Faults for the next requests. */
export async function breakWith(...faults: object[]): Promise<void> {
  await call("POST", "faults", { faults });
}

/** What has been asked since the last reset, oldest first: the bodies as they came. */
export async function requestBodies(): Promise<string[]> {
  const { requests } = (await call("GET", "requests")) as { requests: { body?: unknown; path: string }[] };
  return requests.filter(({ path }) => !path.includes("models")).map(({ body }) => JSON.stringify(body));
}

/** No scripts, faults or records. */
export async function resetEmulator(): Promise<void> {
  await call("POST", "reset");
}
