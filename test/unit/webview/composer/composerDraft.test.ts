import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ComposerDraft } from "../../../../webview-ui/composer/composerDraft.ts";
import { FakeHost } from "../fakeHost.ts";

interface Sent {
  readonly text: string;
  readonly id: string;
  /** Still in the box, as far as the page knows. */
  open: boolean;
  /** Stood at the beginning of the box all the time. */
  intact: boolean;
  answer?: "accepted" | "rejected";
}

describe("the draft", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function sending(text: string) {
    const host = new FakeHost();
    const draft = new ComposerDraft(host);
    draft.edit(text);
    expect(draft.send()).toBe(true);
    return { host, draft, draftId: host.of("send")[0]?.draftId ?? "" };
  }

  it("leaves the box when the host has it", () => {
    const { host, draft, draftId } = sending("hello");
    expect(host.of("send")).toMatchObject([{ text: "hello" }]);
    expect(draft.text.value).toBe("hello");
    draft.accepted("another");
    expect(draft.text.value).toBe("hello");
    draft.accepted(draftId);
    expect(draft.text.value).toBe("");
    expect(host.kept).toEqual({ draft: "", sending: undefined });
  });

  it("stays when the host refuses, and can be sent again", () => {
    const { host, draft, draftId } = sending("hello");
    draft.rejected(draftId);
    expect(draft.text.value).toBe("hello");
    expect(draft.send()).toBe(true);
    expect(host.of("send")).toHaveLength(2);
    expect(host.of("send")[1]?.draftId).not.toBe(draftId);
  });

  it("keeps what was typed after sending", () => {
    const { draft, draftId } = sending("hello");
    draft.edit("hello\nand more");
    draft.accepted(draftId);
    expect(draft.text.value).toBe("and more");
  });

  it("keeps a text that was changed after sending", () => {
    const { draft, draftId } = sending("hello");
    draft.edit("help");
    draft.accepted(draftId);
    expect(draft.text.value).toBe("help");
  });

  it("is not sent twice, nor when blank", () => {
    const { host, draft } = sending("hello");
    expect(draft.send()).toBe(false);
    expect(host.of("send")).toHaveLength(1);
    expect(new ComposerDraft(host).send()).toBe(false);
    draft.edit(" \n");
    expect(draft.send()).toBe(false);
  });

  it("waits for its answer however long it takes: the key may be asked meanwhile", () => {
    const { host, draft, draftId } = sending("hello");
    vi.advanceTimersByTime(3_600_000);
    expect(draft.send()).toBe(false);
    draft.accepted(draftId);
    expect(draft.text.value).toBe("");
    expect(host.of("send")).toHaveLength(1);
  });

  it("takes out what was sent only where it was sent from: at the beginning, untouched", () => {
    const middle = sending("hi");
    middle.draft.edit("this is other");
    middle.draft.accepted(middle.draftId);
    expect(middle.draft.text.value).toBe("this is other");

    const retyped = sending("hi");
    for (const text of ["h", "", "h", "hi", "history"]) retyped.draft.edit(text);
    retyped.draft.accepted(retyped.draftId);
    expect(retyped.draft.text.value).toBe("history");

    const pastedOver = sending("hi");
    pastedOver.draft.edit("history of x", 0);
    pastedOver.draft.accepted(pastedOver.draftId);
    expect(pastedOver.draft.text.value).toBe("history of x");

    const theSameAgain = sending("hi");
    theSameAgain.draft.edit("hi", 0);
    theSameAgain.draft.accepted(theSameAgain.draftId);
    expect(theSameAgain.draft.text.value).toBe("hi");

    const writtenOn = sending("hi");
    writtenOn.draft.edit("hi there", 2);
    writtenOn.draft.accepted(writtenOn.draftId);
    expect(writtenOn.draft.text.value).toBe(" there");

    const continued = sending("hi");
    continued.draft.edit("hi there");
    continued.draft.accepted(continued.draftId);
    expect(continued.draft.text.value).toBe(" there");
  });

  it("changes nothing under an input method; what came meanwhile is done when it is over", () => {
    const { draft, draftId } = sending("hello");
    draft.compositionStarted();
    draft.edit("hello\nni");
    draft.accepted(draftId);
    draft.insert("from elsewhere");
    expect(draft.text.value).toBe("hello\nni");
    draft.edit("hello\nnih");
    draft.compositionEnded("hello\n你");
    expect(draft.text.value).toBe("你\nfrom elsewhere");
    expect(draft.send()).toBe(true);
  });

  it("says why it was refused until something is written or sent", () => {
    const { draft, draftId } = sending("hello");
    draft.rejected("another", "no");
    expect(draft.refusal.value).toBeUndefined();
    draft.rejected(draftId, "A reply is being written.");
    expect(draft.refusal.value).toBe("A reply is being written.");
    draft.edit("hello!");
    expect(draft.refusal.value).toBeUndefined();
  });

  it("can be sent again, unchanged, after a refusal that says why", () => {
    const { host, draft, draftId } = sending("hello");
    draft.rejected(draftId, "It could not be read.");
    expect(draft.text.value).toBe("hello");
    expect(draft.refusal.value).toBe("It could not be read.");
    expect(host.kept).toMatchObject({ draft: "hello", sending: undefined });
    expect(draft.send()).toBe(true);
    expect(draft.refusal.value).toBeUndefined();
    expect(host.of("send")).toHaveLength(2);
  });

  it("is kept while typing and there after the view was thrown away", () => {
    const host = new FakeHost();
    const draft = new ComposerDraft(host);
    draft.edit("one");
    draft.edit("one two");
    vi.advanceTimersByTime(1000);
    expect(new ComposerDraft(host).text.value).toBe("one two");
  });

  it("asks what became of it when the answer went to a page that is gone", () => {
    const { host, draftId } = sending("hello");
    const next = new ComposerDraft(host);
    expect(host.of("draftState")).toEqual([{ type: "draftState", draftId }]);
    expect(next.text.value).toBe("hello");
    expect(next.send()).toBe(false);
    next.rejected(draftId);
    expect(next.send()).toBe(true);
  });

  it("is emptied by a snapshot that has it, and not by one that has the same words", () => {
    const { draft, draftId } = sending("hello");
    draft.reconcile(["another"]);
    expect(draft.text.value).toBe("hello");
    draft.reconcile(["another", draftId]);
    expect(draft.text.value).toBe("");
    draft.edit("hello");
    draft.reconcile([draftId]);
    expect(draft.text.value).toBe("hello");
  });

  it.each([undefined, null, 3, "x", { draft: 3 }, { sending: { text: 1 } }])("does not mind a kept %j", (kept) => {
    expect(new ComposerDraft(new FakeHost(kept)).text.value).toBe("");
  });

  it("takes text after what is there", () => {
    const draft = new ComposerDraft(new FakeHost());
    draft.insert("a");
    draft.insert("b");
    expect(draft.text.value).toBe("a\nb");
  });

  it("loses nothing that was typed, and doubles nothing that was left as it was sent", () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant("type" as const), at: fc.double({ min: 0, max: 1, noNaN: true }) }),
      fc.record({ do: fc.constant("type" as const), at: fc.constant(1) }),
      fc.record({ do: fc.constant("delete" as const), at: fc.double({ min: 0, max: 0.99, noNaN: true }) }),
      fc.constantFrom(...(["send", "accept", "reject", "compose", "composed", "reload"] as const)).map((what) => ({
        do: what,
        at: 0,
      })),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const host = new FakeHost();
        let draft = new ComposerDraft(host);
        let next = 0x4e00;
        let composing = false;
        const typed = new Set<string>();
        /** What was sent, and what the host said of it, which it says again to a page that asks. */
        const sends: Sent[] = [];
        for (const { do: what, at } of [...steps, { do: "composed", at: 0 }]) {
          const text = draft.text.value;
          const place = Math.floor(at * text.length);
          const last = sends.at(-1);
          if (what === "type") {
            const letter = String.fromCharCode(next++);
            typed.add(letter);
            draft.edit(text.slice(0, place) + letter + text.slice(place));
          } else if (what === "delete" && text !== "") {
            typed.delete(text[place] ?? "");
            draft.edit(text.slice(0, place) + text.slice(place + 1));
          } else if (what === "send" && draft.send()) {
            sends.push({ text, id: host.of("send").at(-1)?.draftId ?? "", open: true, intact: true });
          } else if (what === "accept" && last) {
            last.answer ??= "accepted";
            if (last.answer === "accepted") draft.accepted(last.id);
          } else if (what === "reject" && last) {
            last.answer ??= "rejected";
            if (last.answer === "rejected") draft.rejected(last.id, "no");
          } else if (what === "compose") {
            draft.compositionStarted();
            composing = true;
          } else if (what === "composed") {
            draft.compositionEnded(text);
            composing = false;
          } else if (what === "reload") {
            draft.flush();
            const asked = host.of("draftState").length;
            draft = new ComposerDraft(host);
            composing = false;
            const [question] = host.of("draftState").slice(asked);
            const known = sends.find(({ id }) => id === question?.draftId);
            if (known?.answer === "accepted") draft.accepted(known.id);
            if (known?.answer === "rejected") draft.rejected(known.id);
          }
          for (const sent of sends) {
            if (!sent.open) continue;
            const over = sent.answer !== undefined && !composing;
            if (!over && !draft.text.value.startsWith(sent.text)) sent.intact = false;
            sent.open = !over;
          }
        }
        const box = draft.text.value;
        const accepted = sends.filter(({ answer }) => answer === "accepted");
        for (const letter of typed) {
          const arrived = accepted.filter(({ text }) => text.includes(letter));
          expect(box.includes(letter) || arrived.length > 0, "lost").toBe(true);
          if (box.includes(letter))
            expect(
              arrived.some(({ intact }) => intact),
              "doubled",
            ).toBe(false);
        }
        expect(new Set(box).size).toBe(box.length);
      }),
      { numRuns: 2000 },
    );
  });
});
