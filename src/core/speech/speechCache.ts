/** Where sound is kept so that it is paid for once. Bounded: what was not asked for longest goes first. Never throws. */
export interface SpeechCache {
  /** The samples kept under `key` (see `speechKey`), or undefined. */
  read(key: string): Promise<Int16Array | undefined>;
  write(key: string, samples: Int16Array): Promise<void>;
}
