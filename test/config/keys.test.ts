import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { newEncryptionKey } from "../../bff/config/encryption-keys.ts";
import { objectToBytes, objectToToken } from "../../bff/config/strength.ts";
import { readConfig } from "../../bff/config.ts";

const bytes = Buffer.from("This is a made-up key of a test.");
const other = Buffer.from("This is another made-up test key");
const accessKey = "canary-api-key-of-live-0123456789";

/** @param webhookSecrets of one endpoint. */
function read(
  environment: "sandbox" | "live",
  secrets: Readonly<Record<string, string>>,
  webhookSecrets: readonly Buffer[] = [],
) {
  const { api = accessKey, metrics = accessKey.toUpperCase(), ...keys } = secrets;
  const webhooks = webhookSecrets.map((secret, at) => [`webhook${at}`, `whsec_${secret.toString("base64")}`]);
  const env = { api, metrics, appSecret: "canary-app-secret", ...keys, ...Object.fromEntries(webhooks) };
  const entries = Object.keys(keys).map((id) => ({ id, secret: { env: id } }));
  const text = JSON.stringify({
    environment,
    publicUrl: "https://pay.example.com",
    merchant: {
      name: "Cantina del Sol",
      apiKeys: [{ id: "backend", secret: { env: "api" } }],
      webhooks: webhooks.map(([name], at) => ({
        url: `https://shop.example.com/${at}`,
        secrets: [{ env: name }],
      })),
    },
    metrics: { token: { env: "metrics" } },
    ...(entries.length === 0 ? {} : { encryption: { keys: entries } }),
    accounts: [
      {
        id: "paypro-mx",
        provider: "paypro",
        baseUrl: "https://api.paypro.example/mex-pay",
        credentials: { merchantNo: "2000000001", appSecret: { env: "appSecret" } },
      },
    ],
  });
  return readConfig({ text, env });
}

function issuesOf(...input: Parameters<typeof read>): Record<string, string> {
  const reading = read(...input);
  const text = JSON.stringify(reading);
  for (const secret of Object.values(input[1])) {
    if (secret.length > 8) expect(text).not.toContain(secret);
  }
  return reading.ok ? {} : Object.fromEntries(reading.issues.map(({ path, message }) => [path, message]));
}

test.each([
  ["64 hex digits", bytes.toString("hex")],
  ["64 hex digits in capitals", bytes.toString("hex").toUpperCase()],
  ["base64", bytes.toString("base64")],
  ["base64url", bytes.toString("base64url")],
  ["what keys encryption prints", `ek_${bytes.toString("base64url")}`],
])("an encryption key may be %s, and is the same key in each form", (_form, text) => {
  const reading = read("live", { k1: text });
  if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
  const [key] = reading.config.encryption.keys;
  expect(key?.id).toBe("k1");
  expect(key?.secret.reveal()).toBe(bytes.toString("hex"));
  expect(JSON.stringify(reading.config)).not.toContain(bytes.toString("hex"));
});

test("what keys encryption prints is another key each time, of 32 bytes", () => {
  const keys = [newEncryptionKey(), newEncryptionKey()];
  expect(new Set(keys).size).toBe(2);
  for (const key of keys) {
    expect(key).toMatch(/^ek_[A-Za-z0-9_-]{43}$/);
    expect(issuesOf("live", { k1: key })).toEqual({});
  }
});

test.each([
  ["a word", "correct horse battery staple"],
  ["31 bytes in hex", bytes.subarray(1).toString("hex")],
  ["31 bytes in base64", bytes.subarray(1).toString("base64")],
  ["31 bytes with the prefix", `ek_${bytes.subarray(1).toString("base64url")}`],
  ["the prefix alone", "ek_"],
  ["a character that base64 has not", `${bytes.toString("base64url")}!`],
  ["more than anybody needs", "ab".repeat(600)],
])("%s is no encryption key, in sandbox neither", (_what, text) => {
  for (const environment of ["sandbox", "live"] as const) {
    expect(issuesOf(environment, { k1: text })).toEqual({
      "encryption.keys.0.secret":
        "must be at least 32 random bytes, as 64 hex digits or base64; pay-checkout keys encryption makes one",
    });
  }
});

test("live needs an encryption key, and the sandbox does not", () => {
  expect(issuesOf("live", {})).toEqual({
    "encryption.keys": "is required in live; pay-checkout keys encryption makes one",
  });
  const reading = read("sandbox", {});
  expect(reading.ok && reading.config.encryption).toEqual({ keys: [] });
});

test("one key under two ids is a mistake, also in two forms", () => {
  const issues = issuesOf("live", { k1: bytes.toString("hex"), k2: `ek_${bytes.toString("base64url")}` });
  expect(issues).toEqual({ "encryption.keys.1.secret": "is the same as encryption.keys.0.secret" });
  expect(issuesOf("live", { k1: bytes.toString("hex"), k2: other.toString("hex") })).toEqual({});
});

test.each([
  ["one character", "1", "must have at least 32 characters in live"],
  ["31 characters", accessKey.slice(0, 31), "must have at least 32 characters in live"],
  ["the same character", "x".repeat(40), "must be random in live, not a pattern or a placeholder"],
  ["the same word", "changeme".repeat(5), "must be random in live, not a pattern or a placeholder"],
  ["a long pattern", "0123456789abcdef".repeat(2), "must be random in live, not a pattern or a placeholder"],
  ["a row", "abcdefghijklmnopqrstuvwxyz123456", "must be random in live, not a pattern or a placeholder"],
  ["one other character", `${"x".repeat(31)}y`, "must be random in live, not a pattern or a placeholder"],
  ["a filled prefix", `sk_live_${"x".repeat(32)}`, "must be random in live, not a pattern or a placeholder"],
  [
    "the words of an example",
    "please-change-this-secret-key-now",
    "must be random in live, not a pattern or a placeholder",
  ],
])("in live, %s is no API key and no metrics token; in sandbox it is", (_what, text, message) => {
  const key = bytes.toString("hex");
  expect(issuesOf("live", { k1: key, api: text })).toEqual({ "merchant.apiKeys.0.secret": message });
  expect(issuesOf("live", { k1: key, metrics: text })).toEqual({ "metrics.token": message });
  expect(issuesOf("sandbox", { api: text, metrics: text })).toEqual({});
});

test("32 characters are enough", () => {
  const key = bytes.toString("hex");
  expect(issuesOf("live", { k1: key, api: accessKey.slice(0, 32) })).toEqual({});
});

test.each([
  ["zeros", Buffer.alloc(32)],
  ["the same byte", Buffer.alloc(40, 7)],
  ["two bytes in turn", Buffer.from("ab".repeat(16))],
  ["zeros and a one", Buffer.concat([Buffer.alloc(31), Buffer.from([1])])],
  ["bytes that count", Buffer.from(Array.from({ length: 32 }, (_, at) => at))],
  ["eight digits again and again", Buffer.from("12345678".repeat(4))],
])("in live, %s are no encryption key", (_what, text) => {
  expect(issuesOf("live", { k1: text.toString("base64") })).toEqual({
    "encryption.keys.0.secret": "must be random in live, not a pattern or a placeholder",
  });
  expect(issuesOf("sandbox", { k1: text.toString("base64") })).toEqual({});
});

test("what is random is no pattern, in whatever alphabet", () => {
  for (let n = 0; n < 2_000; n++) {
    expect(objectToToken("live")(randomBytes(16).toString("hex"))).toBeNull();
    expect(objectToToken("live")(randomBytes(24).toString("base64url"))).toBeNull();
    expect(objectToBytes(randomBytes(24))).toBeNull();
  }
});

test("in live, one secret in two places is a mistake, also in two forms", () => {
  const key = bytes.toString("base64url");
  const again = `ek_${other.toString("base64url")}`;
  expect(issuesOf("live", { k1: key, metrics: accessKey })).toEqual({
    "metrics.token": "is the same as merchant.apiKeys.0.secret",
  });
  expect(issuesOf("live", { k1: again, api: again })).toEqual({
    "encryption.keys.0.secret": "is the same as merchant.apiKeys.0.secret",
  });
  expect(issuesOf("live", { k1: again }, [other])).toEqual({
    "merchant.webhooks.0.secrets.0": "is the same as encryption.keys.0.secret",
  });
  expect(issuesOf("sandbox", { k1: again, api: again, metrics: again }, [other])).toEqual({});
});
