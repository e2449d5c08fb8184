import { describe, expect, test } from "vitest";
import { type ConfigReading, readConfig } from "../../bff/config.ts";
import { passwordHash, totpText } from "../support/operators.ts";

const strongHash = passwordHash.replace("ln=4", "ln=17");
const base = {
  publicUrl: "https://pay.example.com",
  accounts: [
    {
      id: "paypro-mx",
      provider: "paypro",
      baseUrl: "https://pay.example.net/mex-pay",
      credentials: { merchantNo: { env: "NO" }, appSecret: { env: "SECRET" } },
      methods: [{ method: "store", channel: "store", currency: "MXN", countries: ["MX"] }],
    },
  ],
};
const env = {
  KEY: "vK3x9QmW7sLp2Zt8Rb4Yc6Nd1Jf5Hg0T",
  SEAL: "ek_mT4vGq0Lr8Xn2Ws6Yb1Zc9Kd3Hf7Jp5Ea8Uo2Ri4QwA",
  NO: "2000000001",
  SECRET: "pR7w2Kx9Lm4Qz8Vt",
  CODE: totpText,
};

function read(environment: "live" | "sandbox", operators: unknown, more: object = {}): ConfigReading {
  const config = {
    ...base,
    environment,
    merchant: { name: "Shop", apiKeys: [{ id: "backend", secret: { env: "KEY" } }] },
    encryption: { keys: [{ id: "a", secret: { env: "SEAL" } }] },
    console: { operators },
  };
  return readConfig({ text: JSON.stringify(config), env: { ...env, ...more } });
}

/** What is wrong with the console's part. */
function mistakes(reading: ConfigReading): string[] {
  if (reading.ok) return [];
  return reading.issues
    .filter(({ path }) => path.startsWith("console"))
    .map(({ path, message }) => `${path}: ${message}`);
}

const ana = { id: "ana", password: { env: "PASSWORD" }, totp: { env: "CODE" }, scopes: ["operate"] };

describe("an operator", () => {
  test("has secrets that print as [secret]", () => {
    const reading = read("live", [ana], { PASSWORD: strongHash });
    if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
    const [operator] = reading.config.console.operators;
    expect(operator).toMatchObject({ id: "ana", scopes: ["operate"] });
    expect(operator?.password.reveal()).toBe(strongHash);
    expect(JSON.stringify(operator)).toBe(
      '{"id":"ana","password":"[secret]","totp":"[secret]","scopes":["operate"]}',
    );
  });

  test.each([
    ["a hash that costs a thief too little", passwordHash, /at least ln=15,r=8 in live/],
    ["a password that is too short", "Kx9mQ2vL7pR4", /at least 32 characters in live/],
    ["a pattern", "a".repeat(40), /must be random in live/],
    ["no hash at all", "$2b$12$abcdefghijklmnopqrstuv", /must be a password's hash/],
  ])("with %s is refused in live", (_, password, message) => {
    expect(mistakes(read("live", [ana], { PASSWORD: password }))).toEqual([expect.stringMatching(message)]);
  });

  test("with a random password of 32 characters is let in live", () => {
    expect(mistakes(read("live", [ana], { PASSWORD: "vK3x9QmW7sLp2Zt8Rb4Yc6Nd1Jf5Hg0Q" }))).toEqual([]);
  });

  test.each([
    ["no base32", "0189", /must be a secret in base32/],
    ["too short", "JBSWY3DPEHPK3PXP", /must hold at least 16 bytes in live/],
    ["empty", "====", /must be a secret in base32/],
  ])("whose code's secret is %s is refused in live", (_, code, message) => {
    expect(mistakes(read("live", [ana], { PASSWORD: strongHash, CODE: code }))).toEqual([
      expect.stringMatching(message),
    ]);
  });

  test("has literal secrets in a sandbox alone", () => {
    const literal = { ...ana, password: "a word", totp: "JBSWY3DPEHPK3PXP" };
    expect(mistakes(read("sandbox", [literal]))).toEqual([]);
    expect(mistakes(read("live", [literal]))).toHaveLength(2);
  });

  test.each([
    [{ ...ana, scopes: undefined }, /scopes: is required/],
    [{ ...ana, scopes: [] }, /scopes/],
    [{ ...ana, scopes: ["root"] }, /scopes.0/],
    [{ ...ana, id: "ana:b" }, /id: must be 1 to 64 letters/],
    [{ ...ana, name: "Ana" }, /name/],
  ])("%j is refused by its field", (operator, message) => {
    expect(mistakes(read("sandbox", [operator], { PASSWORD: "word" }))).toEqual([
      expect.stringMatching(message),
    ]);
  });

  test("shares its name with no other, and its code's secret with nobody", () => {
    const other = { ...ana, password: { env: "OTHER" } };
    expect(mistakes(read("sandbox", [ana, other], { PASSWORD: "one", OTHER: "two" }))).toEqual([
      "console.operators.1.totp: is the same as console.operators.0.totp",
      "console.operators.1.id: is the same as console.operators.0.id",
    ]);
  });

  test("has no password that is an API key in live", () => {
    expect(mistakes(read("live", [ana], { PASSWORD: env.KEY }))).toEqual([
      "console.operators.0.password: is the same as merchant.apiKeys.0.secret",
    ]);
  });
});
