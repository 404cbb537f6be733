// Samples in the formats of the API document.
import type { AudioFormat } from "./readRequest.ts";
import { sampleRate } from "./synthesize.ts";

/** Samples as little-endian bytes, whatever the machine's order. */
export function pcmBytes(samples: Int16Array): Buffer {
  const bytes = Buffer.alloc(samples.length * 2);
  for (const [index, sample] of samples.entries()) bytes.writeInt16LE(sample, index * 2);
  return bytes;
}

/** Samples behind a 44-byte WAV header. */
export function wavBytes(pcm: Buffer): Buffer {
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(36 + pcm.length, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  header.writeUInt32LE(pcm.length, 40);
  return Buffer.concat([header, pcm]);
}

/**
 * A valid MP3 of the right length that is silent: the emulator has no encoder, and a frame whose side information and
 * data are all zero decodes to silence. MPEG-2 layer III, 24 kHz, mono, 32 kbit/s: 96 bytes and 576 samples a frame.
 */
export function silentMp3(sampleCount: number): Buffer {
  const frames = Math.max(1, Math.ceil(sampleCount / 576));
  const bytes = Buffer.alloc(frames * 96);
  for (let frame = 0; frame < frames; frame++) bytes.set([0xff, 0xf3, 0x44, 0xc0], frame * 96);
  return bytes;
}

/** Samples in a format. */
export function encodeAudio(pcm: Buffer, format: AudioFormat): Buffer {
  if (format === "pcm16") return pcm;
  return format === "wav" ? wavBytes(pcm) : silentMp3(pcm.length / 2);
}
