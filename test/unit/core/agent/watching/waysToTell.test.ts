import { expect, test } from "vitest";
import { type Announce, type News, type Sight, waysToTell } from "../../../../../src/core/agent/watching/waysToTell.ts";

const seen: Sight = { isVisible: true, isFocused: true };
const hidden: Sight = { isVisible: false, isFocused: true };
const away: Sight = { isVisible: true, isFocused: false };
const gone: Sight = { isVisible: false, isFocused: false };

test.each<[News, Sight, Record<Announce, string>]>([
  ["waiting", seen, { off: "nothing", notification: "nothing", speech: "nothing" }],
  ["waiting", hidden, { off: "mark nothing", notification: "mark notification", speech: "mark speech" }],
  ["waiting", away, { off: "nothing", notification: "notification", speech: "speech" }],
  ["waiting", gone, { off: "mark nothing", notification: "mark notification", speech: "mark speech" }],
  ["ended", seen, { off: "nothing", notification: "nothing", speech: "nothing" }],
  ["ended", hidden, { off: "mark nothing", notification: "mark notification", speech: "mark speech" }],
  ["ended", away, { off: "nothing", notification: "notification", speech: "speech" }],
  ["ended", gone, { off: "mark nothing", notification: "mark notification", speech: "mark speech" }],
  ["command", seen, { off: "status", notification: "status", speech: "status" }],
  ["command", hidden, { off: "mark nothing", notification: "mark notification", speech: "mark speech" }],
  ["command", away, { off: "nothing", notification: "notification", speech: "speech" }],
  ["command", gone, { off: "mark nothing", notification: "mark notification", speech: "mark speech" }],
])("%s, %o", (news, sight, expected) => {
  for (const announce of ["off", "notification", "speech"] as const) {
    const { mark, by } = waysToTell(news, sight, announce);
    expect(`${mark ? "mark " : ""}${by}`, announce).toBe(expected[announce]);
  }
});
