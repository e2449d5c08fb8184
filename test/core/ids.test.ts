import { randomBytes } from "node:crypto";
import { inspect } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isId, newEventId, newId, newOrderNo, orderNoOf, toBase62 } from "../../bff/core/ids.ts";
import { Secret } from "../../bff/core/secret.ts";

const random = { bytes: (length: number) => randomBytes(length) };

test("an id is its prefix and 22 base62 characters, which hold more than 128 bits", () => {
  expect(newId("pay", random)).toMatch(/^pay_[0-9A-Za-z]{22}$/);
  expect(22 * Math.log2(62)).toBeGreaterThan(128);
});

test("the ids of events are in the order of their numbers", () => {
  const number = fc.nat({ max: 62 ** 5 - 1 });
  fc.assert(
    fc.property(number, number, (one, other) => {
      fc.pre(one < other);
      const [lower, higher] = [newEventId(one, random), newEventId(other, random)];
      expect(lower < higher).toBe(true);
      expect([lower, higher].every((id) => isId("evt", id))).toBe(true);
    }),
  );
  expect(newEventId(62 ** 7, random)).toMatch(/^evt_zzzzz[0-9A-Za-z]{22}$/);
  expect(newEventId(1, random)).not.toBe(newEventId(1, random));
});

test("an order number is 14 digits of UTC time and 16 random characters: 30, of an alphabet providers take", () => {
  const orderNo = newOrderNo(Date.UTC(2026, 10, 20, 9, 8, 7), random);
  expect(orderNo).toMatch(/^20261120090807[0-9a-z]{16}$/);
  expect(orderNo).toHaveLength(30);
});

test("an order number that follows from a digest has the same form, is no time, and is another for another digest", () => {
  const digests = fc.uint8Array({ minLength: 32, maxLength: 32 });
  fc.assert(
    fc.property(digests, (digest) => {
      expect(orderNoOf(digest)).toMatch(/^00\d{12}[0-9a-z]{16}$/);
      expect(orderNoOf(digest)).toBe(orderNoOf(digest.slice()));
      const [first = 0, ...rest] = digest;
      expect(orderNoOf(Uint8Array.of(first ^ 1, ...rest.slice(0, -1), (rest.at(-1) ?? 0) ^ 1))).not.toBe(
        orderNoOf(digest),
      );
    }),
  );
});

test("every character is as likely as any other: no remainder favours some", () => {
  const everyByte = {
    bytes: (length: number) => Uint8Array.from({ length }, (_, index) => (index * 7) % 256),
  };
  const counts = new Map<string, number>();
  for (const character of newId("cs", { bytes: () => everyByte.bytes(256) }).slice(3)) {
    counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  expect(Math.max(...counts.values())).toBe(1);
});

test("a MAC's bytes become text of one length, different for different bytes", () => {
  const texts = [0, 1, 255].map((fill) => toBase62(new Uint8Array(16).fill(fill)));
  expect(new Set(texts).size).toBe(3);
  expect(new Set(texts.map((text) => text.length))).toEqual(new Set([22]));
});

test("a secret shows itself to nobody who prints it", () => {
  const secret = new Secret("sk_live_canary");
  const shown = [
    String(secret),
    `${secret}`,
    JSON.stringify({ secret }),
    inspect({ secret }),
    inspect(secret),
  ];
  for (const text of shown) {
    expect(text).not.toContain("canary");
    expect(text).toContain("[secret]");
  }
  expect(secret.reveal()).toBe("sk_live_canary");
});
