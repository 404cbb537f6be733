/** Where sound is kept so that it is paid for once. Bounded: what was not asked for longest goes first. Never throws. */
export interface SpeechCache {
  /** The samples kept under `key` (see `speechKey`), or undefined. */
  read(key: string): Promise<Int16Array | undefined>;
  write(key: string, samples: Int16Array): Promise<void>;
  /** Whether the same is kept as an MP3 file, which the service makes and is paid for a second time. */
  hasMp3(key: string): Promise<boolean>;
  readMp3(key: string): Promise<Uint8Array | undefined>;
  writeMp3(key: string, file: Uint8Array): Promise<void>;
}
