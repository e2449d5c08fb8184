import { createHash, randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Secret } from "../../bff/core/secret.ts";
import { eventGuides } from "../../bff/http/examples/events.ts";
import { createSeal, SealError } from "../../bff/storage/encryption/seal.ts";

const seal = createSeal(new Uint8Array(32).fill(7));
const context = "payments.payer:pay_1";
const packedBody =
  '{"type":"session.expired","timestamp":"2026-11-19T12:00:00.000Z","data":{"name":"Ana Díaz"}}';

describe("seal", () => {
  test("opens what the first version sealed", () => {
    const sealed =
      "ASMhAX-FjohTej97bFfEq0N45FreRHCYwabVgwH8R8XRYzI-CbCRGcRKTcno0H07ZOSv253TA29jgfkXtOLKvb-mUFpX5Ar61Q";
    const text = createSeal(new Uint8Array(32).fill(7)).open(sealed, "events.body:evt_1");
    expect(text).toBe("kept since the first version");
  });

  test("opens what it sealed, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 500 }), fc.string(), (text, where) => {
        expect(seal.open(seal.seal(text, where), where)).toBe(text);
      }),
    );
  });

  test("never gives the same twice, and nothing of the text", () => {
    const texts = Array.from({ length: 50 }, () => seal.seal("Ana Díaz, ana@example.com", context));
    expect(new Set(texts).size).toBe(50);
    for (const sealed of texts) {
      expect(sealed).toMatch(/^[A-Za-z0-9_-]+$/);
      expect(Buffer.from(sealed, "base64url").toString("latin1")).not.toContain("ana@");
    }
  });

  test("opens nowhere else: not for another row, not for another column", () => {
    const sealed = seal.seal("secret", context);
    for (const elsewhere of ["payments.payer:pay_2", "sessions.customer:pay_1", "", `${context} `]) {
      expect(() => seal.open(sealed, elsewhere)).toThrow(SealError);
    }
  });

  test("refuses any change of any character, and any shortening", () => {
    const sealed = seal.seal("secret", context);
    for (let i = 0; i < sealed.length; i++) {
      const other = sealed[i] === "A" ? "B" : "A";
      expect(() => seal.open(sealed.slice(0, i) + other + sealed.slice(i + 1), context)).toThrow(SealError);
      expect(() => seal.open(sealed.slice(0, i), context)).toThrow(SealError);
    }
    expect(() => seal.open(`${sealed}AA`, context)).toThrow(SealError);
    expect(() => seal.open(` ${sealed}`, context)).toThrow(SealError);
  });

  test("refuses what another data key sealed", () => {
    const other = createSeal(randomBytes(32));
    expect(() => other.open(seal.seal("secret", context), context)).toThrow(SealError);
  });

  test("says so when a later version sealed it", () => {
    const bytes = Buffer.from(seal.seal("secret", context), "base64url");
    bytes[0] = 3;
    expect(() => seal.open(bytes.toString("base64url"), context)).toThrow("later version");
  });

  test("keeps opening what an earlier release sealed", () => {
    const sealed =
      "AcQNu6gv2PSmm0kLNBBIBwhS6xGvB7VM1XNeBC-7ihVOyH7Ln1ejq5zlWnwJqbtc3sBgwkFgBHhw-Dgx09zKTPp8dc7KfUmA";
    expect(seal.open(sealed, context)).toBe('{"email":"ana@example.com"}');
  });

  test("opens the packed body of an event that this version sealed, so that its dictionary never changes", () => {
    expect(
      seal.open(
        "AreRmNvn3HHJ8a-OCor1SAACeDo-PYokoh5NV_vC9N3jQcTYY4CVmQXIj513Irk4BUSeGPS4rtG14k1oq3zJvvXKEWWvY-H2uLMlKbzuHqT4nBK2Qk2VwZDJ",
        "events.body:evt_1",
      ),
    ).toBe(packedBody);
  });

  test("packs the bodies of events to a quarter, and gives them back byte by byte", () => {
    const body = JSON.stringify({
      type: "payment.succeeded",
      timestamp: "2026-11-19T12:00:00.000Z",
      data: eventGuides["payment.succeeded"].data,
    });
    const where = "events.body:evt_1";
    const sealed = seal.seal(body, where);
    expect(seal.open(sealed, where)).toBe(body);
    expect(sealed.length * 3).toBeLessThan(seal.seal(body, context).length);
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 3_000 }), (text) => {
        expect(seal.open(seal.seal(text, where), where)).toBe(Buffer.from(text).toString());
      }),
    );
  });

  test("opens a packed body nowhere else, and never as one that is not packed", () => {
    const sealed = Buffer.from(seal.seal("{}", "events.body:evt_1"), "base64url");
    expect(() => seal.open(sealed.toString("base64url"), "events.body:evt_2")).toThrow(SealError);
    sealed[0] = 1;
    expect(() => seal.open(sealed.toString("base64url"), "events.body:evt_1")).toThrow(SealError);
  });

  test("wants a data key of 32 bytes", () => {
    expect(() => createSeal(new Uint8Array(16))).toThrow("32 bytes");
  });
});

describe("what is derived instead of stored", () => {
  test("is the same every time, and another for every id, purpose and data key", () => {
    const other = createSeal(new Uint8Array(32).fill(8));
    const texts = [seal, other].flatMap((one) =>
      ["cs_1", "cs_2"].flatMap((id) => [
        one.clientToken(id).slice("ct_".length),
        one.returnMac(id),
        one.callbackToken(id),
      ]),
    );
    expect(new Set(texts).size).toBe(texts.length);
    expect(createSeal(new Uint8Array(32).fill(7)).clientToken("cs_1")).toBe(seal.clientToken("cs_1"));
  });

  test("does not change from release to release: tokens are in customers' hands", () => {
    expect(seal.clientToken("cs_1")).toBe("ct_7f2BoEs9LFyHd4cqodwvGb");
    expect(seal.returnMac("pay_1")).toBe("3yQsTD713KIK4xTMU3JhF0");
  });

  test("has 128 bits in characters that are safe in a URL", () => {
    fc.assert(
      fc.property(fc.string(), (id) => {
        expect(seal.clientToken(id)).toMatch(/^ct_[0-9A-Za-z]{22}$/);
        expect(seal.returnMac(id)).toMatch(/^[0-9A-Za-z]{22}$/);
      }),
    );
  });

  test("is verified exactly", () => {
    const mac = seal.returnMac("pay_1");
    expect(seal.verifyReturnMac("pay_1", mac)).toBe(true);
    expect(seal.verifyReturnMac("pay_2", mac)).toBe(false);
    for (const wrong of [
      "",
      mac.slice(1),
      `${mac}0`,
      mac.toLowerCase() === mac ? mac.toUpperCase() : mac.toLowerCase(),
    ]) {
      expect(seal.verifyReturnMac("pay_1", wrong)).toBe(false);
    }
  });

  test("fingerprints are the same for the same text, purpose and data key, and for no other", () => {
    const other = createSeal(new Uint8Array(32).fill(8));
    const fingerprints = [seal, other].flatMap((one) =>
      ["a", "b"].flatMap((text) => ["c", "d"].map((purpose) => one.fingerprint(text, purpose))),
    );
    expect(new Set(fingerprints).size).toBe(8);
    for (const fingerprint of fingerprints) expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(createSeal(new Uint8Array(32).fill(7)).fingerprint("a", "c")).toBe(seal.fingerprint("a", "c"));
    expect(fingerprints).not.toContain(seal.hash("a"));
  });

  test("hashes as SHA-256 in hex", () => {
    expect(seal.hash("ct_ü")).toBe(createHash("sha256").update("ct_ü").digest("hex"));
  });
});

describe("under encryption keys", () => {
  const keyOf = (id: string) => ({
    id,
    secret: new Secret(Buffer.from(id.padEnd(32, "-")).toString("hex")),
  });
  const dataKey = new Uint8Array(32).fill(7);
  const one = createSeal(dataKey, [keyOf("one")]);
  const both = createSeal(dataKey, [keyOf("two"), keyOf("one")]);

  test("the first seals and stands beside the text, the others still open", () => {
    const before = one.seal("a", "events.body:evt_1");
    expect(before).toMatch(/^2\.one\.[A-Za-z0-9_-]+$/);
    expect(both.open(before, "events.body:evt_1")).toBe("a");
    expect(both.seal("a", "events.body:evt_1")).toMatch(/^2\.two\./);
    expect([both.keyId, one.keyId, seal.keyId]).toEqual(["two", "one", null]);
  });

  test("what was sealed before there were any still opens", () => {
    expect(both.open(seal.seal("a", "c"), "c")).toBe("a");
  });

  test("a key that is not configured is named", () => {
    const text = both.seal("a", "c");
    expect(() => one.open(text, "c")).toThrow(
      'The text is sealed under the encryption key "two", which is not configured here.',
    );
    expect(() => one.open(text, "c")).toThrow(SealError);
    expect(() => seal.open(text, "c")).toThrow(SealError);
  });

  test("the data key alone opens nothing of it, nor does another key under the name", () => {
    const text = one.seal("a", "c");
    expect(() => seal.open(text.split(".")[2] ?? "", "c")).toThrow(SealError);
    const renamed = text.replace("2.one.", "2.two.");
    expect(() => both.open(renamed, "c")).toThrow(SealError);
    const impostor = createSeal(dataKey, [{ ...keyOf("two"), id: "one" }]);
    expect(() => impostor.open(text, "c")).toThrow(SealError);
  });

  test.each(["3.one.AAAA", "2.one.", "2.one", "2..AAAA", "..", "2.one.AA.AA"])("%j does not open", (text) => {
    expect(() => one.open(text, "c")).toThrow(SealError);
  });

  test("client tokens are another under each key that seals, and the data key alone makes none of them", () => {
    const tokens = [seal, one, both].map((each) => each.clientToken("cs_1"));
    expect(new Set(tokens).size).toBe(3);
    expect(createSeal(dataKey, [keyOf("one"), keyOf("two")]).clientToken("cs_1")).toBe(
      one.clientToken("cs_1"),
    );
    expect(createSeal(new Uint8Array(32).fill(8), [keyOf("one")]).clientToken("cs_1")).not.toBe(
      one.clientToken("cs_1"),
    );
  });

  test("addresses and digests are the same under every key, so they survive a rotation", () => {
    expect(both.callbackToken("pay_1")).toBe(one.callbackToken("pay_1"));
    expect(both.verifyReturnMac("pay_1", one.returnMac("pay_1"))).toBe(true);
    expect(both.fingerprint("012345678901", "utr")).toBe(one.fingerprint("012345678901", "utr"));
  });
});
