// What a held command may see and change, as places of the disk: made from a look at the workspace and the home, turned into
// the arguments of the system's own sandbox.

/** All paths are real ones, absolute, and something stands there. Nothing else of the disk can be changed. */
export interface SandboxPlan {
  /** Folders of the workspace: what is in them may be changed. An inner one stands behind the one around it. */
  readonly writable: readonly string[];
  /** Folders that keep their place: none of them can be renamed, so that no other takes its name. Outer ones first. */
  readonly pinned: readonly string[];
  /** Files and folders in those that stay as they are. */
  readonly kept: readonly string[];
  /** Files and folders that cannot be read, wherever they are. */
  readonly hiddenFiles: readonly string[];
  readonly hiddenFolders: readonly string[];
  /** Files of the workspace that look empty, so that what looks for them goes on without. */
  readonly emptied: readonly string[];
  /** Folders that were made to stand where nothing stood, so that nothing is made there. */
  readonly reserved: readonly string[];
  /** Folders in which a command may write what is gone with it. */
  readonly scratch: readonly string[];
}

/** What stands in for what is hidden. */
export interface StandIns {
  /** A file that nobody may open. */
  readonly closedFile: string;
  /** A file and a folder with nothing in them. */
  readonly emptyFile: string;
  readonly emptyFolder: string;
}
