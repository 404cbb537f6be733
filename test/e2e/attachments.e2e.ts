// Files with a question: taken in every way, checked, scaled, sent over both protocols, kept, and refused in words.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { animatedGif, type MediaFile, mp4, png, wav, withOrientation } from "../fixtures/mediaFiles.ts";
import { waitFor } from "../vscode/waitFor.ts";
import { useVsCode } from "./vsCodeFixture.ts";

const vscode = useVsCode({
  files: { "a.txt": "a\n" },
  // The old text-only model is still served here.
  emulator: { allowRetired: true },
  server: { userSettings: { "mimo.protocol": "anthropic" } },
});

interface Part {
  type: string;
  text?: string;
  source?: { type: string; media_type: string; data: string };
  image_url?: { url: string };
  input_audio?: { data: string };
  video_url?: { url: string };
}
interface Body {
  model: string;
  messages: { role: string; content: string | Part[] }[];
}

const lastBody = () => vscode.emulator.requests.findLast(({ method }) => method === "POST")?.body as Body;
/** The parts of one of the questions in the last request, the last by default. */
function sentParts(index = -1): Part[] {
  const content = lastBody()
    .messages.filter(({ role }) => role === "user")
    .at(index)?.content;
  const parts = typeof content === "string" ? [{ type: "text", text: content }] : (content ?? []);
  // Without the mode and the day, which stand before the question.
  const told = /^(?:<(mode|date)>[^<]*<\/\1>\s*)+$/;
  return parts.filter(({ type, text = "" }) => type !== "text" || !told.test(text));
}
function mediaOf(part: Part | undefined): { mimeType: string; bytes: Buffer } {
  if (part?.source) return { mimeType: part.source.media_type, bytes: Buffer.from(part.source.data, "base64") };
  const url = part?.image_url?.url ?? part?.input_audio?.data ?? part?.video_url?.url ?? "";
  const [, mimeType = "", data = ""] = /^data:([^;]+);base64,(.*)$/s.exec(url) ?? [];
  return { mimeType, bytes: Buffer.from(data, "base64") };
}
interface Look {
  width: number;
  height: number;
  pixel: number[];
}
/** Size and one pixel of an image, as a browser reads it without turning it. */
async function look({ mimeType, bytes }: { mimeType: string; bytes: Buffer }, x: number, y: number): Promise<Look> {
  return vscode.window.page.evaluate(
    `(async () => {
      const bytes = Uint8Array.from(atob("${bytes.toString("base64")}"), (character) => character.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: "${mimeType}" }), { imageOrientation: "none" });
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
      context.drawImage(bitmap, 0, 0);
      return { width: bitmap.width, height: bitmap.height, pixel: [...context.getImageData(${x}, ${y}, 1, 1).data] };
    })()`,
  );
}
/** A JPEG of 80 × 40, left half black, right half white. */
async function jpeg(): Promise<Buffer> {
  const data: string = await vscode.window.page.evaluate(`(async () => {
    const canvas = new OffscreenCanvas(80, 40);
    const context = canvas.getContext("2d");
    context.fillStyle = "white";
    context.fillRect(40, 0, 40, 40);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: "image/jpeg" })).arrayBuffer());
    return btoa(String.fromCharCode(...bytes));
  })()`);
  return Buffer.from(data, "base64");
}

/** A function of the page from its text: the tests are typed without a DOM. It is given one element, or all. */
function inPage<T>(body: string): (elements: unknown) => T {
  return new Function("elements", body) as (elements: unknown) => T;
}

const items = () => vscode.window.byTestId("attachment");
const ready = () => vscode.window.webviewLocator('[data-testid="attachment"][data-state="ready"]');
const problems = () => vscode.window.byTestId("attachment-problem");
const sentFiles = () => vscode.chat.ofRole("user").last().getByTestId("message-attachment");
const shownWidths = (selector: string): Promise<number[]> =>
  vscode.window
    .webviewLocator(selector)
    .evaluateAll(inPage<number[]>("return elements.map((image) => image.naturalWidth);"));

async function pick(...files: MediaFile[]): Promise<void> {
  const before = await items().count();
  await vscode.window.byTestId("attach-input").setInputFiles(files);
  await expect.poll(() => ready().count()).toBe(before + files.length);
}
/** Dispatches a paste or a drop of files, as the browser does. */
async function bring(how: "paste" | "drop", file: MediaFile): Promise<void> {
  const event =
    how === "paste" ? `ClipboardEvent("paste", { ...init, clipboardData` : `DragEvent("drop", { ...init, dataTransfer`;
  await vscode.chat.composer.evaluate(
    inPage<void>(`const bytes = Uint8Array.from(atob("${file.buffer.toString("base64")}"), (character) => character.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], "${file.name}", { type: "${file.mimeType}" }));
    const init = { bubbles: true, cancelable: true };
    elements.dispatchEvent(new ${event}: transfer }));`),
  );
}
const clear = async () => {
  while ((await items().count()) > 0) await vscode.window.byTestId("attachment-remove").first().click();
};

it("picked images are scaled down, turned upright, shown with their size, and sent over the Anthropic protocol", async () => {
  await pick(
    png("wide.png", 3000, 1500),
    { name: "held.jpg", mimeType: "image/jpeg", buffer: withOrientation(await jpeg(), 6) },
    animatedGif("moving.gif"),
  );
  const texts = await items().allTextContents();
  expect(texts[0]).toContain("2048 × 1024");
  expect(texts[0]).toContain("scaled down from 3000 × 1500");
  expect(texts[1]).toContain("40 × 80");
  expect(texts[2]).toContain("animated");
  expect(await items().first().getAttribute("aria-label")).toMatch(/^wide\.png, image, 2048 × 1024, /);
  await expect.poll(() => shownWidths(".attachment-list img")).toEqual([2048, 40, 1]);
  await vscode.window.screenshot(`attachments-composer-${vscode.version}`);

  expect((await vscode.chat.ask("What is in these?")).state).toBe("done");
  expect(vscode.emulator.requests.at(-1)?.path).toBe("/anthropic/v1/messages");
  const parts = sentParts();
  expect(parts.map(({ type }) => type)).toEqual(["image", "image", "image", "text"]);
  const [wide, held, moving] = parts.map(mediaOf);
  if (!wide || !held || !moving) throw new Error("not sent");
  expect(wide.mimeType).toBe("image/png");
  expect(await look(wide, 100, 100)).toEqual({ width: 2048, height: 1024, pixel: [255, 0, 0, 255] });
  expect((await look(wide, 2000, 1000)).pixel[3]).toBe(0);
  // Turned clockwise: the left half, black, is on top now.
  expect(held.mimeType).toBe("image/jpeg");
  const top = await look(held, 20, 10);
  expect(top).toMatchObject({ width: 40, height: 80 });
  expect(top.pixel[0]).toBeLessThan(40);
  expect((await look(held, 20, 70)).pixel[0]).toBeGreaterThan(215);
  expect(moving.bytes).toEqual(animatedGif("").buffer);

  await expect.poll(() => items().count()).toBe(0);
  expect(await sentFiles().count()).toBe(3);
  await expect.poll(() => shownWidths(".message-attachments img")).toEqual([2048, 40, 1]);
  await vscode.window.screenshot(`attachments-sent-${vscode.version}`);
});

it("what the protocol cannot carry is said before it is sent, and one press changes it", async () => {
  await pick(wav("note.wav", 5));
  expect(await items().textContent()).toContain("0:05");
  const refusal = vscode.window.byTestId("attachment-refusal");
  expect(await refusal.textContent()).toContain("does not work over the protocol in use");
  await vscode.window.byTestId("attachment-refusal-action").click();
  await expect.poll(() => refusal.count()).toBe(0);
  // Sources disagree whether the default model hears; the service decides, and the reply names one that does.
  const reply = await vscode.chat.ask("What do you hear?");
  expect(reply.state).toBe("error");
  expect(lastBody().model).toBe("mimo-v2.6-pro");
  expect(await vscode.chat.errorNotice()).toContain("cannot hear audio");
  await vscode.chat.ofRole("assistant").last().getByTestId("error-action").first().click();
  await vscode.chat.waitForMessage("assistant", "done");
  expect(lastBody().model).toBe("mimo-v2.6-flash");
  const audio = mediaOf(sentParts().find(({ type }) => type === "input_audio"));
  expect(audio).toEqual({ mimeType: "audio/wav", bytes: wav("", 5).buffer });
  await pick(mp4("clip.mp4"));
  expect((await vscode.chat.ask("And this?")).state).toBe("done");
  const video = mediaOf(sentParts().find(({ type }) => type === "video_url"));
  expect(video).toEqual({ mimeType: "video/mp4", bytes: mp4("").buffer });
  // What was sent before goes with it again.
  expect(sentParts(-2).map(({ type }) => type)).toEqual(["input_audio", "text"]);
});

it("pastes, drops and picks with the keyboard; Delete takes one out again", async () => {
  await vscode.chat.newChat();
  await bring("paste", png("pasted.png", 20, 10));
  await expect.poll(() => ready().count()).toBe(1);
  await bring("drop", png("dropped.png", 30, 10));
  await expect.poll(() => ready().count()).toBe(2);
  const chooser = vscode.window.page.waitForEvent("filechooser");
  await vscode.window.byTestId("attach").press("Enter");
  await (await chooser).setFiles([png("picked.png", 40, 10)]);
  await expect.poll(() => ready().count()).toBe(3);
  await vscode.window.byTestId("attachment-remove").first().press("Delete");
  await expect.poll(() => items().count()).toBe(2);
  const focused = vscode.window.webviewLocator("[data-testid=attachment-remove]:focus");
  expect(await focused.getAttribute("aria-label")).toBe("Remove dropped.png");
  await focused.press("Backspace");
  await expect.poll(() => items().count()).toBe(1);
  // A picture needs no words.
  await vscode.chat.composer.press("Enter");
  await vscode.chat.waitForReply();
  const parts = sentParts();
  expect(parts.map(({ type }) => type)).toEqual(["image_url"]);
  expect(mediaOf(parts[0]).bytes).toEqual(png("", 40, 10).buffer);
  // Who is quicker than the disk is waited for.
  const questions = await vscode.chat.ofRole("user").count();
  await bring("paste", png("quick.png", 50, 10));
  await vscode.chat.composer.press("Enter");
  await expect.poll(() => vscode.chat.ofRole("user").count()).toBe(questions + 1);
  await vscode.chat.waitForReply();
  expect(mediaOf(sentParts()[0]).bytes).toEqual(png("", 50, 10).buffer);
  const overlay = vscode.window.byTestId("drop-overlay");
  const drag = (type: string) =>
    vscode.chat.composer.evaluate(
      inPage<void>(`const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["x"], "x.png"));
      elements.dispatchEvent(new DragEvent("${type}", { bubbles: true, cancelable: true, dataTransfer }));`),
    );
  await drag("dragenter");
  await expect.poll(() => overlay.count()).toBe(1);
  await drag("dragleave");
  await expect.poll(() => overlay.count()).toBe(0);
});

it("what cannot be sent is refused in words", async () => {
  await vscode.chat.newChat();
  // The sentence about the file before may still stand.
  const refused = async (sentence: string | RegExp, ...files: MediaFile[]) => {
    await vscode.window.byTestId("attach-input").setInputFiles(files);
    await expect.poll(() => problems().locator("p").allTextContents()).toEqual([expect.stringMatching(sentence)]);
  };
  await refused("“none.png” is empty.", { name: "none.png", mimeType: "image/png", buffer: Buffer.alloc(0) });
  const text = Buffer.from("<svg onload=alert(1)>");
  const damaged = png("cut.png", 20, 20).buffer.subarray(0, 40);
  for (const [name, buffer] of [
    ["text.png", text],
    ["cut.png", damaged],
  ] as const) {
    await refused(`“${name}” is damaged, or is not what its name says.`, { name, mimeType: "image/png", buffer });
  }
  await refused("does not support files like", { name: "a.svg", mimeType: "image/svg+xml", buffer: text });
  // Made in the page: forty megabytes take their time to get there.
  await vscode.chat.composer.evaluate(
    inPage<void>(`const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["RIFF\\0\\0\\0\\0WAVEfmt ", new Uint8Array(40_000_000)], "large.wav"));
      elements.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer }));`),
  );
  await expect
    .poll(() => problems().locator("p").textContent())
    .toBe("“large.wav” is too large. At most 37 MB can be sent.");
  expect(await items().count()).toBe(0);
  const many = Array.from({ length: 11 }, (_, index) => png(`${index}.png`, 10 + index, 10));
  await refused("“10.png” was left out: at most 10 files go with one message.", ...many);
  await expect.poll(() => ready().count()).toBe(10);
  await vscode.window.byTestId("attachment-problem-dismiss").click();
  expect(await problems().count()).toBe(0);
  await clear();
});

it("a model that only reads is told apart before sending, and another takes the question over", async () => {
  await vscode.chat.newChat();
  await vscode.window.byTestId("model-picker").selectOption("mimo-v2.5-pro");
  await pick(png("dot.png", 12, 12));
  const refusal = vscode.window.byTestId("attachment-refusal");
  await expect.poll(() => refusal.textContent()).toContain("mimo-v2.5-pro cannot see images.");
  expect(await vscode.window.byTestId("attachment-refusal-action").textContent()).toBe("Use mimo-v2.6-pro");
  // Whoever sends it all the same is offered the same way out.
  const reply = await vscode.chat.ask("What is this?");
  expect(reply.state).toBe("error");
  expect(vscode.emulator.requests.filter(({ method }) => method === "POST")).toEqual([]);
  await vscode.chat.ofRole("assistant").last().getByTestId("error-action").first().click();
  await vscode.chat.waitForMessage("assistant", "done");
  expect(lastBody().model).toBe("mimo-v2.6-pro");
  expect(mediaOf(sentParts()[0]).bytes).toEqual(png("", 12, 12).buffer);
});

it("a reload keeps what was sent and what was about to be; the journal stays small", async () => {
  await pick(png("draft.png", 14, 14));
  await vscode.window.reloadWindow();
  await vscode.chat.ready();
  await expect.poll(() => shownWidths(".attachment-list img")).toEqual([14]);
  await expect.poll(() => shownWidths(".message-attachments img")).toEqual([12]);
  expect((await vscode.chat.ask("And this one?")).state).toBe("done");
  expect(mediaOf(sentParts(0)[0]).bytes).toEqual(png("", 12, 12).buffer);
  expect(mediaOf(sentParts()[0]).bytes).toEqual(png("", 14, 14).buffer);

  const storage = join(vscode.server.dataDir, "data/User/globalStorage/mimo-community.mimo-assistant");
  const files = readdirSync(join(storage, "attachments"));
  expect(files.every((name) => /^[0-9a-f]{64}\.(png|jpg|gif|wav|mp4)$/.test(name))).toBe(true);
  const journals = readdirSync(join(storage, "conversations")).map((name) =>
    readFileSync(join(storage, "conversations", name), "utf8"),
  );
  expect(journals.some((journal) => journal.includes('"name":"draft.png"'))).toBe(true);
  expect(journals.join("")).not.toContain(png("", 14, 14).buffer.toString("base64"));
  await waitFor("the view to be free of trouble", () => vscode.window.record.pageErrors.length === 0);
});
