// What a workspace may not decide for a person: settings that cost more, send more, or switch on what was switched off.
// The person's own value holds until they agree to the other one. A dev container writes settings too, which VS Code
// shows as the person's own; there, only the default counts as theirs.

/** The settings that are guarded, without `mimo.`. */
export const guardedSettings = [
  "model",
  "thinking",
  "webSearch",
  "history.titles",
  "context.activeEditor",
  "context.agentsFile",
  "speech.readReplies",
] as const;

export type GuardedSetting = (typeof guardedSettings)[number];

/** Where a value comes from, as VS Code tells it; undefined where it is not set. */
export interface SettingSides {
  readonly fallback: unknown;
  readonly user: unknown;
  /** Of the workspace or its folder, the nearer one. */
  readonly workspace: unknown;
  /** What counts as the person's may have been written by a container. */
  readonly inContainer: boolean;
}

/** What holds, and what was asked for instead and waits for a yes. */
export interface GuardedValue {
  readonly value: unknown;
  readonly ignored?: unknown;
}

/** Output price of a million tokens of a model; undefined when nobody knows. */
export type PriceOf = (model: string) => number | undefined;

/** What holds of a guarded setting. `isAgreed` is whether the person said yes to a value here. */
export function guardSetting(
  name: GuardedSetting,
  sides: SettingSides,
  isAgreed: (value: unknown) => boolean,
  priceOf: PriceOf,
): GuardedValue {
  const { fallback, user, workspace, inContainer } = sides;
  const own = inContainer ? fallback : (user ?? fallback);
  const asked = workspace ?? user ?? fallback;
  if (!raises(name, own, asked, priceOf) || isAgreed(asked)) return { value: asked };
  // What the workspace may not raise, a container's own value may still lower, and the other way round.
  const second = user ?? fallback;
  const value = raises(name, own, second, priceOf) && !isAgreed(second) ? own : second;
  return { value, ignored: asked };
}

/** Whether `to` costs or sends more than `from`. */
function raises(name: GuardedSetting, from: unknown, to: unknown, priceOf: PriceOf): boolean {
  if (from === to) return false;
  switch (name) {
    case "model": {
      const before = priceOf(String(from));
      const after = priceOf(String(to));
      // What cannot be compared counts as dearer.
      return before === undefined || after === undefined || after > before;
    }
    case "webSearch":
      return searchRank(to) > searchRank(from);
    default:
      return to === true;
  }
}

function searchRank(value: unknown): number {
  return value === "always" ? 2 : value === "auto" ? 1 : 0;
}
