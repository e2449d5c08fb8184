import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isWithin, parseRange } from "../../bff/core/address-ranges.ts";

function isIn(address: string, ...ranges: readonly string[]): boolean {
  return isWithin(
    address,
    ranges.flatMap((range) => parseRange(range) ?? []),
  );
}

describe("a list of addresses", () => {
  test.each([
    ["10.0.0.0/8", "10.1.2.3", true],
    ["10.0.0.0/8", "11.0.0.0", false],
    ["203.0.113.7", "203.0.113.7", true],
    ["203.0.113.7", "203.0.113.8", false],
    ["0.0.0.0/0", "198.51.100.1", true],
    ["2001:db8::/32", "2001:db8:1::1", true],
    ["2001:db8::/32", "2001:db9::1", false],
    ["::1", "::1", true],
    ["fe80::/10", "fe80::1%eth0", true],
    // An IPv4 client may come to an IPv6 socket.
    ["10.0.0.0/8", "::ffff:10.1.2.3", true],
    ["10.0.0.0/8", "::ffff:a01:203", true],
    ["10.0.0.0/8", "::ffff:11.1.2.3", false],
    ["::ffff:10.0.0.0/104", "10.1.2.3", true],
    ["::ffff:10.0.0.0/104", "11.1.2.3", false],
    // Whoever lets all of IPv6 in has said nothing of IPv4.
    ["::/0", "10.1.2.3", false],
    ["10.0.0.0/8", "", false],
    ["10.0.0.0/8", "unknown", false],
    ["10.0.0.0/8", "10.1.2.3, 10.1.2.4", false],
    ["0.0.0.0/0", "0x7f.1", false],
  ])("%s has %s: %s", (range, address, expected) => {
    expect(isIn(address, range)).toBe(expected);
  });

  test("has what any of its ranges has", () => {
    expect(
      ["10.0.0.1", "2001:db8::1", "192.0.2.1"].map((address) => isIn(address, "10.0.0.0/8", "2001:db8::/32")),
    ).toEqual([true, true, false]);
  });

  test("takes any text for an address that may come, and throws at none", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.ipV4(), fc.ipV6()), (text) => {
        expect(typeof isIn(text, "10.0.0.0/8", "::1")).toBe("boolean");
      }),
    );
  });
});

test.each([
  ["10.0.0.0/8", true],
  ["10.0.0.1", true],
  ["::ffff:10.0.0.0/104", true],
  ["2001:db8::/128", true],
  ["10.0.0.0/33", false],
  ["2001:db8::/129", false],
  ["10.0.0.0/-1", false],
  ["10.0.0.0/08", false],
  ["10.0.0.0/", false],
  ["10.0.0.0/8/8", false],
  ["10.0.0/8", false],
  ["::ffff:10.0.0.0/8", false],
  ["fe80::1%eth0", false],
  ["localhost", false],
  ["", false],
  ["1".repeat(5_000), false],
])("%s is a range: %s", (text, expected) => {
  expect(parseRange(text) !== undefined).toBe(expected);
});
