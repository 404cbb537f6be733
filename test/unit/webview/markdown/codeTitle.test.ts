import { expect, test } from "vitest";
import { readFirstLine, readInfo } from "../../../../webview-ui/markdown/codeTitle.ts";

test.each([
  ["ts", "ts", undefined],
  ["c++", "c++", undefined],
  ["ts src/a.ts", "ts", "src/a.ts"],
  ["ts:src/a.ts", "ts", "src/a.ts"],
  ['python title="my file.py"', "python", "my file.py"],
  ["js {1,3-5} filename='lib/b.js'", "js", "lib/b.js"],
  ["js {path=lib/b.js}", "js", "lib/b.js"],
  ["src/a.ts", "", "src/a.ts"],
  ["12:15:src/a.ts", "", "src/a.ts"],
  ["sh ./run.sh", "sh", "./run.sh"],
  ["docker deploy/Dockerfile", "docker", "deploy/Dockerfile"],
  ["ts C:\\work\\a.ts", "ts", "C:\\work\\a.ts"],
  ["ts ../../etc/passwd.txt", "ts", "../../etc/passwd.txt"],
  ["ts the best code", "ts", undefined],
  ["diff --git a/x b/x", "diff", undefined],
  ['ts title="https://example.com/a.js"', "ts", undefined],
  ['ts title="a\u202Etxt.exe"', "ts", undefined],
  ['ts title="[notes](command:a.b).env"', "ts", undefined],
  ['ts title="src/[id](x)/a\u200B.ts"', "ts", undefined],
  ['ts title="a.md\u0085b.md"', "ts", undefined],
  ["ts app/[id]/page.ts", "ts", "app/[id]/page.ts"],
  ["<script>", "", undefined],
  ["", "", undefined],
])("%j is %j and %j", (info, language, path) => {
  expect(readInfo(info)).toEqual({ language, path });
});

test.each([
  ["// src/a.ts", "src/a.ts"],
  ["# scripts/report.py", "scripts/report.py"],
  ["<!-- index.html -->", "index.html"],
  ["/* a/b.css */", "a/b.css"],
  ["// File: src/a.ts", "src/a.ts"],
  ["// adds two numbers", undefined],
  ["// TODO", undefined],
  ["import a from 'a.ts';", undefined],
  ["# https://example.com/a.js", undefined],
  ["#!/usr/bin/env node", undefined],
])("the first line %j names %j", (line, path) => {
  expect(readFirstLine(line)).toBe(path);
});
