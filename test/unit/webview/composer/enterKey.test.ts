// @vitest-environment jsdom
import { describe, expect, it, vi } from "vitest";
import { createEnterKey } from "../../../../webview-ui/composer/enterKey.ts";

function press(
  init: KeyboardEventInit & { keyCode?: number },
  before?: (keys: ReturnType<typeof createEnterKey>) => void,
) {
  const send = vi.fn();
  const keys = createEnterKey(send);
  before?.(keys);
  const event = new KeyboardEvent("keydown", { key: "Enter", cancelable: true, ...init });
  keys.onKeyDown(event);
  return { sent: send.mock.calls.length > 0, prevented: event.defaultPrevented, keys, send };
}

describe("Enter", () => {
  it("sends, and does not break the line besides", () => {
    expect(press({})).toMatchObject({ sent: true, prevented: true });
  });

  it("breaks the line with Shift", () => {
    expect(press({ shiftKey: true })).toMatchObject({ sent: false, prevented: false });
  });

  it.each([
    ["while composing", { isComposing: true }, true],
    ["when the input method has the key", { keyCode: 229 }, false],
    ["when it has the key while composing", { isComposing: true, keyCode: 229 }, false],
  ])("neither sends nor breaks the line %s", (_when, init, prevented) => {
    expect(press(init)).toMatchObject({ sent: false, prevented });
  });

  it("does nothing when it ended the composition just before, as in Safari, and sends the next time", async () => {
    const { sent, keys, send } = press({}, (handlers) => handlers.onCompositionEnd());
    expect(sent).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 1));
    keys.onKeyDown(new KeyboardEvent("keydown", { key: "Enter" }));
    expect(send).toHaveBeenCalledTimes(1);
  });

  it("is the only key that sends", () => {
    expect(press({ key: "a" }).sent).toBe(false);
  });
});
