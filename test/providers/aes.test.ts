import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type AesInput,
  type AesReading,
  aesAlgorithms,
  readAesCipher,
} from "../../bff/providers/signing/aes.ts";

const ecb: AesInput = {
  algorithm: "aes-256-ecb",
  key: "ecb797f9e9feab0a92ab283978d33711",
  keyEncoding: "utf8",
  iv: null,
};

function open(input: AesInput) {
  const reading = readAesCipher(input);
  if (!reading.ok) throw new Error(reading.message);
  return reading.cipher;
}

function refusal(reading: AesReading): string {
  return reading.ok ? "accepted" : `${reading.field} ${reading.message}`;
}

describe("AES", () => {
  test("agrees with the vendor's known answer", () => {
    expect(open(ecb).encrypt("Test")).toBe("M2SwiX1fxQ5aJ34scDi0zA==");
    expect(open(ecb).decrypt("M2SwiX1fxQ5aJ34scDi0zA==")).toBe("Test");
  });

  for (const algorithm of aesAlgorithms) {
    test(`${algorithm} gives back any text, in every key encoding`, () => {
      const bytes = Number(algorithm.slice(4, 7)) / 8;
      fc.assert(
        fc.property(
          fc.string({ unit: "grapheme", maxLength: 60 }),
          fc.uint8Array({ minLength: bytes, maxLength: bytes }),
          fc.uint8Array({ minLength: 16, maxLength: 16 }),
          fc.constantFrom("hex" as const, "base64" as const),
          (text, key, iv, keyEncoding) => {
            const cipher = open({
              algorithm,
              key: Buffer.from(key).toString(keyEncoding),
              keyEncoding,
              iv: algorithm.endsWith("cbc") ? Buffer.from(iv).toString(keyEncoding) : null,
            });
            expect(cipher.decrypt(cipher.encrypt(text))).toBe(text);
          },
        ),
      );
    });
  }

  test("never gives the plain text back for a changed cipher, and never throws", () => {
    const plain = '{"sourceNo":"T0001","processCode":30,"paid":true}';
    const cipher = open(ecb);
    const text = cipher.encrypt(plain);
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom(..."AQgw/+=_- é"), (at, character) => {
        fc.pre(text[at] !== character);
        expect(cipher.decrypt(text.slice(0, at) + character + text.slice(at + 1))).not.toBe(plain);
      }),
    );
    fc.assert(
      fc.property(fc.nat(text.length - 1), (length) => {
        expect(cipher.decrypt(text.slice(0, length))).not.toBe(plain);
      }),
    );
  });

  test("refuses what is not base64, not whole blocks, not padded or not UTF-8", () => {
    const cipher = open(ecb);
    for (const text of [
      "",
      "Test",
      "M2SwiX1fxQ5aJ34scDi0zA==!",
      "M2SwiX1fxQ5aJ34scDi0zA======",
      "M2SwiX1fxQ5aJ34scDi0zA",
      "AAAA",
    ]) {
      expect(cipher.decrypt(text)).toBeUndefined();
    }
  });

  test("says which of key and iv is wrong, and how, without showing it", () => {
    const key = "s3cr3t-k3y-that-is-too-short";
    expect(refusal(readAesCipher({ ...ecb, key }))).toBe(
      "key has 28 bytes when read as utf8; aes-256-ecb needs 32 (cut off, or another keyEncoding?)",
    );
    expect(refusal(readAesCipher({ ...ecb, keyEncoding: "hex" }))).toContain(
      "key has 16 bytes when read as hex",
    );
    expect(refusal(readAesCipher({ ...ecb, key: "xyz", keyEncoding: "hex" }))).toBe(
      "key is not hex, as the option keyEncoding says",
    );
    expect(refusal(readAesCipher({ ...ecb, algorithm: "aes-128-ecb" }))).toBe(
      "key has 32 bytes when read as utf8; aes-128-ecb needs 16",
    );
    expect(refusal(readAesCipher({ ...ecb, algorithm: "aes-256-cbc" }))).toBe("iv is needed by aes-256-cbc");
    expect(refusal(readAesCipher({ ...ecb, algorithm: "aes-256-cbc", iv: "short" }))).toBe(
      "iv has 5 bytes when read as utf8; aes-256-cbc needs 16",
    );
    expect(refusal(readAesCipher({ ...ecb, iv: "0123456789abcdef" }))).toBe("iv has no use with aes-256-ecb");
  });
});
