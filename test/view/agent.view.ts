// What the agent does and asks, in the view.

import { describe, expect, it } from "vitest";
import type { PartSnapshot } from "../../src/protocol/parts.ts";
import type { MessageSnapshot } from "../../src/protocol/snapshot.ts";
import { seriousViolations } from "../e2e/axe.ts";
import { asking, asks, call, head, read, run, thought, words } from "../fixtures/webview-page/runs.ts";
import { question, reply, snapshot, withStrips } from "./conversation.ts";
import { type PageOptions, useView, type ViewPage } from "./viewPage.ts";

const { open } = useView();

const mode = { mode: "agent", modeRefusals: {} } as const;
const shown = (parts: readonly PartSnapshot[], more: Partial<MessageSnapshot> = {}) =>
  snapshot([question("u1", "Fix it"), run("a1", parts, more)], mode);

/** Waits until what asks may be pressed. */
const past = (view: ViewPage) => view.page.waitForTimeout(450);
const tool = (view: ViewPage, nth = 0) => view.page.getByTestId("tool-call").nth(nth);
const at = (view: ViewPage, testId: string) => view.page.getByTestId(testId);

describe("a call", () => {
  it("is one line with its tool and its state, in each of them", async () => {
    const states = ["streaming", "approval", "running", "done", "failed", "denied", "stopped"] as const;
    const view = await open(
      shown(states.map((state, key) => call(key, "run_command", state, `Line ${key}`, { icon: "command" }))),
    );
    await tool(view).waitFor();
    const lines = at(view, "tool-call");
    expect(await lines.count()).toBe(states.length);
    for (const [index, state] of states.entries()) {
      const line = lines.nth(index);
      expect([await line.getAttribute("data-tool"), await line.getAttribute("data-state")]).toEqual([
        "run_command",
        state,
      ]);
      expect((await line.boundingBox())?.height).toBeLessThanOrEqual(24);
    }
  });

  it("opens by the keyboard, asks the host once for what came of it, and shows it", async () => {
    const view = await open(
      shown([call(0, "run_command", "done", "Ran npm test · exit 1 · 4 s", { icon: "command", shows: true })]),
    );
    const line = tool(view).getByTestId("tool-line");
    await line.focus();
    expect(await line.getAttribute("aria-expanded")).toBe("false");
    await view.page.keyboard.press("Enter");
    await view.drawn();
    expect(await line.getAttribute("aria-expanded")).toBe("true");
    expect(await view.sent("callContent")).toEqual([{ type: "callContent", messageId: "a1", key: "0" }]);
    const output = "\u001b[31m1 failed\u001b[0m <img src=x onerror=alert(1)>\r\nDone";
    const content = { input: { kind: "command", text: "npm test" }, output };
    await view.receive({ type: "callContent", messageId: "a1", key: "0", content });
    expect(await at(view, "tool-output").textContent()).toBe("1 failed <img src=x onerror=alert(1)>\nDone");
    expect(await at(view, "shown").textContent()).toBe("npm test");
    expect(await view.focus()).toBe("tool-line in 1");
    await at(view, "call-terminal").click();
    expect(await view.sent("showInTerminal")).toHaveLength(1);
    await line.focus();
    await view.page.keyboard.press("Enter");
    await view.drawn();
    expect(await at(view, "tool-output").count()).toBe(0);
  });

  it("shows what comes while it runs, and the end of it alone when it is cut", async () => {
    const view = await open(shown([call(0, "run_command", "running", "Running npm test", { icon: "command" })]));
    await tool(view).getByTestId("tool-line").click();
    await view.patch({ op: "append", id: "a1", key: "0", text: "one\ntw" });
    await view.patch({ op: "append", id: "a1", key: "0", text: "o\u001b[3" });
    await view.patch({ op: "append", id: "a1", key: "0", text: "2m!\n" });
    await expect.poll(() => at(view, "tool-output").textContent()).toBe("one\ntwo!\n");
    await view.patch({ op: "trim", id: "a1", key: "0", keeps: 10 });
    await expect.poll(() => at(view, "tool-output").textContent()).toBe("two!\n");
    await view.patch({ op: "append", id: "a1", key: "0", text: "three" });
    await expect.poll(() => at(view, "tool-output").textContent()).toMatch(/three$/);
  });

  it("keeps its place and its focus from one state to the next", async () => {
    const view = await open(shown([call(0, "run_command", "streaming", "Running npm…"), words(1, "Below.")]));
    const line = tool(view).getByTestId("tool-line");
    await line.focus();
    const tops = [];
    for (const state of ["running", "done"] as const) {
      await view.patch({ op: "head", id: "a1", key: "0", head: head("run_command", state, `Now ${state}`) });
      tops.push((await view.page.getByText("Below.").boundingBox())?.y);
      expect(await view.focus()).toBe("tool-line in 1");
    }
    expect(tops[0]).toBe(tops[1]);
  });
});

describe("reading calls that follow one another", () => {
  it("are one line, which opens to each", async () => {
    const view = await open(
      shown([read(0, "a.ts"), read(1, "b.ts"), read(2, "c.ts"), words(3, "So.")], { state: "done" }),
    );
    await tool(view).waitFor();
    expect(await at(view, "tool-call").count()).toBe(1);
    expect(await tool(view).innerText()).toContain("Read 3 files");
    await tool(view).getByTestId("tool-line").click();
    expect(await at(view, "tool-call").count()).toBe(4);
  });

  it("say which one runs, without a line more", async () => {
    const view = await open(shown([read(0, "a.ts"), words(1, "Below.")]));
    const before = await view.page.getByText("Below.").boundingBox();
    const again = await open(shown([read(0, "a.ts"), read(1, "b.ts", "running"), words(2, "Below.")]));
    expect((await again.page.getByText("Below.").boundingBox())?.y).toBe(before?.y);
    expect(await tool(again).getAttribute("data-state")).toBe("running");
    expect(await tool(again).innerText()).toContain("b.ts");
  });

  it("leave out one that failed, and take what was thought between them once the run is over", async () => {
    const parts = [read(0, "a.ts"), thought(1), read(2, "b.ts"), read(3, "c.ts", "failed"), words(4, "So.")];
    const view = await open(shown(parts));
    await tool(view).waitFor();
    expect(await at(view, "tool-call").count()).toBe(3);
    expect(await at(view, "reasoning").count()).toBe(1);
    await view.update(run("a1", parts, { state: "done" }));
    expect(await at(view, "tool-call").count()).toBe(2);
    expect(await at(view, "reasoning").count()).toBe(0);
  });
});

describe("an approval", () => {
  const waiting = { waiting: true } as const;

  it("shows all that is agreed to, and the message says that it waits", async () => {
    const view = await open(shown([asking(0)], waiting));
    await at(view, "approval").waitFor();
    expect(await view.messages.nth(1).getAttribute("data-state")).toBe("waiting");
    expect(await tool(view).getAttribute("data-state")).toBe("approval");
    expect(await at(view, "shown").textContent()).toBe("npm test -- --watch=false && rm -rf node_modules/.cache");
    expect(await at(view, "stop").isVisible()).toBe(true);
  });

  it("hides nothing: a long command scrolls, and what no eye sees is written out", async () => {
    const text = `${"echo line\n".repeat(400)}echo \u202egnp.exe\u200b end`;
    const part = asking(0);
    const long = {
      ...part,
      head: {
        ...part.head,
        approval: { ...(part.head as never as { approval: object }).approval, shows: { kind: "command", text } },
      },
    };
    const view = await open(shown([long as PartSnapshot], waiting));
    await at(view, "shown").waitFor();
    expect(await at(view, "shown").textContent()).toBe(
      text.replace("\u202e", "‹U+202E›").replace("\u200b", "‹U+200B›"),
    );
    const box = await at(view, "shown").evaluate(({ clientHeight, scrollHeight }) => [clientHeight, scrollHeight]);
    expect(box[0]).toBeLessThan(300);
    expect(box[1]).toBeGreaterThan(4000);
  });

  it("sends its token, once, and nothing within 400 ms of its appearing", async () => {
    const view = await open(shown([call(0, "run_command", "streaming", "Running npm…")]));
    await tool(view).waitFor();
    // In one turn of the page: however slow this machine is, it is too soon.
    await view.page.evaluate(
      (patch) =>
        new Promise<void>((resolve) => {
          const data = { type: "patches", revision: 2, patches: [patch] };
          window.dispatchEvent(new MessageEvent("message", { data }));
          const look = () => {
            const button = document.querySelector<HTMLElement>("[data-testid=approve]");
            if (!button) return void setTimeout(look, 0);
            button.click();
            document.querySelector<HTMLElement>("[data-testid=deny]")?.click();
            resolve();
          };
          look();
        }),
      asks("a1", 0),
    );
    expect([await view.sent("approve"), await view.sent("deny")]).toEqual([[], []]);
    await past(view);
    await at(view, "approve").click();
    await at(view, "approve").click({ force: true });
    await at(view, "deny").click({ force: true });
    expect(await view.sent("approve")).toEqual([{ type: "approve", token: "t1" }]);
    expect(await view.sent("deny")).toEqual([]);
  });

  it("can be agreed to for longer, by the keyboard, and Escape closes that list alone", async () => {
    const view = await open(shown([asking(0)], waiting));
    await at(view, "approve-options").waitFor();
    await past(view);
    await at(view, "approve-options").focus();
    await view.page.keyboard.press("Enter");
    await view.drawn();
    await view.page.keyboard.press("Escape");
    await view.drawn();
    expect([await at(view, "approve-option").count(), await view.sent("stop")]).toEqual([0, []]);
    expect(await view.focus()).toBe("approve-options in 1");
    await view.page.keyboard.press("Enter");
    await view.drawn();
    await at(view, "approve-option").nth(1).focus();
    await view.page.keyboard.press("Enter");
    expect(await view.sent("approve")).toEqual([{ type: "approve", token: "t1", offer: 1 }]);
  });

  it("takes the focus from an empty box and gives it back; Enter agrees", async () => {
    const view = await open(shown([call(0, "run_command", "streaming", "Running npm…")]));
    await view.composer.focus();
    await view.patch(asks("a1", 0));
    await expect.poll(() => view.focus()).toBe("approve in 1");
    await past(view);
    await view.page.keyboard.press("Enter");
    expect(await view.sent("approve")).toHaveLength(1);
    expect(await view.focus()).toBe("composer");
    await view.patch({ op: "head", id: "a1", key: "0", head: head("run_command", "running", "Running npm test") });
    expect(await view.focus()).toBe("composer");
  });

  it("leads back to its line where the focus was nowhere else", async () => {
    const view = await open(shown([asking(0)], waiting));
    await at(view, "deny").waitFor();
    await past(view);
    await at(view, "deny").focus();
    await view.page.keyboard.press("Enter");
    await view.patch({ op: "head", id: "a1", key: "0", head: head("run_command", "denied", "Run npm test · denied") });
    expect(await view.focus()).toBe("tool-line in 1");
    expect(await view.sent("deny")).toEqual([{ type: "deny", token: "t1" }]);
  });

  it("takes the focus from nobody who writes", async () => {
    const view = await open(shown([call(0, "run_command", "streaming", "Running npm…")]));
    await view.composer.fill("Then also");
    await view.composer.focus();
    await view.patch(asks("a1", 0));
    await view.drawn();
    expect(await view.focus()).toBe("composer");
  });

  it("is told to a screen reader", async () => {
    const view = await open(shown([call(0, "run_command", "streaming", "Running npm…")]));
    await tool(view).waitFor();
    await view.patch(asks("a1", 0));
    await expect.poll(() => at(view, "announcer").textContent()).toContain("MiMo wants to run a command in shop/.");
  });

  it("is pressed by the command for it, the first that waits alone", async () => {
    const view = await open(shown([asking(0), asking(1, "t2")], waiting), { height: 1500 });
    await at(view, "approval").nth(1).waitFor();
    await past(view);
    await view.receive({ type: "pressWaiting", press: "approve", sure: true });
    await view.receive({ type: "pressWaiting", press: "deny", sure: true });
    expect(await view.sent("approve")).toEqual([{ type: "approve", token: "t1" }]);
    expect(await view.sent("deny")).toEqual([]);
  });
});

describe("a question", () => {
  const asked = (multiple: boolean, options = ["Vitest", "Jest"]): PartSnapshot =>
    call(0, "ask_user", "approval", "Question: which?", {
      icon: "ask",
      question: { token: "q1", text: "Which test runner?", options, multiple },
    });

  it("is answered by one of its options", async () => {
    const view = await open(shown([asked(false)], { waiting: true }));
    await at(view, "question").waitFor();
    await past(view);
    await at(view, "question-option").nth(1).click();
    expect(await view.sent("answerQuestion")).toEqual([{ type: "answerQuestion", token: "q1", text: "Jest" }]);
  });

  it("is answered in the person's own words, always", async () => {
    for (const options of [[], ["Vitest"]]) {
      const view = await open(shown([asked(false, options)], { waiting: true }));
      await at(view, "question-answer").waitFor();
      await past(view);
      await at(view, "question-answer").fill("Neither: node:test");
      await at(view, "question-answer").press("Enter");
      expect(await view.sent("answerQuestion")).toEqual([
        { type: "answerQuestion", token: "q1", text: "Neither: node:test" },
      ]);
    }
  });

  it("takes several, in the order they were offered, and skips", async () => {
    const view = await open(shown([asked(true)], { waiting: true }));
    await at(view, "question-option").first().waitFor();
    await past(view);
    await at(view, "question-option").nth(1).check();
    await at(view, "question-option").nth(0).check();
    await at(view, "question-send").click();
    expect(await view.sent("answerQuestion")).toEqual([{ type: "answerQuestion", token: "q1", text: "Vitest\nJest" }]);
  });

  it("can be left unanswered", async () => {
    const view = await open(shown([asked(false)], { waiting: true }));
    await at(view, "question-skip").waitFor();
    await past(view);
    await at(view, "question-skip").click();
    expect(await view.sent("deny")).toEqual([{ type: "deny", token: "q1" }]);
  });
});

describe("a run", () => {
  it("goes on where it ended, and only there", async () => {
    const limit: PartSnapshot = {
      key: "1",
      head: { kind: "notice", notice: "limit", line: "MiMo took 50 steps." },
      text: "",
    };
    const view = await open(shown([read(0, "a.ts"), limit], { state: "stopped" }));
    await at(view, "continue-run").click();
    expect(await view.sent("continueRun")).toEqual([{ type: "continueRun", messageId: "a1" }]);
    expect(await view.page.getByText("Stopped.").count()).toBe(0);
    await view.update(run("a1", [], { state: "streaming" }));
    expect(await at(view, "continue-run").count()).toBe(0);
    await view.patch({ op: "part", id: "a1", part: words(2, "More.") });
    await view.update(run("a1", [], { state: "done" }));
    expect(await at(view, "continue-run").count()).toBe(0);
    expect(await at(view, "run-notice").count()).toBe(1);
  });

  it("that broke off is taken up by the button of its notice", async () => {
    const notice = {
      severity: "error",
      text: "It broke off.",
      actions: ["Continue"],
      continueAction: 0,
      continuesRun: true,
    } as const;
    const view = await open(shown([read(0, "a.ts")], { state: "error", notice }));
    await at(view, "continue-run").click();
    expect(await view.sent("continueRun")).toHaveLength(1);
    expect(await view.sent("noticeAction")).toEqual([]);
  });

  it("shows what the person said meanwhile, and what each step used", async () => {
    const said: PartSnapshot = { key: "1", head: { kind: "said" }, text: "Use <b>tabs</b>" };
    const step = { inputTokens: 1000, outputTokens: 50, cachedInputTokens: 900 };
    const usage = { inputTokens: 2000, outputTokens: 100, cachedInputTokens: 1800 };
    const view = await open(
      shown([read(0, "a.ts"), said, words(2, "Done.")], { state: "done", usage, steps: [step, step] }),
    );
    expect(await at(view, "said").textContent()).toBe("Use <b>tabs</b>");
    await at(view, "usage").locator("button").click();
    expect(await at(view, "usage-details").textContent()).toContain("90%");
    expect(await at(view, "usage-steps").locator("li").allTextContents()).toEqual([
      "1. 1,000 in (90% cached), 50 out",
      "2. 1,000 in (90% cached), 50 out",
    ]);
  });

  const long = (count: number, last: PartSnapshot[] = []) => [
    ...Array.from({ length: count }, (_, key) =>
      call(key, "edit_file", "done", `Edited src/file${key}.ts · +1 −1`, { icon: "edit" }),
    ),
    ...last,
  ];

  it("of 500 calls has few of them on the page, brings the others, and keeps what waits", async () => {
    const view = await open(shown(long(500, [asking(500)]), { waiting: true }));
    await at(view, "approval").waitFor();
    await view.drawn();
    const nodes = await view.page.locator(".message.assistant *").count();
    console.log(`500 calls: ${nodes} nodes, ${await at(view, "tool-call").count()} lines`);
    expect(await at(view, "tool-call").count()).toBeLessThan(120);
    expect(nodes).toBeLessThan(800);
    // Far from it, and for a while.
    await view.page.mouse.move(200, 300);
    for (let times = 0; times < 10; times++) {
      await view.page.mouse.wheel(0, -1500);
      await view.drawn();
    }
    expect(await at(view, "approval").count()).toBe(1);
    const top = await view.page.evaluate(
      () => document.elementFromPoint(150, 300)?.closest("[data-testid=tool-call]") !== null,
    );
    expect(top).toBe(true);
    expect(await at(view, "tool-call").count()).toBeLessThan(200);
  });

  it("that grows stays as cheap: a head wakes its own line", async () => {
    const view = await open(shown(long(100)));
    await tool(view).waitFor();
    const changed = await view.page.evaluate(() => {
      const seen = new Set<Element>();
      const observer = new MutationObserver((records) => {
        for (const { target } of records) {
          const line = (target instanceof Element ? target : target.parentElement)?.closest("[data-testid=tool-call]");
          if (line) seen.add(line);
        }
      });
      observer.observe(document.querySelector(".messages") as Element, {
        subtree: true,
        attributes: true,
        characterData: true,
        childList: true,
      });
      (window as unknown as { changed: () => number }).changed = () => seen.size;
      return seen.size;
    });
    expect(changed).toBe(0);
    await view.patch({
      op: "head",
      id: "a1",
      key: "99",
      head: head("edit_file", "failed", "Edit src/file99.ts · failed", { icon: "edit" }),
    });
    expect(await view.page.evaluate(() => (window as unknown as { changed: () => number }).changed())).toBe(1);
  });
});

describe("above the box", () => {
  it("the list of what is to do shows what it is at, and opens", async () => {
    const view = await open(withStrips(shown([read(0, "a.ts")])));
    await at(view, "todos").waitFor();
    expect(await at(view, "todos").innerText()).toContain("Change the function");
    expect(await at(view, "todos").innerText()).toContain("1 of 3 done");
    expect(await at(view, "todos").locator("li").first().isVisible()).toBe(false);
    await at(view, "todos").locator("button").click();
    expect(await at(view, "todos").locator("li").allInnerTexts()).toHaveLength(3);
    expect(await at(view, "todos").locator("li").last().isVisible()).toBe(true);
    await view.patch({ op: "todos" });
    expect(await at(view, "todos").count()).toBe(0);
    expect(await view.focus()).toBe("composer");
  });

  it("the changes are kept, undone and looked at, all and each", async () => {
    const view = await open(withStrips(shown([read(0, "a.ts")])));
    await at(view, "changes").waitFor();
    for (const [button, type] of [
      ["review-changes", "reviewChanges"],
      ["keep-all", "keepChanges"],
      ["undo-all", "undoChanges"],
    ] as const) {
      await at(view, button).click();
      expect(await view.sent(type)).toEqual([{ type }]);
    }
    const path = "shop/src/cart.ts";
    const file = view.page.locator(`[data-testid=change-file][data-path="${path}"]`);
    await file.locator(".change-name").click();
    await file.getByTestId("keep-file").focus();
    await view.page.keyboard.press("Enter");
    expect((await view.sent("reviewChanges")).at(-1)).toEqual({ type: "reviewChanges", path });
    expect((await view.sent("keepChanges")).at(-1)).toEqual({ type: "keepChanges", path });
    // The next one.
    const changes = {
      added: 2,
      removed: 0,
      files: [{ path: "shop/src/sum.ts", change: "created", added: 2, removed: 0 }],
    } as const;
    await view.patch({ op: "changes", changes });
    expect(await view.focus()).toBe("keep-file");
    await at(view, "undo-file").focus();
    await view.page.keyboard.press("Enter");
    await view.patch({ op: "changes" });
    expect((await view.sent("undoChanges")).at(-1)).toEqual({ type: "undoChanges", path: "shop/src/sum.ts" });
    expect(await view.focus()).toBe("composer");
  });

  it("a question whose changes can be taken back says so", async () => {
    const view = await open(snapshot([question("u1", "Fix it", { restorable: true }), reply("a1", "Done.")], mode));
    await view.messages.first().hover();
    await at(view, "restore-checkpoint").click();
    expect(await view.sent("restoreCheckpoint")).toEqual([{ type: "restoreCheckpoint", messageId: "u1" }]);
  });
});

describe("the mode", () => {
  it("is chosen in the row, and what cannot be chosen says why", async () => {
    const view = await open(snapshot([], { mode: "ask", modeRefusals: { agent: "This workspace is not trusted." } }));
    const picker = at(view, "mode-picker");
    expect(await picker.inputValue()).toBe("ask");
    await picker.selectOption("plan");
    expect(await view.sent("setMode")).toEqual([{ type: "setMode", mode: "plan" }]);
    expect(await picker.locator("option[value=agent]").isDisabled()).toBe(true);
    expect(await view.page.locator(".picker.mode").getAttribute("title")).toContain("not trusted");
  });

  it("a plan is carried out, or changed first", async () => {
    const plan = reply("a1", "1. Read\n2. Write", { plan: true });
    const view = await open(snapshot([question("u1"), plan], { mode: "plan" }));
    await at(view, "plan-edit").click();
    await view.drawn();
    expect(await view.composer.inputValue()).toBe("1. Read\n2. Write");
    expect([await view.focus(), await view.sent("setMode")]).toEqual([
      "composer",
      [{ type: "setMode", mode: "agent" }],
    ]);
    await view.composer.fill("");
    await at(view, "plan-start").click();
    expect((await view.sent("send")).map(({ text }) => text)).toEqual(["Carry out the plan."]);
  });
});

/** All there is at once. */
const everything = withStrips(
  snapshot(
    [
      question("u1", "Fix the sum in the cart and test it", { restorable: true }),
      run(
        "a1",
        [
          thought(0),
          words(1, "I look at the code first."),
          read(2, "src/cart.ts"),
          read(3, "src/sum.ts"),
          call(4, "search_text", "done", "Searched for “sum(” · 3 found", { icon: "search", folds: true }),
          words(5, "The sum starts at `1`. I change it."),
          call(6, "edit_file", "done", "Edited src/cart.ts · +10 −4", { icon: "edit", opens: true }),
          call(
            7,
            "edit_file",
            "failed",
            "Edit src/a/very/long/path/that/does/not/fit/in/a/narrow/view/test.ts · failed",
            { icon: "edit" },
          ),
          { key: "8", head: { kind: "said" }, text: "And please run the tests." },
          call(9, "run_command", "running", "Running npm run build", { icon: "command" }),
          {
            key: "10",
            head: {
              kind: "notice",
              notice: "flood",
              line: "MiMo asked for more than 16 things at once. It was told to go slower.",
            },
            text: "",
          },
          asking(11),
          call(12, "ask_user", "approval", "Question: Which test runner?", {
            icon: "ask",
            question: {
              token: "q",
              text: "Which test runner do you use?",
              options: ["Vitest", "Jest"],
              multiple: true,
            },
          }),
        ],
        { waiting: true },
      ),
    ],
    mode,
  ),
);

const diff = "@@ -1,3 +1,3 @@\n export function sum(items) {\n-  let total = 1;\n+  let total = 0;\n   return total;";

async function openAll(view: ViewPage): Promise<void> {
  await at(view, "approval").waitFor();
  await at(view, "todos").locator("button").click();
  await view.page.locator("[data-tool=edit_file]").first().getByTestId("tool-line").click();
  await view.receive({
    type: "callContent",
    messageId: "a1",
    key: "6",
    content: { input: { kind: "diff", text: diff }, output: "Done." },
  });
  await at(view, "approve-options").click();
}

const looks: readonly (PageOptions & { readonly name: string })[] = [
  { name: "dark", theme: "vscode-dark" },
  { name: "light", theme: "vscode-light" },
  { name: "contrast", theme: "vscode-high-contrast" },
  { name: "contrast-light", theme: "vscode-high-contrast-light" },
  { name: "narrow", theme: "vscode-dark", width: 250 },
];

it.each(looks)(
  "axe finds nothing, nothing is too small, and nothing is wider than the view: $name",
  async ({ name, ...options }) => {
    const view = await open(everything, { height: 1500, ...options });
    await at(view, "approval").waitFor();
    await view.look(`agent-${name}`);
    await openAll(view);
    await view.drawn();
    await view.look(`agent-${name}-open`);
    expect(await seriousViolations(view.page.mainFrame())).toEqual([]);
    const small = await view.page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>("button, summary, select, textarea, input:not([hidden])")]
        .filter((element) => element.checkVisibility())
        .map((element) => ({ element, box: element.getBoundingClientRect() }))
        .filter(({ box }) => Math.min(box.width, box.height) < 23.5)
        .map(({ element, box }) => `${element.dataset.testid ?? element.className}: ${box.width} × ${box.height}`),
    );
    expect(small).toEqual([]);
    const wide = await view.page.evaluate(() => document.querySelector(".scroller")?.scrollWidth ?? 0);
    expect(wide).toBeLessThanOrEqual(options.width ?? 400);
  },
);

it("reads from right to left", async () => {
  const view = await open(everything, {
    height: 1500,
    prepare: (page) =>
      page.addInitScript(
        "document.addEventListener('DOMContentLoaded', () => { document.documentElement.dir = 'rtl'; })",
      ),
  });
  await openAll(view);
  await view.look("agent-rtl");
  expect(await view.page.evaluate(() => document.querySelector(".scroller")?.scrollWidth ?? 0)).toBeLessThanOrEqual(
    400,
  );
});
