import { expect, test } from "vitest";
import { knownKeys } from "../../../../src/core/access/knownKeys.ts";
import { findSecretText } from "../../../../src/core/access/secretText.ts";

// Put together at run time, so that nothing in this file looks like a secret to others.
const key = (...parts: string[]) => parts.join("");

test.each([
  ["private-key", key("-----BEGIN ", "RSA PRIVATE KEY-----\nMIIE")],
  ["private-key", key("-----BEGIN ", "PRIVATE KEY-----")],
  ["private-key", key("-----BEGIN ", "OPENSSH PRIVATE KEY-----")],
  ["private-key", key("-----BEGIN ", "PGP PRIVATE KEY BLOCK-----")],
  ["private-key", key('"-----BEGIN ', 'PRIVATE KEY-----\\nMIIE"')],
  ["api-key", key("AKIA", "IOSFODNN7ABCDEFG")],
  ["api-key", key("token ghp_", "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8")],
  ["api-key", key("sk", "-a8Kd93jfLq02mZx7Bv5Rt1Y")],
  ["api-key", key("tp", "-c9Kd93jfLq02mZx7Bv5Rt1Y")],
  ["api-key", key("xoxb", "-2048293847-abcdefghijk")],
  ["api-key", key('api_key = "', '9f86d081884c7d659a2f"')],
  ["api-key", key('"password": "', 'Xk29vLq7Rw4sTn81"')],
  ["api-key", key("PASSWORD=", "hunter2")],
  ["api-key", key("AWS_SECRET_ACCESS_KEY=", "9f86d081884c7d659a2fEaa0c55ad015a3bf4f1b")],
  ["api-key", key("api_key: ", "9f86d081884c7d659a2f")],
  ["api-key", key("postgres://u:", "pw9@host/db")],
  ["api-key", key("eyJ", "hbGciOiJIUzI1NiJ9.eyJ", "1c2VyIjoiNDIifQ.c2lnbmVkLWhlcmU0Mg")],
  ["api-key", key("-eyJ", "hbGciOiJIUzI1NiJ9.eyJ", "1c2VyIjoiNDIifQ.c2lnbmVkLWhlcmU0Mg")],
  ["api-key", key("Bearer ", "9f86d081884c7d659a2f")],
] as const)("%s is found in %j", (sign, text) => {
  expect(findSecretText(`before\n${text}\nafter`)).toBe(sign);
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
  expect(findSecretText(text)).toBeUndefined();
});

test.each(["-eyJ", "-eyJaaaaaaaaaa.", "-eyJaaaaaaaaaa.eyJaaaaaaaaaa-", `${"-eyJ".repeat(900)}.`])(
  "the beginning of a web token again and again costs what any text does (%#)",
  { timeout: 60_000 },
  (unit) => {
    const long = (length: number, piece = unit) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
    const time = (text: string) => {
      const start = performance.now();
      for (const _ of text.matchAll(knownKeys));
      return performance.now() - start;
    };
    time(long(50_000));
    const plain = time(long(1_000_000, "-a1b2c3 "));
    const small = time(long(250_000));
    const large = time(long(1_000_000));
    expect(large / small).toBeLessThan(4 * 4);
    // Following each to the end of the run is linear too, and a hundred times as much.
    expect(large / plain).toBeLessThan(20);
  },
);
