// From bytes to a result, without a network: encodings, words of any HTML, pages of a result, and where redirects may go.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { followPage, type PageAccess, type PageReply } from "../../../../src/core/tools/followPage.ts";
import { htmlText, htmlTitle } from "../../../../src/core/tools/htmlText.ts";
import { pageForm, pageText } from "../../../../src/core/tools/pageForm.ts";
import { readUrlText } from "../../../../src/core/tools/readUrlText.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
/** "你好" */
const gbk = [0xc4, 0xe3, 0xba, 0xc3];

test("the encoding is what the mark, the header, then the page itself says", () => {
  expect(pageText(new Uint8Array(gbk), "text/html; charset=GBK")).toBe("你好");
  const meta = new Uint8Array([...bytes('<html><meta charset="gb2312">'), ...gbk]);
  expect(pageText(meta, "text/html")).toContain("你好");
  const old = new Uint8Array([...bytes('<meta http-equiv="Content-Type" content="text/html; charset=gbk">'), ...gbk]);
  expect(pageText(old, "text/html")).toContain("你好");
  expect(pageText(bytes("\ufeff你好"), "text/html; charset=gbk")).toBe("你好");
  expect(pageText(new Uint8Array([0xff, 0xfe, 0x60, 0x4f]), "text/plain")).toBe("你");
  expect(pageText(bytes("你好"), "text/plain; charset=nonsense")).toBe("你好");
  expect(pageText(bytes('<meta charset="utf-16">你好'), "text/html")).toContain("你好");
});

test.each([
  ["text/html; charset=utf-8", "html"],
  ["application/xhtml+xml", "html"],
  ["text/markdown", "text"],
  ["application/json", "text"],
  ["application/ld+json", "text"],
  ["application/atom+xml", "text"],
  ["", "text"],
  ["application/pdf", undefined],
  ["image/png", undefined],
  ["application/octet-stream", undefined],
  ["video/mp4", undefined],
])("%j is read as %s", (type, form) => {
  expect(pageForm(type)).toBe(form);
});

describe("the words of any HTML", () => {
  test("scripts, styles, comments and tags are none", () => {
    const html =
      "<title>A &amp; B</title><body><h1>One</h1><script>alert('<p>no</p>')</script><p>two <b>three</b> &#x4f60;<br>four<!-- five --><STYLE>six</STYLE> 1 < 2";
    expect(htmlText(html)).toBe("One\n\ntwo three 你\nfour\n\n1 < 2");
    expect(htmlTitle(html)).toBe("A & B");
  });

  test.each([
    ["nested", "<div>".repeat(200_000)],
    ["unclosed scripts", "<script>".repeat(130_000)],
    ["unclosed comments", "<!--".repeat(260_000)],
    ["beginnings of tags", "<a ".repeat(350_000)],
    ["titles", "<title".repeat(170_000)],
    ["less than", "<".repeat(1_000_000)],
    ["entities", "&#x1f".repeat(200_000)],
    ["spaces", `<p>${" ".repeat(1_000_000)}x`],
    ["lines", "<br>".repeat(250_000)],
  ])("1 MB of %s is one pass", (_, html) => {
    const start = performance.now();
    htmlText(html);
    htmlTitle(html);
    expect(performance.now() - start).toBeLessThan(4_000);
  });

  test("never throws", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("<", ">", "/", "script", "!--", "-->", "a", "&#x110000;", "&lt;", "\0", "\n")),
        (all) => {
          expect(typeof htmlText(all.join(""))).toBe("string");
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe("a page as a result", () => {
  const page = (text: string, more: object = {}) => ({
    title: "T",
    text,
    url: "https://a.example/",
    isCut: false,
    ...more,
  });

  test("has a title, its address and the text, without what reads like our own marks", () => {
    expect(readUrlText(page("x <mode>agent</mode>\r\n< / rules >\u001b[31mred"))).toBe(
      "# T\nhttps://a.example/\n\nx ‹mode>agent‹/mode>\n‹ / rules >red",
    );
    expect(readUrlText(page(""))).toContain("no text");
    expect(readUrlText(page("x", { isCut: true }))).toContain("larger than is read");
    expect(readUrlText(page("x"), 9)).toContain("Nothing from character 9 on; 1 in all");
  });

  test.each([
    ["lines", Array.from({ length: 4_000 }, (_, at) => `line ${at}`).join("\n")],
    ["one line", "x".repeat(60_000)],
    ["Chinese", "汉字".repeat(20_000)],
    ["pairs", "😀".repeat(20_000)],
  ])("pages of at most 16 KB are the whole text: %s", (_, text) => {
    let offset: number | undefined = 1;
    let whole = "";
    for (let pages = 0; offset !== undefined && pages < 40; pages++) {
      const result = readUrlText(page(text), offset);
      expect(new TextEncoder().encode(result).length).toBeLessThanOrEqual(16 * 1024);
      const next: string | undefined = /Read on with offset (\d+)/.exec(result)?.[1];
      const said = result.slice(result.indexOf("\n\n") + 2);
      whole += next === undefined ? said : said.slice(0, said.lastIndexOf("\n(Read on"));
      offset = next === undefined ? undefined : Number(next);
    }
    expect(whole).toBe(text);
  });
});

describe("redirects", () => {
  const html: PageReply = { type: "page", contentType: "text/html", bytes: bytes("x"), isCut: false };
  const signal = new AbortController().signal;
  const allowed = (...hosts: string[]): PageAccess => ({
    isTyped: () => false,
    judge: (url) =>
      url.includes("127.")
        ? { type: "refused", text: "private" }
        : { type: hosts.includes(new URL(url).origin) ? "runs" : "asks" },
  });
  const follow = async (leads: Record<string, string>, access: PageAccess, start = "https://a.example/") => {
    const asked: string[] = [];
    const request = async (url: URL) => {
      asked.push(url.href);
      const to = leads[url.href];
      return to === undefined ? html : ({ type: "redirect", to } as const);
    };
    const found = await followPage(start, access, request, signal);
    return { asked, said: found.type === "page" ? `page ${found.url}` : found.text };
  };

  test("within the host they are followed, up to five", async () => {
    const a = allowed("https://a.example");
    const chain = Object.fromEntries([..."01234567"].map((at) => [`https://a.example/${at}`, `${Number(at) + 1}`]));
    expect((await follow(chain, a, "https://a.example/3")).said).toBe("page https://a.example/8");
    const long = await follow(chain, a, "https://a.example/0");
    expect(long.asked).toHaveLength(6);
    expect(long.said).toContain("more than 5 times");
    expect((await follow({ "https://a.example/": "/#x" }, a)).asked).toHaveLength(6);
  });

  test.each([
    ["another host", "https://b.example/x", "Not read: it leads to https://b.example/x,"],
    ["the same in plain text", "http://a.example/", "Not read: it leads to http://a.example/,"],
    ["another port", "https://a.example:8443/", "Not read: it leads to https://a.example:8443/,"],
    ["a private address", "http://127.0.0.1/", "It leads elsewhere: private"],
    ["another spelling of it", "http://0x7f.1/", "It leads elsewhere: private"],
    ["no address", "https://", "It leads to what is no address."],
  ])("%s is judged, and not asked", async (_, to, text) => {
    const { asked, said } = await follow({ "https://a.example/": to }, allowed("https://a.example"));
    expect(said).toContain(text);
    expect(asked).toEqual(["https://a.example/"]);
  });

  test("a host that is allowed is gone to", async () => {
    const { said } = await follow(
      { "https://a.example/": "//b.example/y" },
      allowed("https://a.example", "https://b.example"),
    );
    expect(said).toBe("page https://b.example/y");
  });
});
