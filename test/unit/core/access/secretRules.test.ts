import { expect, test } from "vitest";
import { findSecret, hasSecretName, pathsOfDiff, secretSign } from "../../../../src/core/access/secretRules.ts";

test.each([
  ".env",
  "config/.env.production",
  "prod.env",
  "certs/server.pem",
  "server.KEY",
  "id_rsa",
  "home/.ssh/id_ed25519",
  "home/.ssh/config",
  "app.pfx",
  ".npmrc",
  ".netrc",
  ".git-credentials",
  "credentials",
  "credentials.json",
  "aws-credentials.yml",
  "secrets.yaml",
  "client_secret.json",
  "my-service-account-1.json",
  "terraform.tfstate",
  "vault.kdbx",
  "passwords.txt",
])("%s is asked about", (path) => {
  expect(hasSecretName(path)).toBe(true);
});

test.each([
  ".env.example",
  ".env.sample",
  "id_rsa.pub",
  "src/environment.ts",
  "src/keys.ts",
  "tokens.ts",
  "secrets.ts",
  "docs/credentials.md",
  "keyboard.json",
  "src/password.tsx",
  "package.json",
])("%s is not", (path) => {
  expect(hasSecretName(path)).toBe(false);
});

// Put together at run time, so that nothing in this file looks like a secret to others.
const key = (...parts: string[]) => parts.join("");

test.each([
  ["private-key", key("-----BEGIN ", "RSA PRIVATE KEY-----\nMIIE")],
  ["private-key", key("-----BEGIN ", "PRIVATE KEY-----")],
  ["private-key", key("-----BEGIN ", "OPENSSH PRIVATE KEY-----")],
  ["private-key", key("-----BEGIN ", "PGP PRIVATE KEY BLOCK-----")],
  ["api-key", key("AKIA", "IOSFODNN7ABCDEFG")],
  ["api-key", key("token ghp_", "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8")],
  ["api-key", key("sk", "-a8Kd93jfLq02mZx7Bv5Rt1Y")],
  ["api-key", key("tp", "-c9Kd93jfLq02mZx7Bv5Rt1Y")],
  ["api-key", key("xoxb", "-2048293847-abcdefghijk")],
  ["api-key", key('api_key = "', '9f86d081884c7d659a2f"')],
  ["api-key", key('"password": "', 'Xk29vLq7Rw4sTn81"')],
] as const)("%s is found", (sign, text) => {
  expect(findSecret(`before\n${text}\nafter`)).toBe(sign);
});

test.each([
  "-----BEGIN PUBLIC KEY-----",
  "-----BEGIN CERTIFICATE-----",
  "const apiKey = process.env.API_KEY;",
  'apiKey: "your-api-key-goes-here"',
  'password: "changeme-1234567890"',
  "sk-learn-is-a-well-known-library-for-python",
  "a sk-emulator key",
  'token: "{{ secrets.GITHUB_TOKEN_123 }}"',
  "sha512-9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
])("%s is none", (text) => {
  expect(findSecret(text)).toBeUndefined();
});

test("names go before contents, and a diff is looked at by the files it names", () => {
  const diff = "diff --git a/.env b/.env\n+A=1\ndiff --git a/src/a b.ts b/src/a b.ts\n+1\n";
  expect(pathsOfDiff(diff)).toEqual([".env", "src/a b.ts"]);
  expect(secretSign(pathsOfDiff(diff), diff)).toBe("name");
  expect(secretSign(["src/a.ts"], "nothing")).toBeUndefined();
});

test("a large text without secrets is read in one pass", () => {
  const text = `${"password = sk-".repeat(40_000)}\n${"a".repeat(400_000)}`;
  expect(findSecret(text)).toBeUndefined();
});
