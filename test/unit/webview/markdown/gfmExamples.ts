// What GitHub's flavour adds to CommonMark, and formulas, one document each, written for these tests.

/** Tables, task lists, strikethrough and bare addresses. */
export const gfmExamples: readonly string[] = [
  "| foo | bar |\n| --- | --- |\n| baz | bim |\n",
  "| abc | defghi |\n:-: | -----------:\nbar | baz\n",
  "| f\\|oo |\n| ------ |\n| b `\\|` az |\n| b **\\|** im |\n",
  "| abc | def |\n| --- | --- |\n| bar | baz |\n> bar\n",
  "| abc | def |\n| --- | --- |\n| bar | baz |\nbar\n\nbar\n",
  "| abc | def |\n| --- |\n| bar |\n",
  "| abc | def |\n| --- | --- |\n| bar |\n| bar | baz | boo |\n",
  "| abc | def |\n| --- | --- |\n",
  "- [ ] foo\n- [x] bar\n",
  "- [x] foo\n  - [ ] bar\n  - [x] baz\n- [ ] bim\n",
  "1. [ ] one\n2. [X] two\n\n   more of two\n3. [ ]no\n",
  "~~Hi~~ Hello, ~there~ world!\n",
  "This ~~has a\n\nnew paragraph~~.\n",
  "This will ~~~not~~~ strike.\n",
  "www.commonmark.org\n\nwww.commonmark.org/help and www.commonmark.org.\n",
  "Visit www.commonmark.org/a.b. (www.google.com/search?q=Markup+(business)))\n",
  "www.google.com/search?q=commonmark&hl=en and &hl; www.commonmark.org/he<lp\n",
  "http://commonmark.org (Visit https://encrypted.google.com/search?q=Markup+(business))\n",
  "foo@bar.baz hello@mail+xyz.example isn't valid, but hello+xyz@mail.example is.\n",
  "a.b-c_d@a.b a.b-c_d@a.b. a.b-c_d@a.b-\n",
];

/** Formulas, and what only looks like one. */
export const mathExamples: readonly string[] = [
  "$$\nx = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}\n$$\n\nafter\n",
  "The formula:\n$$\na\n- b\n+ c\n$$\nand on\n",
  "\\[\n\\int_0^1 x\\,dx\n\\]\n",
  "\\[ a \\\\[2pt] b \\]\nnext",
  "$$a$$\n",
  "$$a$$ and $$b$$ in a line\n",
  "$$\nnever closed\n\n# heading\n\n$$\n",
  "$$\nnever closed\n# heading\n- list\n",
  "$$\na\n# not a heading\n> no quote\n===\n---\n$$\n# heading\n",
  "text\n$$\nx\n$$\n===\n",
  "$$\n```\na\n$$\n```\ncode\n```\n",
  "$$ | b\n---|---\n1 | $$\n2 | 3\n",
  "- one\n  $$\n  x^2\n  $$\n- two $y$\n",
  "> $$\n> x\n> $$\n\n$$\ny\n$$\n",
  "    $$\n    code\n    $$\n",
  "    $$a$$\n$$\nb\n$$ c\nd\n$$\n",
  "`$x$` and $x$ and \\$x$ and $\\$5$\n",
  "Inline $a_1 * b_1$ and $a_2 * b_2$, *with $x*y$ inside*, \\(c_i\\) and \\[d_i\\] too.\n",
  "It costs $5, or $10 for two; $5-$10 in all, US$5 and 10$ off.\n",
  "$HOME/$USER and $PATH, not TeX; $ x $ neither.\n",
  "设$x$为实数，则$x^2 \\ge 0$。\n",
  "a $b\nc$ d\n\n$e\n\nf$\n",
  "| $a$ | b |\n|---|---|\n| $\\frac{1}{2}$ | $$c$$ |\n",
  "![the $x$ axis](https://a.b/c.png) [$x$](https://a.b)\n",
  "$\\notacommand{x}$ and $x_1_2$ stay as they are.\n",
  "$$\\begin{aligned}\na &= b \\\\\nc &= d\n\\end{aligned}$$\n",
  "$$\nx\n$$\n[a]: http://x.y\n\n[a] $z$\n",
];

/** Fenced code in languages that are coloured. */
export const codeExamples: readonly string[] = [
  "```ts\nconst a: string = `b $c d`; // e\n```\n\ntext\n",
  "```html\n<style>a { color: red }</style><script>let x = '</p>'</script>\n```\n",
  "- one\n\n  ```py\n  def f(x):\n      return '<b>' + x\n  ```\n- two\n",
  "```unknown\nx < y && z\n```\n```\nplain <b>\n```\n",
  '~~~json\n{ "a": [1, null, true] }\n~~~\n\n[r]: http://x.y\n\n[r]\n',
  "```diff\n- a\n+ b\n```\n```sh\n$ echo $HOME\n",
];
