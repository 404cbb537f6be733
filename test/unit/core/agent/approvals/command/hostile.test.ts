// Random lines: of words that are allowed, wrapped in what makes a shell do something else.

import fc from "fast-check";
import { expect, test } from "vitest";
import { readShell } from "../../../../../../src/core/agent/approvals/command/readShell.ts";
import { exact, judge, leading } from "./judging.ts";

const rules = ["git status", "npm test", "echo", "ls", "cat", "cargo test"].map((words) => leading(words));
const allowed = ["git status", "npm test", "echo hi", "ls -la", "cat a.txt", "cargo test -q"];

/** Each makes of an allowed command a line that has to ask. */
const wrappings: readonly ((command: string) => string)[] = [
  (command) => `$(${command})`,
  (command) => `\`${command}\``,
  (command) => `echo "$(${command})"`,
  (command) => `echo $(${command})`,
  (command) => `cat <(${command})`,
  (command) => `${command} > x`,
  (command) => `${command} 2>&1`,
  (command) => `${command} < x`,
  (command) => `${command} <<< x`,
  (command) => `${command} <<X\nx\nX`,
  (command) => `${command} &`,
  (command) => `A=1 ${command}`,
  (command) => `A=1; ${command}`,
  (command) => `export A=1; ${command}`,
  (command) => `(${command})`,
  (command) => `{ ${command}; }`,
  (command) => `! ${command}`,
  (command) => `time ${command}`,
  (command) => `coproc ${command}`,
  (command) => `if ${command}; then ${command}; fi`,
  (command) => `while ${command}; do ${command}; done`,
  (command) => `for x in a; do ${command}; done`,
  (command) => `f() { ${command}; }`,
  (command) => `cd /tmp && ${command}`,
  (command) => `env ${command}`,
  (command) => `sudo ${command}`,
  (command) => `xargs ${command}`,
  (command) => `bash -c '${command.replaceAll("'", "")}'`,
  (command) => `eval ${command}`,
  (command) => `${command} | sh`,
  (command) => `${command}; rm x`,
  (command) => `rm x\n${command}`,
  (command) => `${command} # x`,
  (command) => `\\${command}`,
  (command) => `=${command}`,
  (command) => `./${command}`,
  (command) => `${command} $HOME`,
  (command) => `${command} *`,
  (command) => `${command} ~`,
  (command) => `${command} {a,b}`,
  (command) => `${command} $'x'`,
  (command) => `${command} \u202e`,
  (command) => `${command}\r`,
  (command) => `${command} /etc/passwd`,
  (command) => `${command} ../x`,
  (command) => `[[ ${command} ]]`,
  (command) => `case x in x) ${command};; esac`,
  (command) => `alias ls='${command.replaceAll("'", "")}'`,
];

test("an allowed command in one or several hostile wrappings asks", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...allowed),
      fc.array(fc.constantFrom(...wrappings), { minLength: 1, maxLength: 4 }),
      fc.array(fc.tuple(fc.constantFrom(...allowed), fc.constantFrom(" && ", "; ", " | ", " || ", "\n")), {
        maxLength: 60,
      }),
      (command, wrapped, before) => {
        const line =
          before.map((piece) => piece.join("")).join("") + wrapped.reduce((text, wrapping) => wrapping(text), command);
        expect(judge(line, rules).type, line).toBe("asks");
      },
    ),
    { numRuns: 3000 },
  );
});

test("what is denied is denied in every wrapping that leaves it a command of the line", () => {
  const denied = [...rules, leading("cargo test", "deny")];
  const leaves = wrappings.filter((wrapping) => !/^(?:alias|\[\[|xargs|=|\.\/)/.test(wrapping("cargo test")));
  const kept = leaves.filter((wrapping) => !wrapping("cargo test").startsWith("bash"));
  fc.assert(
    fc.property(fc.constantFrom(...kept), (wrapping) => {
      expect(judge(wrapping("cargo test"), denied).type, wrapping("cargo test")).toBe("denied");
    }),
  );
});

test("random text never ends in an exception, and what is allowed is made of the allowed words", () => {
  const piece = fc.oneof(
    fc.constantFrom(...allowed, ..."&|;<>()$`\\\"'*?[]{}~#!=%^ \t\n\r".split(""), "&&", "||", "$(", "<<", "2>&1"),
    fc.string({ unit: "binary", maxLength: 3 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), fc.constantFrom("bash", "zsh", "sh"), (pieces, shell) => {
      const line = pieces.join("");
      const verdict = judge(line, rules, shell as "bash");
      if (verdict.type !== "allowed") return;
      const { commands, doubts } = readShell(line, shell as "bash");
      expect(doubts).toEqual([]);
      for (const { words } of commands) {
        expect(allowed.some((command) => command.split(" ")[0] === words[0])).toBe(true);
      }
    }),
    { numRuns: 5000 },
  );
});

test("a path out or to a secret is seen behind whatever is glued to its front", () => {
  const bad = fc.constantFrom("/etc/passwd", "../x", "~/x", "a/../../x", ".env", "..");
  const letters = fc.string({ unit: fc.constantFrom(..."abfnqzABQ0159"), maxLength: 60 });
  const signs = fc.array(fc.constantFrom("=", ":", ",", "@"), { minLength: 1, maxLength: 3 });
  const glued = fc.oneof(
    fc.tuple(letters, bad).map(([front, path]) => `-${front}${path}`),
    fc.tuple(letters, signs, bad).map(([front, sign, path]) => `${front}${sign.join("")}${path}`),
    fc.tuple(letters, signs, bad).map(([front, sign, path]) => `--${front}${sign.join("")}${path}`),
    fc
      .tuple(letters, bad, signs, letters)
      .map(([front, path, sign, end]) => `--${front}=${path}${sign.join("")}${end}`),
  );
  fc.assert(
    fc.property(fc.constantFrom(...allowed), glued, fc.constantFrom("", "a ", "-- "), (command, word, before) => {
      expect(judge(`${command} ${before}${word}`, rules).type, word).toBe("asks");
    }),
    { numRuns: 3000 },
  );
});

test("a long word of many parts that sound like secrets is no path", () => {
  const words = ["secret-".repeat(2700) + ":".repeat(150), "x,".repeat(150) + "secret-".repeat(2600)];
  for (const word of words) expect(judge(`cat ${word}`, rules).type).toBe("allowed");
});

test("an exact rule is for one text", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      fc.pre(a !== b);
      expect(judge(b, [exact(a)]).type).toBe("asks");
    }),
  );
});
