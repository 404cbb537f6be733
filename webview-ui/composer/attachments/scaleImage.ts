// Images are made upright and small enough here, so that only what is sent ever leaves the view.

import { maxImageBytes, maxImageSide } from "../../../src/protocol/media.ts";
import { isAnimated, jpegOrientation } from "./imageFacts.ts";

/** An image as it will be sent. */
export interface ScaledImage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  /** Its size before, when it was scaled down. */
  readonly scaledFrom?: { readonly width: number; readonly height: number };
  /** It moves, and was left as it is: scaling would keep one frame. */
  readonly animated: boolean;
}

/** The size that fits into a square of `max`, in the same proportions; never larger than it was. */
export function fitInto(width: number, height: number, max: number): { width: number; height: number } {
  const factor = Math.min(1, max / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}

/** The image ready to be sent. Rejects when the browser cannot read it. */
export async function scaleImage(bytes: Uint8Array<ArrayBuffer>, mimeType: string): Promise<ScaledImage> {
  const animated = isAnimated(bytes, mimeType);
  // Turned as its EXIF data says, so width and height are those one sees.
  const bitmap = await createImageBitmap(new Blob([bytes], { type: mimeType }), { imageOrientation: "from-image" });
  try {
    const { width, height } = bitmap;
    const size = fitInto(width, height, maxImageSide);
    const smaller = size.width < width || size.height < height;
    const turned = mimeType === "image/jpeg" && jpegOrientation(bytes) !== 1;
    if (animated || !(smaller || turned || bytes.length > maxImageBytes)) return { bytes, width, height, animated };
    const scaledFrom = smaller ? { width, height } : undefined;
    return { bytes: await redraw(bitmap, size, mimeType), ...size, scaledFrom, animated };
  } finally {
    bitmap.close();
  }
}

/** PNG for what may be transparent or has few colours; WebP, which can be both, when that is too large. */
async function redraw(
  bitmap: ImageBitmap,
  { width, height }: { width: number; height: number },
  mimeType: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no canvas");
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
  const encode = async (type: string, quality?: number) =>
    new Uint8Array(await (await canvas.convertToBlob({ type, quality })).arrayBuffer());
  if (mimeType === "image/jpeg" || mimeType === "image/webp") return encode(mimeType, 0.9);
  const png = await encode("image/png");
  return png.length <= maxImageBytes ? png : encode("image/webp", 0.9);
}
