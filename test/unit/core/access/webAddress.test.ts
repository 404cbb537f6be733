import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addressKind, hostKind, isPrivateHost, isTypedHost, mayReach } from "../../../../src/core/access/webAddress.ts";
import { hostOf } from "../../../../src/core/agent/approvals/hostOf.ts";

describe("what an address is", () => {
  test.each([
    ["8.8.8.8", "public"],
    ["172.15.255.255", "public"],
    ["172.32.0.0", "public"],
    ["100.63.255.255", "public"],
    ["100.128.0.0", "public"],
    ["198.18.0.5", "public"],
    ["2606:4700::1111", "public"],
    ["10.0.0.1", "intranet"],
    ["172.16.0.1", "intranet"],
    ["172.31.255.255", "intranet"],
    ["192.168.1.1", "intranet"],
    ["100.64.0.1", "intranet"],
    ["fc00::1", "intranet"],
    ["fdff:ffff::1", "intranet"],
    ["127.0.0.1", "local"],
    ["127.255.255.254", "local"],
    ["169.254.169.254", "local"],
    ["0.0.0.0", "local"],
    ["::1", "local"],
    ["::", "local"],
    ["fe80::1%eth0", "local"],
    ["febf::1", "local"],
    ["0.1.2.3", "never"],
    ["224.0.0.1", "never"],
    ["255.255.255.255", "never"],
    ["ff02::1", "never"],
    ["::ffff:8.8.8.8", "never"],
    ["::ffff:7f00:1", "never"],
    ["64:ff9b::7f00:1", "never"],
    ["2002:7f00:1::", "never"],
    ["2001:db8::1", "never"],
    ["fec0::1", "never"],
    ["127.1", "never"],
    ["0x7f.1", "never"],
    ["010.0.0.1", "never"],
    ["1:2:3", "never"],
    ["1::2::3", "never"],
    ["example.org", "never"],
    ["", "never"],
  ])("%s is %s", (address, kind) => {
    expect(addressKind(address)).toBe(kind);
  });

  test.each(["localhost", "LOCALHOST.", "a.localhost", "printer.local", "metadata.google.internal", "router", "x.lan"])(
    "the name %s is of this machine or its network",
    (name) => expect(isPrivateHost(name)).toBe(true),
  );

  test.each(["example.org", "localhost.example.org", "internal.example.org", "local.dev"])(
    "the name %s tells nothing",
    (name) => expect(hostKind(name)).toBe("name"),
  );
});

/** Every private IPv4 address, as four bytes. */
const byte = fc.nat({ max: 255 });
const privateFour = fc.oneof(
  fc.tuple(fc.constantFrom(127, 10, 0), byte, byte, byte),
  fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
  fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
  fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
  fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), byte, byte),
  fc.tuple(fc.integer({ min: 224, max: 255 }), byte, byte, byte),
);
const number = (value: number, form: string) =>
  form === "hex"
    ? `0x${value.toString(16)}`
    : form === "HEX"
      ? `0X00${value.toString(16).toUpperCase()}`
      : form === "octal"
        ? `0${value.toString(8)}`
        : String(value);

/** As URLs may spell it: 1 to 4 parts, each decimal, octal or hexadecimal, or in digits that only look like others. */
function spelling([a, b, c, d]: readonly number[], parts: number, forms: readonly string[], wide: boolean): string {
  const bytes = [a ?? 0, b ?? 0, c ?? 0, d ?? 0];
  const rest = bytes.slice(parts - 1).reduce((sum, each) => sum * 256 + each, 0);
  const text = [...bytes.slice(0, parts - 1), rest].map((value, at) => number(value, forms[at] ?? "")).join(".");
  return wide ? text.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))) : text;
}

/** As an IPv6 address may wrap it. */
function wrapped([a = 0, b = 0, c = 0, d = 0]: readonly number[], form: string): string {
  const hex = `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  const four = [a, b, c, d].join(".");
  switch (form) {
    case "mapped":
      return `[::ffff:${four}]`;
    case "mapped hex":
      return `[0:0:0:0:0:FFFF:${hex}]`;
    case "compatible":
      return `[::${hex}]`;
    case "nat64":
      return `[64:ff9b::${four}]`;
    default:
      return `[2002:${hex}::1]`;
  }
}

test("no spelling of a private address is anybody's", () => {
  const forms = fc.array(fc.constantFrom("", "hex", "HEX", "octal"), { minLength: 4, maxLength: 4 });
  let spelled = 0;
  fc.assert(
    fc.property(privateFour, fc.integer({ min: 1, max: 4 }), forms, fc.boolean(), (bytes, parts, how, wide) => {
      const url = `http://${spelling(bytes, parts, how, wide)}/`;
      spelled++;
      // One that is no address at all is refused as well.
      if (URL.canParse(url)) expect(isPrivateHost(new URL(url).hostname), url).toBe(true);
      else expect(hostOf(url)).toBeUndefined();
    }),
    { numRuns: 4000 },
  );
  fc.assert(
    fc.property(privateFour, fc.constantFrom("mapped", "mapped hex", "compatible", "nat64", "6to4"), (bytes, form) => {
      const url = `https://${wrapped(bytes, form)}/`;
      spelled++;
      expect(isPrivateHost(new URL(url).hostname), url).toBe(true);
    }),
    { numRuns: 2000 },
  );
  expect(spelled).toBe(6000);
});

test("any text has a kind, and what is none is never reached", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(["public", "intranet", "local", "never", "name"]).toContain(hostKind(text));
      if (!/[.:]/.test(text)) expect(addressKind(text)).toBe("never");
    }),
    { numRuns: 2000 },
  );
});

describe("what the person wrote", () => {
  test.each<[string, string, boolean]>([
    ["http://localhost:3000/a", "look at http://localhost:3000", true],
    ["http://localhost:3000/a", "打开localhost:3000看看", true],
    ["http://localhost:9200/", "look at http://localhost:3000", false],
    ["http://localhost:9200/", "look at localhost", false],
    ["http://localhost/", "look at localhost:9200", false],
    ["http://localhost/", "look at LOCALHOST.", true],
    ["http://localhost/", "http://localhost:80/", true],
    ["http://localhost/", "notlocalhost", false],
    ["http://localhost/", "localhost.example.org", false],
    ["http://10.0.0.5/", "is 10.0.0.5 up?", true],
    ["http://10.0.0.5/", "is 10.0.0.50 up?", false],
    ["http://10.0.0.5/", "is 110.0.0.5 up?", false],
    ["http://10.0.0.5/", "is 10.0.0.5.1 up?", false],
    ["http://0x0a000005/", "is 10.0.0.5 up?", true],
    ["http://0x0a000005/", "is 0x0a000005 up?", false],
    ["http://[::1]:8080/x", "see http://[::1]:8080/", true],
    ["http://example.org/", "https://x@example.org", false],
    ["no url", "no url", false],
  ])("%s in %j: %s", (url, text, expected) => {
    expect(isTypedHost(url, ["other words", text])).toBe(expected);
  });
});

test("a name that looks like anybody's never leads to this machine, whoever wrote it", () => {
  expect(mayReach("wiki.example.org", "intranet", true)).toBe(true);
  expect(mayReach("wiki.example.org", "intranet", false)).toBe(false);
  expect(mayReach("wiki.example.org", "local", true)).toBe(false);
  expect(mayReach("localhost", "local", true)).toBe(true);
  expect(mayReach("localhost", "local", false)).toBe(false);
  expect(mayReach("[::ffff:7f00:1]", "never", true)).toBe(false);
  expect(mayReach("example.org", "public", false)).toBe(true);
});
