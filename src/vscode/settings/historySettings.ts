// `mimo.history.*` as one typed value.

import type { SettingSource } from "./settingSource.ts";

/** See package.json for what each means. */
export interface HistorySettings {
  /** Whether the model names conversations. */
  readonly titles: boolean;
  /** Bytes above which the person is asked about deleting; undefined for no limit. */
  readonly maxSize: number | undefined;
}

/** Reads them as they are now. */
export function readHistorySettings(source: SettingSource): HistorySettings {
  const megabytes = source.get<number>("history.maxSizeMb", 1000);
  return {
    titles: source.get<boolean>("history.titles", true),
    maxSize: megabytes > 0 ? megabytes * 1_000_000 : undefined,
  };
}
