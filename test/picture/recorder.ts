// Looks at a page again and again, and makes one animated picture of what it saw. The browser compares and compresses.
import type { Page } from "playwright-core";
import { type AnimationFrame, animatedWebp } from "./animatedWebp.ts";

/** The moving picture, and what it came to. */
export interface Recording {
  readonly bytes: Buffer;
  readonly frames: number;
  readonly seconds: number;
}

interface Look {
  readonly png: Buffer;
  readonly atMs: number;
}

/** Between two looks, in ms. */
const everyMs = 120;
/** Nobody looks longer at what stands still, but at the end; ms. */
const longestMs = 1500;
const lastMs = 4000;

/** Records one page. */
export class Recorder {
  readonly #page: Page;
  readonly #looks: Look[] = [];

  constructor(page: Page) {
    this.#page = page;
  }

  /** Looks for as long as `act` takes. */
  async while(act: () => Promise<void>): Promise<void> {
    let running = true;
    const looking = (async () => {
      while (running) {
        const atMs = performance.now();
        const png = await this.#page.screenshot({ animations: "allow", caret: "initial" });
        if (!this.#looks.at(-1)?.png.equals(png)) this.#looks.push({ png, atMs });
        await this.#page.waitForTimeout(Math.max(0, everyMs - (performance.now() - atMs)));
      }
    })();
    try {
      await act();
    } finally {
      running = false;
      await looking;
    }
  }

  /** Makes the picture; each frame holds no more than what has changed since the one before. */
  async encode(): Promise<Recording> {
    const page = await this.#page.context().newPage();
    await page.setContent("<canvas></canvas>");
    await page.evaluate(compare);
    const frames: AnimationFrame[] = [];
    let size = { width: 0, height: 0 };
    for (const [index, { png, atMs }] of this.#looks.entries()) {
      const changed = (await page.evaluate(`changed("${png.toString("base64")}")`)) as Changed | null;
      const next = this.#looks[index + 1];
      const durationMs = next ? Math.min(longestMs, Math.round(next.atMs - atMs)) : lastMs;
      const last = frames.at(-1);
      if (changed) {
        const { webp, x, y, width, height, whole } = changed;
        size = whole;
        frames.push({ webp: Buffer.from(webp, "base64"), x, y, width, height, durationMs });
      } else if (last) frames[frames.length - 1] = { ...last, durationMs: last.durationMs + durationMs };
    }
    await page.close();
    const seconds = frames.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1000;
    return { bytes: animatedWebp(size, frames), frames: frames.length, seconds };
  }
}

interface Changed {
  readonly webp: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly whole: { readonly width: number; readonly height: number };
}

/** Runs in a page: `changed(png)` is the smallest rectangle, from even corners, that differs from the picture before. */
const compare = `{
  let before;
  globalThis.changed = async (png) => {
    const bytes = Uint8Array.from(atob(png), (c) => c.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const whole = { width: bitmap.width, height: bitmap.height };
    const canvas = new OffscreenCanvas(whole.width, whole.height);
    const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
    context.drawImage(bitmap, 0, 0);
    const pixels = new Uint32Array(context.getImageData(0, 0, whole.width, whole.height).data.buffer);
    let [left, top, right, bottom] = [0, 0, whole.width, whole.height];
    if (before) {
      [left, top, right, bottom] = [whole.width, whole.height, 0, 0];
      for (let y = 0, at = 0; y < whole.height; y++) {
        for (let x = 0; x < whole.width; x++, at++) {
          if (pixels[at] === before[at]) continue;
          if (x < left) left = x;
          if (x >= right) right = x + 1;
          if (y < top) top = y;
          bottom = y + 1;
        }
      }
      if (right === 0) return null;
      left -= left % 2;
      top -= top % 2;
    }
    before = pixels;
    const [width, height] = [right - left, bottom - top];
    const part = new OffscreenCanvas(width, height);
    part.getContext("2d", { alpha: false }).drawImage(canvas, left, top, width, height, 0, 0, width, height);
    const blob = await part.convertToBlob({ type: "image/webp", quality: 0.82 });
    const encoded = new Uint8Array(await blob.arrayBuffer());
    return { webp: encoded.toBase64(), x: left, y: top, width, height, whole };
  };
}`;
