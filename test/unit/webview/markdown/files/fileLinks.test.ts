// @vitest-environment jsdom
import { beforeEach, expect, it } from "vitest";
import { FileLinks } from "../../../../../webview-ui/markdown/files/fileLinks.ts";

let asked: (readonly string[])[];
let links: FileLinks;
beforeEach(() => {
  document.body.replaceChildren();
  asked = [];
  links = new FileLinks((names) => asked.push(names));
});

const settled = () => Promise.resolve();

function block(html: string): HTMLElement {
  const element = document.createElement("p");
  element.innerHTML = html;
  document.body.append(element);
  links.add(element);
  return element;
}

const found = (...names: string[]) => names.map((name) => ({ name, path: `/w/${name}` }));

it("blocks that come together ask together, each name once", async () => {
  block("<code>a.ts:1</code> a.ts b.ts");
  block("a.ts and c.ts");
  await settled();
  expect(asked).toEqual([["a.ts", "b.ts", "c.ts"]]);
});

it("a name that is known is a link at once, and is not asked for again", async () => {
  block("a.ts");
  await settled();
  links.receive(found("a.ts"));
  const later = block("<strong>a.ts</strong> and b.ts");
  await settled();
  expect(later.innerHTML).toContain('title="/w/a.ts">a.ts</a></strong> and b.ts');
  expect(asked).toEqual([["a.ts"], ["b.ts"]]);
});

it("names in rows that were looked at are not asked for again with the whole of them", async () => {
  const list = document.createElement("ul");
  list.innerHTML = "<li>a.ts and no.ts</li><li>b.ts</li>";
  document.body.append(list);
  for (const row of list.children) links.add(row);
  await settled();
  links.receive(found("a.ts"));
  list.insertAdjacentHTML("beforeend", "<li>c.ts, a.ts</li>");
  // One that is drawn anew is linked anew.
  if (list.children[0]) list.children[0].innerHTML = "<em>a.ts</em> and no.ts";
  links.add(list);
  await settled();
  expect(asked).toEqual([["a.ts", "no.ts", "b.ts"], ["c.ts"]]);
  expect(list.querySelectorAll("a")).toHaveLength(2);
});

it("of what a place may mean, the longest that is a file counts", async () => {
  const element = block("请看src/a.ts的第1行");
  await settled();
  expect(asked).toEqual([["请看src/a.ts", "src/a.ts"]]);
  links.receive(found("src/a.ts"));
  expect(element.querySelector("a")?.textContent).toBe("src/a.ts");
  expect(element.textContent).toBe("请看src/a.ts的第1行");
});

it("the text stays what it was, and where a link leads is not read from the page", async () => {
  const element = block("x <code>a.ts:3</code>, b.ts:4-5 and <code>constructor</code> <code>c.ts</code>.");
  const text = element.textContent;
  await settled();
  links.receive(found("a.ts", "b.ts", "constructor"));
  expect(element.textContent).toBe(text);
  const [first, second] = element.querySelectorAll("a");
  expect(first && links.targetOf(first)).toEqual({ path: "a.ts", line: 3 });
  expect(second && links.targetOf(second)).toEqual({ path: "b.ts", line: 4, endLine: 5 });
  const forged = document.createElement("a");
  forged.className = "file-link";
  expect(links.targetOf(forged)).toBeUndefined();
});

it("an answer about names that were not asked for says nothing", async () => {
  const element = block("a.ts");
  await settled();
  links.receive(found("b.ts", "__proto__"));
  expect(element.querySelector("a")).toBeNull();
  block("b.ts");
  await settled();
  expect(asked.at(-1)).toEqual(["b.ts"]);
});

it("links within links, code blocks and formulas are none", async () => {
  block('<a href="x">a.ts</a> <span class="math">b.ts</span>');
  const code = document.createElement("div");
  code.className = "code-block";
  code.innerHTML = "<pre><code>c.ts</code></pre>";
  document.body.append(code);
  links.add(code);
  await settled();
  expect(asked).toEqual([]);
});
