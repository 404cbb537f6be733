// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { Reply } from "../../../../webview-ui/markdown/reply.ts";
import { cut, labels } from "./helpers.ts";

function show(pieces: readonly string[], end = true): HTMLElement {
  const root = document.createElement("div");
  const reply = new Reply(root, labels, () => pieces.join(""));
  let now = 0;
  for (const piece of pieces) {
    reply.append(piece);
    now += 1000;
    reply.commit(now);
  }
  if (end) reply.end();
  while (reply.commit(now)) now += 1000;
  return root;
}

describe("a reply", () => {
  it("reads any line ends, also cut in two", () => {
    const html = show(["# a\n\nb\nc\n\n- d\n- e\n"]).innerHTML;
    expect(show(cut("# a\r\n\r\nb\rc\r\n\r\n- d\r\n- e\r\n", 1)).innerHTML).toBe(html);
    expect(show(cut("# a\r\n\r\nb\rc\r\n\r\n- d\r\n- e\r", 3)).innerHTML).toBe(html);
  });

  it("keeps NUL out of the page", () => {
    expect(show(["a\0b"]).textContent).toBe("a\ufffdb");
  });

  it("shows what came without waiting for its end", () => {
    expect(show(["one **two"], false).textContent).toBe("one **two");
  });

  it("is drawn block by block, not again from the start", () => {
    const root = document.createElement("div");
    const reply = new Reply(root, labels, () => "");
    reply.append("# one\n\ntwo\n\nthree");
    reply.commit(1000);
    const first = root.querySelector("h1");
    const second = root.querySelector("p");
    reply.append(" four\n\nfive");
    reply.commit(2000);
    reply.end();
    reply.commit(3000);
    expect(root.querySelector("h1")).toBe(first);
    expect(root.querySelector("p")).toBe(second);
    expect(root.textContent).toBe("onetwothree fourfive");
  });

  it("goes on after its end with a text that is kept elsewhere", () => {
    const source = "# one\r\n\r\n- two\r\n- three\r\n\r\n[four]\r\n\r\nfive\r\n\r\n[four]: https://a.b\r\n";
    for (let end = 1; end < source.length; end++) {
      // A line end that was cut in two was one when the text was over.
      if (source[end] === "\n") continue;
      const root = document.createElement("div");
      const reply = new Reply(root, labels, () => source);
      reply.append(source.slice(0, end));
      reply.end();
      reply.commit(0);
      const heading = root.querySelector("h1");
      reply.append(source.slice(end));
      reply.end();
      reply.commit(1000);
      expect(root.innerHTML).toBe(show([source]).innerHTML);
      if (end > 5) expect(root.querySelector("h1")).toBe(heading);
    }
  });

  it("shows the rest of a very long text as it is, says so, and loses nothing", () => {
    const line = "Some *text* of which there is very much indeed.\n";
    const source = `\`\`\`\n${line.repeat(10_000)}`;
    const root = show(cut(source, 50_000));
    expect(root.querySelector(".note")?.textContent).toBe(labels.longReply);
    expect(root.querySelector(".markdown")?.textContent?.length).toBeGreaterThan(390_000);
    const rest = root.querySelector(".plain")?.textContent ?? "";
    expect(rest.startsWith(line)).toBe(true);
    expect((root.textContent ?? "").match(/indeed/g)).toHaveLength(10_000);
  });

  it("cuts a very long text without lines as well", () => {
    const root = show(cut("x".repeat(1_000_000), 100_000));
    expect(root.textContent?.replace(labels.longReply, "").length).toBe(1_000_000);
  });
});
