// Keeps what was used. Fed from the one place where replies are counted (observeUsage), read by the usage page.

import type { Event } from "../util/emitter.ts";
import type { UsageRecord } from "./usageRecord.ts";

/** The port to where usage is kept. Outlives windows; several windows may add to it at once. */
export interface UsageLedger {
  /** Notes a reply. Returns at once; what cannot be written now goes with the next one. */
  add(record: UsageRecord): void;
  /** Everything noted, by all windows, summed as `sumRecords` does. */
  read(): Promise<UsageRecord[]>;
  /** Forgets everything, in all windows. */
  clear(): Promise<void>;
  /** Fires after a change by this window. */
  readonly onDidChange: Event<void>;
}
