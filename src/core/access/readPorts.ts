// What the read gate asks of the editor and the disk.

import type { ReadText } from "./readDecision.ts";
import type { SecretFinder } from "./secretFinder.ts";

/** A place in a folder of the workspace. */
export interface Place {
  /** The address of the folder. */
  readonly folder: string;
  /** Relative to it, with `/`; empty for the folder itself. */
  readonly path: string;
}

/** What is there. */
export interface Stat {
  readonly kind: "file" | "folder" | "other";
  /** In bytes. */
  readonly size: number;
  /** A text that no folder could hold: one that was never saved, or a file that is open without any folder. */
  readonly standsAlone: boolean;
}

/** Where links lead. */
export interface RealPlace {
  /** The path on the disk, with `/`. */
  readonly path: string;
  /** The same in the workspace; undefined when it is outside. */
  readonly place: Place | undefined;
}

/** Addresses are those of VS Code, as strings. */
export interface ReadPorts {
  /** The address as a person would name it. */
  pathOf(address: string): string;
  /** Links are followed; undefined when nothing is there. */
  stat(address: string): Promise<Stat | undefined>;
  /** By its name alone; undefined when it is in no folder of the workspace. */
  placeOf(address: string): Place | undefined;
  /** With the links of each part followed, dangling ones too; undefined when they lead in a circle or nobody may look. */
  realPlaceOf(address: string): Promise<RealPlace | undefined>;
  /** Whether Git ignores it. */
  isIgnored(place: Place, isFolder: boolean): Promise<boolean>;
  /** Whether `files.exclude` hides it. */
  isExcluded(place: Place): boolean;
  /**
   * The text: of the editor if it is open there and not `saved`, else of the disk in its encoding. Undefined: no text, or
   * more than `maxBytes` of it.
   */
  load(address: string, saved: boolean, maxBytes: number): Promise<ReadText | undefined>;
  /** What is on the disk. */
  loadBytes(address: string): Promise<Uint8Array>;
  readonly findSecret: SecretFinder;
}
