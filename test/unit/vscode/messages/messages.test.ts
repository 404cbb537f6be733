import { expect, test, vi } from "vitest";

const shown = vi.hoisted(() => vi.fn());
vi.mock("vscode", () => ({
  ProgressLocation: { Notification: 15 },
  window: {
    showInformationMessage: async (...all: unknown[]) => shown(...all),
    showWarningMessage: async (...all: unknown[]) => shown(...all),
    showErrorMessage: async (...all: unknown[]) => shown(...all),
    withProgress: async (options: unknown, task: (progress: unknown, token: unknown) => unknown) => {
      shown(options);
      return task({ report: shown }, "token");
    },
  },
}));

import { showError, showInformation, showWarning, withNotification } from "../../../../src/vscode/messages/messages.ts";

const hostile = "[notes](command:workbench.action.quit).env\u202E";
const plain = "[notes]\u2060(command:workbench.action.quit).env�";

test.each([showInformation, showWarning, showError])(
  "a message holds no link, and its buttons come back",
  async (show) => {
    shown.mockReset().mockReturnValue(hostile);
    expect(await show(hostile, hostile, "Other")).toBe(hostile);
    expect(shown).toHaveBeenLastCalledWith(plain, hostile, "Other");
    await show(hostile, { modal: true, detail: `${hostile}\n${hostile}` }, "Yes");
    expect(shown).toHaveBeenLastCalledWith(plain, { modal: true, detail: `${plain}\n${plain}` }, "Yes");
    const item = { title: "Yes", isCloseAffordance: true };
    await show(hostile, item);
    expect(shown.mock.lastCall?.[1]).toBe(item);
  },
);

test("nor does what is said while something runs", async () => {
  shown.mockReset();
  const task = withNotification(hostile, async (progress, token) => {
    progress.report({ message: hostile, increment: 1 });
    progress.report({ increment: 2 });
    return token;
  });
  expect(await task).toBe("token");
  expect(shown.mock.calls).toEqual([
    [{ location: 15, title: plain, cancellable: true }],
    [{ message: plain, increment: 1 }],
    [{ increment: 2 }],
  ]);
});
