// @vitest-environment jsdom
import { signal } from "@preact/signals";
import { render } from "preact";
import { afterEach, describe, expect, it } from "vitest";
import type { MessageEntry } from "../../../../webview-ui/conversation/chatStore.ts";
import { type LazyGroup, LazyMount } from "../../../../webview-ui/conversation/lazyMount.ts";
import { MessageGroups } from "../../../../webview-ui/conversation/MessageGroups.tsx";
import { newLog } from "../../../../webview-ui/conversation/textLog.ts";
import { drawn } from "../render.tsx";

const entry = (id: number) => {
  const part = { key: "text", head: signal({ kind: "text" }), text: signal(newLog(`Text ${id}`)) };
  return { id: `m${id}`, parts: signal([part]) } as unknown as MessageEntry;
};
const entries = Array.from({ length: 40 }, (_, id) => entry(id));

/** Keeps the groups, for a test to mount and unmount by hand. */
class ManualMount extends LazyMount {
  readonly groups: LazyGroup[] = [];

  override add(group: LazyGroup): () => void {
    this.groups.push(group);
    return super.add(group);
  }
}

function show() {
  const root = document.createElement("div");
  document.body.append(root);
  const lazy = new ManualMount();
  const seen: string[] = [];
  const draw = ({ id }: MessageEntry) => {
    seen.push(id);
    return <article key={id}>{id}</article>;
  };
  const update = async (messages: readonly MessageEntry[]) => {
    seen.length = 0;
    render(<MessageGroups messages={messages} lazy={lazy} draw={draw} />, root);
    await settle();
  };
  const shown = () => [...root.querySelectorAll("article")].map((message) => message.textContent);
  return { root, lazy, drawn: seen, update, shown };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

afterEach(async () => {
  document.body.replaceChildren();
  // The last timers would find no window after the tests.
  await drawn();
});

describe("messages in groups", () => {
  it("are there from the end, and the rest has its space", async () => {
    const { root, update, shown } = show();
    await update(entries);
    expect(shown()).toEqual(entries.slice(24).map(({ id }) => id));
    expect([...root.children].map((group) => (group as HTMLElement).style.height)).toEqual([
      "1308px",
      "1308px",
      "1308px",
      "",
      "",
    ]);
  });

  it("come and go, and keep their height", async () => {
    const { root, lazy, update, shown } = show();
    await update(entries);
    lazy.groups[0]?.mount();
    await settle();
    expect(shown()[0]).toBe("m0");
    lazy.groups[0]?.unmount(777);
    await settle();
    expect(shown()[0]).toBe("m24");
    expect((root.firstChild as HTMLElement).style.height).toBe("777px");
  });

  it("can be found while they are not there, and all come when one is", async () => {
    const { root, update, shown } = show();
    await update(entries);
    const hidden = [...root.querySelectorAll("[hidden=until-found]")];
    expect(hidden.map((group) => group.textContent?.match(/\d+/g)?.length)).toEqual([8, 8, 8]);
    Element.prototype.scrollIntoView = () => {};
    hidden[1]?.dispatchEvent(new Event("beforematch", { bubbles: true }));
    await settle();
    expect(shown()[0]).toBe("m8");
  });

  it("are not drawn anew when others come", async () => {
    const { drawn, update, shown } = show();
    await update(entries);
    await update([...entries, entry(40)]);
    expect(drawn).toEqual(["m40"]);
    expect(shown().at(-1)).toBe("m40");
  });

  it("follow when a turn is asked again", async () => {
    const { drawn, update, shown } = show();
    await update(entries);
    await update([...entries.slice(0, 38), entry(90)]);
    expect(shown().slice(-2)).toEqual(["m37", "m90"]);
    expect(drawn).not.toContain("m31");
  });
});
