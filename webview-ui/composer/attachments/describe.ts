// Attachments in words and figures.

import type { Attachment } from "../../../src/protocol/snapshot.ts";
import type { WebviewStrings } from "../../../src/protocol/strings.ts";
import { fill } from "../../words.ts";

/** "image, 800 × 600, 120 KB": what it is, as far as it is known. */
export function detailsOf(attachment: Attachment, { locale, strings: t }: Described): string {
  const { kind, width, height, durationMs, size } = attachment;
  const details = [{ image: t.imageKind, audio: t.audioKind, video: t.videoKind }[kind]];
  if (width !== undefined && height !== undefined) details.push(`${width} × ${height}`);
  if (durationMs !== undefined) details.push(lengthOf(durationMs));
  details.push(sizeOf(size, locale));
  return details.join(separatorOf(locale));
}

/** "photo.png, image, 800 × 600, 120 KB": what a screen reader says. */
export function labelOf(attachment: Attachment, words: Described): string {
  return attachment.name + separatorOf(words.locale) + detailsOf(attachment, words);
}

/** What stands between the items of a list, by the language's tag. */
export function separatorOf(locale: string): string {
  return /^zh/i.test(locale) ? "，" : ", ";
}

interface Described {
  readonly locale: string;
  readonly strings: WebviewStrings;
}

/** "1.4 MB"; thousands, as VS Code counts them in its explorer. */
export function sizeOf(bytes: number, locale: string): string {
  const [value, unit] = bytes < 1024 * 1024 ? [bytes / 1024, "KB"] : [bytes / (1024 * 1024), "MB"];
  const digits = value < 10 ? 1 : 0;
  return `${value.toLocaleString(locale, { maximumFractionDigits: digits })} ${unit}`;
}

/** "1:05", or "1:02:03" from an hour on. */
export function lengthOf(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** "scaled down from 4000 × 3000", "animated"; empty when there is nothing to say. */
export function changesOf(
  { scaledFrom, animated }: { scaledFrom?: { width: number; height: number } | undefined; animated?: boolean },
  { strings: t }: Described,
): string {
  if (scaledFrom) return fill(t.scaledFrom, scaledFrom.width, scaledFrom.height);
  return animated ? t.animated : "";
}
