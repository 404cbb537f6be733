// Who is told what, and how: one table for everything that happens while nobody looks. Calm comes first: what can be seen is
// not said, and one thing is said once.

/** What there is to tell. */
export type News =
  /** The run waits for a yes, an answer, or to be gone on with. */
  | "waiting"
  /** The run is over, well or not; never because the person stopped it. */
  | "ended"
  /** A command in the background is over, and no run goes on that would hear of it. */
  | "command";

/** What the person can see. */
export interface Sight {
  /** The page of the chat is drawn. */
  readonly isVisible: boolean;
  /** The window has the keyboard. */
  readonly isFocused: boolean;
}

/** The setting `mimo.agent.announce`. */
export type Announce = "off" | "notification" | "speech";

/** What is done about it. */
export interface Ways {
  /** A mark on the view or the tab, until it is seen. */
  readonly mark: boolean;
  /** `status`: some words in the status bar that go by themselves. */
  readonly by: "nothing" | "status" | "notification" | "speech";
}

/** How `news` is told. */
export function waysToTell(news: News, { isVisible, isFocused }: Sight, announce: Announce): Ways {
  const mark = !isVisible;
  // The page shows how a run stands; of a command in the background it shows nothing.
  if (isVisible && isFocused) return { mark, by: news === "command" ? "status" : "nothing" };
  return { mark, by: announce === "off" ? "nothing" : announce };
}
