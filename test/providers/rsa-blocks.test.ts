import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  decryptBlocks,
  decryptManyBlocks,
  encryptBlocks,
  signRsa,
  verifyRsa,
} from "../../bff/providers/signing/rsa-blocks.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const larger = generateKeyPairSync("rsa", { modulusLength: 3072 });

describe("RSA in blocks", () => {
  test("gives back any text, whatever its length", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 1500 }), async (plain) => {
        const cipher = encryptBlocks(plain, publicKey);
        expect(decryptBlocks(cipher, privateKey, 100)).toEqual(Buffer.from(plain));
        expect(await decryptManyBlocks(cipher, privateKey, 100)).toEqual(Buffer.from(plain));
      }),
      { numRuns: 40 },
    );
  });

  test("cuts at key bytes − 11", () => {
    expect(encryptBlocks(Buffer.alloc(245), publicKey)).toHaveLength(256);
    expect(encryptBlocks(Buffer.alloc(246), publicKey)).toHaveLength(512);
    expect(encryptBlocks(Buffer.alloc(373), larger.publicKey)).toHaveLength(384);
    expect(encryptBlocks(Buffer.alloc(374), larger.publicKey)).toHaveLength(768);
  });

  test("gives nothing for a wrong length, no block, or more blocks than allowed", async () => {
    const cipher = encryptBlocks(Buffer.alloc(600, 1), publicKey);
    for (const wrong of [
      cipher.subarray(0, 700),
      Buffer.alloc(0),
      Buffer.concat([cipher, Buffer.from("x")]),
    ]) {
      expect(decryptBlocks(wrong, privateKey, 100)).toBeUndefined();
      expect(await decryptManyBlocks(wrong, privateKey, 100)).toBeUndefined();
    }
    expect(decryptBlocks(cipher, privateKey, 3)).toHaveLength(600);
    expect(decryptBlocks(cipher, privateKey, 2)).toBeUndefined();
    expect(await decryptManyBlocks(cipher, privateKey, 2)).toBeUndefined();
  });

  test("never gives the plain text for a tampered block and never throws", () => {
    const plain = Buffer.from("outOrderId T0001");
    const cipher = encryptBlocks(plain, publicKey);
    fc.assert(
      fc.property(fc.nat(255), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const tampered = Buffer.from(cipher);
        tampered[at] = (tampered[at] ?? 0) ^ change;
        const out = decryptBlocks(tampered, privateKey, 1);
        expect(out === undefined || !out.equals(plain)).toBe(true);
      }),
      { numRuns: 60 },
    );
    expect(decryptBlocks(Buffer.alloc(256, 0xff), privateKey, 1)).toBeUndefined();
  });

  test("works through a long answer without keeping others waiting", async () => {
    const plain = Buffer.alloc(245 * 60, "x");
    const cipher = encryptBlocks(plain, publicKey);
    let turns = 0;
    const counting = setInterval(() => {
      turns += 1;
    }, 0);
    const out = await decryptManyBlocks(cipher, privateKey, 60);
    clearInterval(counting);
    expect(out).toEqual(plain);
    expect(turns).toBeGreaterThan(0);
  });
});

describe("an RSA signature", () => {
  for (const digest of ["RSA-SHA256", "RSA-SHA1", "RSA-MD5"] as const) {
    test(`by ${digest} is base64url without padding, fits its text and no other`, () => {
      const signature = signRsa("029e6d6360fb5733f336454159bd6c73", privateKey, digest);
      expect(signature).toMatch(/^[A-Za-z0-9_-]+$/);
      const bytes = Buffer.from(signature, "base64url");
      expect(verifyRsa("029e6d6360fb5733f336454159bd6c73", bytes, publicKey, digest)).toBe(true);
      expect(verifyRsa("129e6d6360fb5733f336454159bd6c73", bytes, publicKey, digest)).toBe(false);
      expect(verifyRsa("029e6d6360fb5733f336454159bd6c73", bytes, larger.publicKey, digest)).toBe(false);
      expect(verifyRsa("029e6d6360fb5733f336454159bd6c73", bytes.subarray(1), publicKey, digest)).toBe(false);
      expect(verifyRsa("029e6d6360fb5733f336454159bd6c73", Buffer.alloc(0), publicKey, digest)).toBe(false);
    });
  }

  test("by one digest does not pass for another", () => {
    const bytes = Buffer.from(signRsa("a", privateKey, "RSA-SHA1"), "base64url");
    expect(verifyRsa("a", bytes, publicKey, "RSA-SHA256")).toBe(false);
  });
});
