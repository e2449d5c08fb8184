import { describe, expect, test } from "vitest";
import { fromBase32, toBase32 } from "../../bff/core/base32.ts";
import { dearestCost, formatPasswordHash, parsePasswordHash } from "../../bff/core/password-hash.ts";
import { Secret } from "../../bff/core/secret.ts";
import { createPasswordChecks, hashPassword } from "../../bff/services/operators/passwords.ts";
import { codeOf, stepOfCode } from "../../bff/services/operators/totp.ts";
import { passwordHash, password as rightPassword, totpSecret, totpText } from "../support/operators.ts";

const cheap = { ln: 4, r: 8, p: 1 };

describe("a code", () => {
  // RFC 6238, appendix B, for SHA-1; the last six of its eight digits.
  test.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ])("at %i s is that of the RFC's vector", (seconds, code) => {
    expect(codeOf(totpSecret, Math.floor(seconds / 30))).toBe(code);
    expect(stepOfCode(totpSecret, code, seconds * 1_000)).toBe(Math.floor(seconds / 30));
  });

  test("is right one step early and late, and wrong two steps away", () => {
    const at = (offset: number) => stepOfCode(totpSecret, codeOf(totpSecret, 1_000 + offset), 30_000_000);
    expect([-2, -1, 0, 1, 2].map(at)).toEqual([null, 999, 1_000, 1_001, null]);
  });

  test.each(["", "28708", "2870820", "28708a", "      ", "２８７０８２"])("%j is none", (text) => {
    expect(stepOfCode(totpSecret, text, 59_000)).toBeNull();
  });
});

describe("base32", () => {
  test("reads what RFC 4648 writes, with small letters, blanks and padding", () => {
    expect(fromBase32(totpText)).toEqual(Uint8Array.from(totpSecret));
    expect(fromBase32("mzxw 6yq=")).toEqual(Uint8Array.from(Buffer.from("foob")));
    expect(toBase32(Buffer.from("foobar"))).toBe("MZXW6YTBOI");
    expect([fromBase32(""), fromBase32("0189"), fromBase32("ÄÖ")]).toEqual([undefined, undefined, undefined]);
  });
});

describe("a password's hash", () => {
  test("is read as it is written", () => {
    const parsed = parsePasswordHash(passwordHash);
    expect(parsed?.cost).toEqual(cheap);
    if (parsed === undefined) throw new Error("the hash is none");
    expect(formatPasswordHash(parsed)).toBe(passwordHash);
  });

  test.each([
    ["another way to hash", passwordHash.replace("scrypt", "argon2id")],
    ["more memory than a sign-in may take", passwordHash.replace("ln=4", "ln=22")],
    ["more work than a sign-in may take", passwordHash.replace("p=1", "p=99")],
    ["no cost", passwordHash.replace("ln=4", "ln=0")],
    ["a cost in fractions", passwordHash.replace("ln=4", "ln=4.5")],
    ["a part too many", `${passwordHash}$more`],
    ["a salt that was cut", passwordHash.replace(/1\$\w/, "1$")],
    ["a hash that was cut", passwordHash.slice(0, -2)],
  ])("with %s is none", (_, text) => {
    expect(parsePasswordHash(text)).toBeUndefined();
  });

  test("is another one each time, and only of this password", async () => {
    const [one, other] = [await hashPassword(rightPassword, cheap), await hashPassword(rightPassword, cheap)];
    expect(one).not.toBe(other);
    const { check } = createPasswordChecks({ costFor: () => cheap });
    const operator = { id: "ana", password: new Secret(one), totp: new Secret(totpText), scopes: [] };
    expect(await check(operator, rightPassword)).toBe(true);
    expect(await check(operator, `${rightPassword} `)).toBe(false);
    expect(await check(operator, one)).toBe(false);
  });

  test("is run once for each sign-in, at most two at once, and only so many wait", async () => {
    let [runs, atOnce, most] = [0, 0, 0];
    const { check } = createPasswordChecks({
      costFor: () => cheap,
      onRun() {
        runs++;
        most = Math.max(most, ++atOnce);
      },
    });
    const checks = Array.from({ length: 20 }, async () => {
      const result = await check(undefined, "guess");
      if (result !== undefined) atOnce--;
      return result;
    });
    const results = await Promise.all(checks);
    expect(results.filter((result) => result === undefined)).toHaveLength(2);
    expect(results.filter((result) => result === false)).toHaveLength(18);
    expect([runs, most]).toEqual([18, 2]);
  });
});

test("the work for a name that nobody has is that of the dearest hash", () => {
  const cheap = { ln: 4, r: 8, p: 1 };
  const dear = { ln: 15, r: 8, p: 3 };
  expect(dearestCost([cheap, dear, { ln: 16, r: 8, p: 1 }])).toBe(dear);
  expect(dearestCost([])).toBeUndefined();
});
