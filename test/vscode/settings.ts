// Settings that keep a VS Code under test, and the one of `npm start`, quiet: nothing opens, asks or phones by itself.

/** Settings by id, as in settings.json. */
export type Settings = Record<string, unknown>;

/** User settings every server starts with; none of them touches what the extension does. */
export const calmSettings: Settings = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
  "workbench.enableExperiments": false,
  "workbench.settings.enableNaturalLanguageSearch": false,
  "telemetry.telemetryLevel": "off",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "update.mode": "none",
  "update.showReleaseNotes": false,
  "git.openRepositoryInParentFolders": "never",
  "npm.fetchOnlinePackageInfo": false,
  // Looks through all processes of the machine every two seconds.
  "remote.autoForwardPorts": false,
  "typescript.disableAutomaticTypeAcquisition": true,
  "security.workspace.trust.banner": "never",
  "window.confirmBeforeClose": "never",
};
