// Where a control stands in the conversation, so that it is found again when what is shown there is drawn anew.

/** A control, and where it stands. */
export interface Place {
  readonly element: HTMLElement;
  readonly testId: string | undefined;
  /** Undefined outside of the messages. */
  readonly message: MessagePlace | undefined;
  /** The player it is in. */
  readonly player: Element | null;
  /** Which one it is of those with its test id in its message. */
  readonly nth: number;
}

/** Where a message stands, whichever message that is: they stand in groups, in one list. */
export interface MessagePlace {
  readonly list: Element;
  readonly group: number;
  readonly child: number;
}

/** Controls that go away together: leaving one leads to the other. */
const instead: Readonly<Record<string, string>> = {
  "edit-text": "edit-message",
  "edit-save": "edit-message",
  "edit-cancel": "edit-message",
};

/** The place of an element that is on the page. */
export function placeOf(element: HTMLElement): Place {
  const { testid: testId } = element.dataset;
  const message = element.closest("[data-testid=message]");
  const nth = message && testId ? [...message.querySelectorAll(withId(testId))].indexOf(element) : 0;
  const player = element.closest(withId("player"));
  return { element, testId, message: message ? messagePlaceOf(message) : undefined, player, nth };
}

/** What stands in the place now: the same control, or else the message, or what plays; undefined where there is none. */
export function successorIn({ testId, message, player, nth }: Place): HTMLElement | undefined {
  if (player) return player.querySelector<HTMLElement>(withId("player-toggle")) ?? undefined;
  const there = message?.list.isConnected ? message.list.children[message.group]?.children[message.child] : undefined;
  if (!(there instanceof HTMLElement)) return undefined;
  const wanted = instead[testId ?? ""] ?? testId;
  // The button of a notice that has gone is no button of the next notice.
  if (wanted === undefined || wanted === "error-action") return there;
  return there.querySelectorAll<HTMLElement>(withId(wanted))[nth] ?? there;
}

/** The selector of a test id. */
export const withId = (testId: string): string => `[data-testid="${testId}"]`;

function messagePlaceOf(message: Element): MessagePlace | undefined {
  const group = message.parentElement;
  const list = group?.parentElement;
  if (!group || !list) return undefined;
  return { list, group: [...list.children].indexOf(group), child: [...group.children].indexOf(message) };
}
