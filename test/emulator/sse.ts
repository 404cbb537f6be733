// Server-sent events as bytes, in the lawful forms that a client must cope with.
import type { WireOptions } from "./script.ts";

/** One event of a stream. */
export interface Frame {
  event?: string;
  data: string;
  /**
   * `content` carries a piece of the reply (faults count these, pacing waits before them), `finish` the reason it
   * ended; `meta` is the rest, `end` what follows the finish.
   */
  part: "meta" | "content" | "finish" | "end";
}

/** The bytes of an event. */
export function encodeFrame(frame: Frame, wire: WireOptions): Buffer {
  const end = wire.crlf ? "\r\n" : "\n";
  const space = wire.noSpaceAfterData ? "" : " ";
  const comment = wire.comments && frame.part === "content" ? `: keep-alive${end}${end}` : "";
  const event = frame.event ? `event:${space}${frame.event}${end}` : "";
  return Buffer.from(`${comment}${event}data:${space}${frame.data}${end}${end}`);
}
