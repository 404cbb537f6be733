import { describe, expect, test } from "vitest";
import { judgeCommand } from "../../../../../../src/core/agent/approvals/command/judgeCommand.ts";
import { readShell } from "../../../../../../src/core/agent/approvals/command/readShell.ts";
import { call, exact, folder, judge, leading, said } from "./judging.ts";

const rules = [
  "npm test",
  "npm run build",
  "git status",
  "git log",
  "git diff",
  "git add",
  "git commit",
  "echo",
  "ls",
  "cat",
  "rg",
  "grep",
  "find",
  "wc",
  "head",
  "sed",
  "file",
  "strings",
  "tsc",
  "du",
  "go list",
  "hg status",
  "svn diff",
  "jq",
  "diff",
  "mytool check",
].map((words) => leading(words));

describe("what was allowed runs", () => {
  test.each([
    "npm test",
    "npm test -- --grep a.b,c:d src/a.ts",
    "npm  test\t-- x",
    "git status && npm test",
    "git log --oneline -5 | head -3 | wc -l",
    "git status; ls src\nnpm run build\n",
    "ls || echo 'nothing here; rm -rf x $(y)'",
    'git commit -m "Say what; it is & why | how"',
    "git add src/a.ts 文档/说明.md src/é.ts",
    "git commit -m '修正:写入两次'",
    "git commit -m 'Größe, Çirağan, đường'",
    "echo straße æøłđþœð ÆØŁĐÞŒÐ Ǻ ệ",
    "git diff --stat HEAD~1 -- src/a.ts",
    'grep -E "foo\\.bar\\s+(baz|qux)" src/a.ts',
    "find . -name '*.ts' -not -path './dist/*'",
    "sed -n '10,20p' src/a.ts",
    "g\"i\"t 'status'",
    "git status &&\n  npm test",
  ])("%s", (command) => {
    expect(said(judge(command, rules))).toBe("allowed");
  });

  test("what may be a path is told: a link may lead elsewhere", () => {
    const paths = (command: string, given = rules) => {
      const verdict = judge(command, given);
      return verdict.type === "allowed" ? verdict.paths : verdict.type;
    };
    expect(paths("cat docs/link | wc -l && ls docs/link src")).toEqual(["docs/link", "-l", "l", "src"]);
    expect(paths("git status")).toEqual([]);
    expect(paths("cat docs/link", [exact("cat docs/link")])).toEqual([]);
    const many = Array.from({ length: 1001 }, (_, at) => `f${at}`).join(" ");
    expect(said(judge(`cat ${many}`, rules))).toBe("long");
  });

  test("the rules that allowed it are named, each once", () => {
    const verdict = judge("git status; git status -s; npm test", rules);
    expect(verdict.type === "allowed" && verdict.by).toEqual([leading("git status"), leading("npm test")]);
  });
});

/** Each was a hole in somebody's approvals, or is next to one. The rules above are in force. */
export const bypasses: readonly (readonly [why: string, command: string, reasons: string])[] = [
  ["a substitution as the command", "$(echo rm) -rf x", "substitution by-path"],
  ["a substitution in an argument", "echo $(touch x)", "substitution changes-files"],
  ["a substitution inside of quotes", 'echo "$(touch x)"', "substitution changes-files"],
  ["backquotes", "echo `touch x`", "substitution changes-files"],
  ["backquotes inside of quotes", 'git commit -m "a `touch x` b"', "substitution changes-files"],
  ["a process substitution", "cat <(touch x)", "substitution changes-files"],
  ["one that is written to", "ls > >(sh)", "redirection substitution interpreter"],
  ["a prefix and a redirection", "echo evil > .git/hooks/pre-commit", "redirection"],
  ["appending", "echo evil >> ~/.bashrc", "redirection"],
  ["a redirection without spaces", "echo evil>x", "redirection"],
  ["a redirection in front", ">x echo evil", "redirection"],
  ["clobbering", "echo evil >| x", "redirection"],
  ["both outputs", "echo evil &> x", "redirection"],
  ["a descriptor", "echo evil 1>x", "redirection"],
  ["a descriptor by a name", "echo evil {fd}>x", "redirection"],
  ["reading a file", "cat < /etc/passwd", "redirection"],
  ["a device that is the network", "echo x > /dev/tcp/1.2.3.4/80", "redirection"],
  ["outputs together", "npm test 2>&1", "redirection"],
  ["a pipe of both outputs", "ls |& sh", "redirection interpreter"],
  ["a here-document", "cat <<X\n$(touch x)\nX", "here-document substitution changes-files"],
  ["a quoted here-document", "cat <<'X'\nhi\nX", "here-document"],
  ["a here-string", "cat <<< x", "here-document"],
  ["code in an expansion", `echo \${v@P}`, "expansion"],
  ["an indirect expansion", `echo \${!v}`, "expansion"],
  ["a default with a substitution", `echo \${v:-$(touch x)}`, "expansion substitution changes-files"],
  ["a default that is assigned", `echo \${PATH:=/evil}`, "expansion outside"],
  ["a plain expansion", "echo $HOME", "expansion"],
  ["an expansion inside of quotes", 'echo "$HOME"', "expansion"],
  ["an expansion as the command", "$SHELL -c id", "expansion by-path"],
  ["all arguments", 'echo "$@"', "expansion"],
  ["arithmetic", "echo $((a[$(touch x)]))", "expansion substitution changes-files"],
  ["old arithmetic", "echo $[1+1]", "expansion"],
  ["arithmetic as a command", "((a[$(touch x)]))", "structure substitution changes-files"],
  ["a test", "[[ -v a[$(touch x)] ]]", "structure substitution glob changes-files"],
  ["a test of old", "[ -f x ]", "by-path special"],
  ["an assignment in front", "PATH=. git status", "assignment"],
  ["an assignment alone", "PATH=.; git status", "assignment"],
  ["an assignment to an array", "a=(x y) git status", "assignment"],
  ["an assignment that adds", "PATH+=:. git status", "assignment"],
  ["an exported one", "export PATH=.; git status", "assignment shell"],
  ["the background", "npm test & rm x", "background changes-files"],
  ["the background at the end", "npm test &", "background"],
  ["another command behind", "git status; rm -rf x", "changes-files"],
  ["another command on the next line", "git status\nrm -rf x", "changes-files"],
  ["a carriage return", "git status\rrm -rf x", "unseen no-verb"],
  ["a carriage return and a line feed", "git status\r\nrm -rf x", "unseen no-verb changes-files"],
  ["a vertical tab", "git\vstatus", "unseen by-path"],
  ["a line separator", "git status\u2028rm -rf x", "unseen no-verb"],
  ["a NUL", "git status\0; rm -rf x", "unseen no-verb changes-files"],
  ["an escape sequence", "echo \x1b[2K", "unseen"],
  ["a letter that turns the direction", "echo a\u202e; tset", "unseen no-verb"],
  ["a letter of no width", "git\u200b status", "unseen by-path"],
  ["a letter that looks like another", "git st\u0430tus", "confusable no-verb"],
  ["a wide letter", "ｇit status", "confusable by-path"],
  ["a space that is none", "git\u00a0status", "confusable by-path"],
  ["an ideographic space", "git\u3000status", "confusable by-path"],
  ["an escaped letter", "r\\m -rf x", "changes-files special"],
  ["an escaped command", "\\rm -rf x", "changes-files special"],
  ["a line that goes on", "r\\\nm -rf x", "changes-files special"],
  ["a line that goes on between words", "git \\\nstatus", "special"],
  ["quotes inside of the name", "r'm' -rf x", "changes-files"],
  ["empty quotes inside of the name", "r''m -rf x", "changes-files"],
  ["a name in quotes", '"rm" -rf x', "changes-files"],
  ["quotes with escapes", "$'r\\x6d' -rf x", "quoting changes-files"],
  ["quotes of the locale", '$"rm" -rf x', "quoting changes-files"],
  ["braces as a command", "{rm,-rf,x}", "glob by-path"],
  ["braces in an argument", "echo {a,b}", "glob"],
  ["a pattern", "cat *", "glob"],
  ["a pattern as the command", "/???/rm x", "glob changes-files"],
  ["a pattern with a set", "cat [a-z]*", "glob"],
  ["zsh: code in a qualifier", "ls *(e:'touch x':)", "structure"],
  ["the home folder", "cat ~", "outside special"],
  ["somebody's home folder", "cat ~root", "outside special"],
  ["a file of the home folder", "cat ~/.ssh/id_rsa", "outside special"],
  ["zsh: the path of a command", "=rm -rf x", "by-path special"],
  ["zsh: the path of a command as an argument", "cat =ls", "special"],
  ["a comment", "git status # x", "special"],
  ["a comment on a line of its own", "git status\n# x", "special"],
  ["a negation", "! git status", "structure"],
  ["the history", "!!", "by-path special"],
  ["the history inside of quotes", 'echo "!!"', "special"],
  ["the time", "time git status", "structure"],
  ["a group", "{ git status; }", "structure"],
  ["a subshell", "(git status)", "structure"],
  ["an if", "if git status; then rm x; fi", "structure changes-files"],
  ["a loop", "for f in a b; do rm $f; done", "structure expansion changes-files"],
  ["a while", "while git status; do echo; done", "structure"],
  ["a case", "case x in x) rm x;; esac", "structure changes-files"],
  ["a select", "select x in a; do git status; done", "structure"],
  ["a function", "git() { rm -rf x; }; git status", "structure changes-files"],
  ["a function with its word", "function ls { rm x; }; ls", "structure changes-files"],
  ["an alias", "alias git=rm; git x", "assignment shell no-verb"],
  ["a coprocess", "coproc git status", "structure"],
  ["another folder", "cd /tmp && git status", "shell"],
  ["a folder inside", "cd src && git status", "shell"],
  ["a stack of folders", "pushd /tmp; git status", "shell"],
  ["a wrapper", "env git status", "wrapper"],
  ["arguments from a pipe", "ls | xargs rm", "wrapper"],
  ["code from a pipe", "cat x.sh | sh", "interpreter"],
  ["code from a pipe, by its path", "cat x.sh | /bin/sh", "interpreter"],
  ["another spelling of the case", "RM -rf x", "changes-files"],
  ["find -exec", "find . -exec rm {} +", "option special"],
  ["find -delete", "find . -delete", "option"],
  ["rg --pre", "rg --pre ./x.sh foo", "option"],
  ["rg --pre=", "rg --pre=./x.sh foo", "option"],
  ["sed that writes", "sed -n '1w x' a", "option"],
  ["sed that edits", "sed -i s/a/b/ x", "option"],
  ["git with settings", "git -c core.pager=./x log", "no-verb"],
  ["git elsewhere", "git -C /tmp log", "no-verb"],
  ["git that writes", "git log --output=x", "option"],
  ["git that writes, shortened", "git diff --outp x", "option"],
  ["npm with a shell", "npm test --script-shell=./x", "option"],
  ["npm with another command", "npm run build2", "new"],
  ["a file outside", "cat ../../etc/passwd", "outside"],
  ["a file by its whole path", "cat /etc/passwd", "outside"],
  ["a file behind an option", "grep -f/etc/passwd x", "outside"],
  ["a file behind a sign", "grep --file=/etc/passwd x", "outside"],
  ["a secret", "cat .env", "sensitive"],
  ["a secret behind a folder", "cat src/../.env", "outside"],
  ["options of a program that nobody knows", "mytool check --config 'alias.check=!touch pwned'", "option"],
  ["a shell behind a program that nobody knows", "mytool check '$(touch x)'", "option"],
  ["an alias among the options", "hg status --config 'alias.status=!touch pwned'", "option"],
  ["a program among the options", "svn diff --diff-cmd ./evil", "contents"],
  ["the environment", "jq -n env", "interpreter"],
  ["the environment in quotes", "jq -n '$ENV'", "interpreter"],
  ["a module from elsewhere", `jq -n 'import "config" as $d {search: "/"}; $d'`, "interpreter"],
  ["a file of arguments", "strings @args.txt", "option"],
  ["a file of arguments for a compiler", "tsc @args.txt", "option"],
  ["a file of names", "file -f list", "option"],
  ["a file of names in a cluster", "file -0f/etc/passwd", "outside"],
  ["a long cluster", "file -bbbbbbbbbbbbf/etc/passwd", "outside"],
  ["a cluster with a digit", "grep -1f/etc/x y", "outside"],
  ["names from a file", "wc --files0-from=list", "option"],
  ["names from a file for another", "du --files0-from=list", "option"],
  ["an option in another case", "tsc --OUTDIR x", "option"],
  ["what is ignored", "rg -uu KEY", "option"],
  ["what is hidden", "rg KEY --hidden", "option"],
  ["what a glob brings back", "rg KEY -g .x", "option"],
  ["all files", "grep -r KEY .", "option"],
  ["all files of two folders", "diff -r a b", "contents"],
  ["links that are followed", "find -L . -name x", "option"],
  ["contents from a history", "git log -p", "option"],
  ["contents of all that is tracked", "git grep KEY", "contents"],
  ["words for a second shell", "npm test '$(touch x)'", "option"],
  ["words for a second shell behind two dashes", "npm test -- '$(touch x)'", "option"],
  ["a second command for a second shell", "npm run build -- 'a;touch x'", "option"],
  ["a second line for a second shell", "npm run build -- 'a\ntouch x'", "option"],
  ["a name that is looked up outside", "go list -m -versions evil.com/x", "option"],
  ["a Latin letter without a dot", "g\u0131t status", "confusable by-path"],
  ["a Latin letter of phonetics", "c\u0251t x", "confusable by-path"],
  ["another", "\u0261it status", "confusable by-path"],
  ["a word that is no shorter", "git statusx", "no-verb"],
  ["a broken quote", "echo 'a", "syntax"],
  ["a broken substitution", "echo $(", "syntax substitution"],
  ["an operator without a command", "git status &&", "syntax"],
  ["two semicolons", "git status;; rm x", "syntax"],
  ["a bracket too many", "git status)", "syntax"],
  ["nothing", "", "empty"],
  ["a comment alone", "#", "special"],
];

describe("what others let through asks", () => {
  test.each(bypasses)("%s: %s", (_, command, reasons) => {
    const sorted = (text: string) => text.split(" ").sort().join(" ");
    expect(sorted(said(judge(command, rules)))).toBe(sorted(reasons));
  });

  test("a long line is not looked through", () => {
    expect(said(judge(`echo ${"a".repeat(30_000)}`, rules))).toBe("long");
    expect(said(judge(Array.from({ length: 300 }, () => "git status").join(";"), rules))).toBe("long");
  });

  test("a deep one does not end in an exception", () => {
    for (const deep of ["$(".repeat(5000), "(".repeat(9000), "`".repeat(9001), "if ".repeat(3000), "{ ".repeat(5000)]) {
      expect(judge(deep, rules).type).toBe("asks");
    }
  });
});

describe("rules hold where they were made", () => {
  test("in their folder and nowhere else", () => {
    expect(said(judge("npm test", [leading("npm test", "allow", "/w/app/sub")]))).toBe("new");
    const outside = judgeCommand({ ...call("npm test"), isInside: false }, [leading("npm test")], readShell);
    expect(outside).toEqual({ type: "asks", reasons: [{ kind: "elsewhere", text: folder }], offers: [] });
  });

  test("by whole words", () => {
    expect(said(judge("npm tests", [leading("npm test")]))).toBe("no-verb");
    expect(said(judge("npm run build:all", [leading("npm run build")]))).toBe("new");
  });

  test("one with too few words, however it came to be, holds for nothing", () => {
    for (const words of ["npm", "npm run", "git", "node", "sudo", "bash -c"]) {
      for (const command of ["npm test", "npm run x", "git status", "node x.js", "sudo ls", "bash -c ls"]) {
        expect(judge(command, [leading(words)]).type, `${words}: ${command}`).toBe("asks");
      }
    }
  });

  test("an exact one holds for the whole line, as it was seen, in its shell", () => {
    const rule = exact("node build.js && cat *.txt");
    expect(said(judge("node build.js && cat *.txt", [rule]))).toBe("allowed");
    for (const other of ["node build.js", "node build.js && cat *.txt ", "node build.js && cat *.txt && ls"]) {
      expect(judge(other, [rule, leading("ls")]).type).toBe("asks");
    }
    expect(judge("node build.js && cat *.txt", [rule], "zsh").type).toBe("asks");
  });

  test("an exact one is none for a part of another line", () => {
    expect(judge("cat x | node", [exact("node"), leading("cat")]).type).toBe("asks");
  });

  test.each(bypasses.filter(([, command]) => judge(command, []).type === "asks"))(
    "%s: an exact one holds only where the same text does the same",
    (_, command, reasons) => {
      const always =
        /substitution|redirection|assignment|background|here-document|expansion|structure|unknown|unseen|confusable|syntax|empty/;
      expect(judge(command, [exact(command)]).type).toBe(always.test(reasons) ? "asks" : "allowed");
    },
  );
});

describe("what is denied is so everywhere", () => {
  const denied = [...rules, leading("git push"), leading("git push", "deny"), leading("rm", "deny")];
  test.each([
    "git push",
    "git push origin main",
    "git status; git push",
    "echo $(git push)",
    "if true; then git push; fi",
    "f() { git push; }",
    "/usr/bin/git push",
    "GIT push",
    'g"i"t p\\ush',
    "sudo git push",
    "env -i git push",
    "echo `git push`",
    "cat <(git push)",
    "cat <<X\n$(git push)\nX",
    `${"git status; ".repeat(60)}git push`,
    `${"git status; ".repeat(400)}git push`,
    "git push '",
    "git push &",
    "X=1 git push > y",
    `echo ${"a".repeat(30_000)}; git push`,
    "rm",
    "ls && rm -rf /",
  ])("%s", (command) => {
    expect(judge(command, denied).type).toBe("denied");
  });

  test("a line by its text, also as a part of another, in every folder and shell", () => {
    const rule = exact("node x.js", "zsh", "deny");
    for (const command of ["node x.js", " node x.js", "ls; node x.js", "echo $(node x.js)"]) {
      expect(judge(command, [...rules, rule, exact(command)]).type).toBe("denied");
    }
    expect(judgeCommand({ ...call("node x.js"), folder: "/x", isInside: false }, [rule], readShell).type).toBe(
      "denied",
    );
  });

  test("what only speaks of it is not", () => {
    expect(judge("echo git push", denied).type).toBe("allowed");
    expect(judge('git commit -m "git push"', denied).type).toBe("allowed");
  });
});

describe("what may be made of a yes", () => {
  const offers = (command: string, given = rules, shell: "bash" | "powershell" = "bash") => {
    const verdict = judge(command, given, shell);
    if (verdict.type !== "asks") return verdict.type;
    return verdict.offers.map(({ subjects }) =>
      subjects.map((each) => (each.match === "exact" ? each.command : each.words.join(" "))),
    );
  };

  test("this line, or the leading words of each part that nothing allows yet", () => {
    expect(offers("npm run lint -- --all")).toEqual([["npm run lint -- --all"], ["npm run lint"]]);
    expect(offers("git status && cargo test -q && cargo test && go vet ./...")).toEqual([
      ["git status && cargo test -q && cargo test && go vet ./..."],
      ["cargo test", "go vet"],
    ]);
    expect(offers("flutter test x_test.dart")).toEqual([["flutter test x_test.dart"], ["flutter test"]]);
  });

  test("this line alone where leading words would let more through", () => {
    for (const command of ["node a.js", "make test", "./run.sh", "npm install x", "flutter run", "cd src && ls"]) {
      expect(offers(command)).toEqual([[command]]);
    }
  });

  test("once alone where no text stands for what it does", () => {
    for (const command of ["npm test > x", "echo $(x)", "A=1 npm test", "npm test &", "echo 'a"]) {
      expect(offers(command)).toEqual([]);
    }
  });

  test("taking an offer allows this command and no other kind", () => {
    const verdict = judge("cargo test -q && go vet ./...", []);
    const [whole, words] = verdict.type === "asks" ? verdict.offers : [];
    for (const offer of [whole, words]) {
      const taken = (offer?.subjects ?? []).map(
        (subject) => ({ effect: "allow", subject, scope: "workspace" }) as const,
      );
      expect(judge("cargo test -q && go vet ./...", taken).type).toBe("allowed");
      expect(judge("cargo run", taken).type).toBe("asks");
      expect(judge("cargo test > x", taken).type).toBe("asks");
    }
  });

  test("PowerShell is not read: exact rules alone", () => {
    expect(offers("npm test; $x > y", rules, "powershell")).toEqual([["npm test; $x > y"]]);
    expect(judge("npm test", [leading("npm test")], "powershell").type).toBe("asks");
    expect(judge("npm test", [exact("npm test", "powershell")], "powershell").type).toBe("allowed");
    expect(judge("npm test\u200b", [exact("npm test\u200b", "powershell")], "powershell").type).toBe("asks");
    expect(judge("if (1) {git push}", [leading("git push", "deny")], "powershell").type).toBe("denied");
  });
});
