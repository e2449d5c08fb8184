/** Checks what the pages show as JSON. A piece of a configuration must be right in a whole one. */
import { expect, test } from "vitest";
import { z } from "zod";
import { readConfig } from "../../bff/config.ts";
import { blocksOf } from "./support/blocks.ts";

const env = {
  DATABASE_URL: "postgres://checkout@db.example.com/checkout?sslmode=verify-full",
  PAY_API_KEY: "made-up-key-of-the-backend-0123456",
  PAY_WEBHOOK_SECRET: `whsec_${Buffer.alloc(32).toString("base64")}`,
  METRICS_TOKEN: "made-up-word-of-who-reads-metrics",
  CONSOLE_ANA_PASSWORD: "made-up-password-of-ana-0123456789",
  CONSOLE_ANA_TOTP: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
  CHECKOUT_KEY_2026_11: "ek_VGhpcyBpcyBhIG1hZGUtdXAga2V5IG9mIGEgdGVzdC4",
  PAYPRO_SECRET: "made-up-1",
  CXPAY_KEY: "made-up-2",
  LHXPAY_SECRET: "made-up-3",
  BHARATPAY_KEY: "0123456789abcdef0123456789abcdef",
};
const configKeys = [
  "environment",
  "listen",
  "publicUrl",
  "database",
  "merchant",
  "network",
  "limits",
  "encryption",
  "retention",
  "metrics",
  "payouts",
  "console",
  "accounts",
];
const anyObject = z.record(z.string(), z.unknown());
const wholeOnes = blocksOf("json").map(({ at, text }) => ({ at, value: anyObject.parse(JSON.parse(text)) }));
const configs = wholeOnes.filter(({ value }) => Object.keys(value).every((key) => configKeys.includes(key)));

/** What a piece leaves out. */
const rest = {
  environment: "sandbox",
  publicUrl: "http://127.0.0.1:8787",
  merchant: {
    name: "Cantina del Sol",
    apiKeys: [{ id: "backend", secret: "sk_sandbox_1" }],
    allowedOrigins: ["http://127.0.0.1:8080"],
  },
  network: { allowPrivateAddresses: true },
  accounts: [
    {
      id: "paypro-mx",
      provider: "paypro",
      baseUrl: "http://127.0.0.1:9104/mex-pay",
      credentials: { merchantNo: "2000000001", appSecret: "made-up-secret" },
      methods: [{ method: "store", channel: "store", currency: "MXN", countries: ["MX"] }],
    },
  ],
};

/** What is wrong with it, but for the files of secrets, which are not on this machine. */
function mistakesIn(value: Readonly<Record<string, unknown>>): readonly string[] {
  const merchant = { ...rest.merchant, ...anyObject.optional().parse(value.merchant) };
  const read = readConfig({ text: JSON.stringify({ ...rest, ...value, merchant }), env });
  if (read.ok) return [];
  return read.issues
    .map(({ path, message }) => `${path}: ${message}`)
    .filter((line) => !/: the file \S+ cannot be read \(ENOENT\)$/.test(line));
}

test("every configuration in the pages, and every piece of one, is right", () => {
  const wrong = configs.flatMap(({ at, value }) => mistakesIn(value).map((line) => `${at}: ${line}`));
  expect(wrong).toEqual([]);
  expect(configs.length).toBeGreaterThan(1);
});

test("a piece of a configuration that is wrong is noticed", () => {
  expect(mistakesIn({ listen: { host: "0.0.0.0", prot: 8787 } })).not.toEqual([]);
  expect(mistakesIn({ merchant: { webhooks: [{ url: "ftp://shop.example.com" }] } })).not.toEqual([]);
});
