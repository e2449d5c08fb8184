import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { afterAll, describe, expect, test } from "vitest";
import {
  issuesOf,
  live,
  liveSecrets,
  minimal,
  read,
  readRight,
  webhookSecret,
  withChange,
} from "./support/configuration.ts";

const folder = mkdtempSync(join(tmpdir(), "pay-checkout-config-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("secrets", () => {
  test("come from the environment", () => {
    const config = readRight(live, liveSecrets);
    expect(config.merchant.apiKeys[0]?.secret.reveal()).toBe(liveSecrets.API_KEY);
  });

  test("come from a file, without the newline that ends it", () => {
    const file = join(folder, "key");
    for (const end of ["", "\n", "\r\n"]) {
      writeFileSync(file, `sk_of_a_file${end}`);
      const config = readRight(withChange(minimal, "merchant.apiKeys.0.secret", { file }));
      expect(config.merchant.apiKeys[0]?.secret.reveal()).toBe("sk_of_a_file");
    }
    writeFileSync(file, "sk_of_a_file\n\n");
    expect(issuesOf(withChange(minimal, "merchant.apiKeys.0.secret", { file }))).toHaveProperty([
      "merchant.apiKeys.0.secret",
    ]);
  });

  test("a missing variable or file is named", () => {
    const file = join(folder, "nothing");
    const change = (secret: unknown) => issuesOf(withChange(minimal, "merchant.apiKeys.0.secret", secret));
    expect(change({ env: "NOT_SET" })).toEqual({
      "merchant.apiKeys.0.secret": "the environment variable NOT_SET is not set",
    });
    expect(change({ file })).toEqual({
      "merchant.apiKeys.0.secret": `the file ${file} cannot be read (ENOENT)`,
    });
    expect(change({ env: "A", file: "b" })).toEqual({
      "merchant.apiKeys.0.secret": 'must be { "env": "NAME" } or { "file": "PATH" }',
    });
  });

  test.each([
    { env: "SUPERSECRETVALUE-actual-key" },
    { env: "canary/base64+text==" },
    { env: "9canary" },
    { env: "sk_live_canary" },
    { env: "canary key" },
    { file: "sk_live_canary" },
    { file: "-----BEGIN PRIVATE KEY-----\ncanary" },
  ])("what may be the secret itself is not repeated where its place belongs: %j", (secret) => {
    const reading = read(withChange(minimal, "merchant.apiKeys.0.secret", secret));
    expect(reading).toMatchObject({
      issues: [{ path: "merchant.apiKeys.0.secret", message: expect.stringContaining('{ "') }],
    });
    expect(JSON.stringify(reading)).not.toMatch(/canary|SUPERSECRET/);
  });

  test("a variable with an unusual name is still read", () => {
    const config = withChange(minimal, "merchant.apiKeys.0.secret", { env: "pay.api-key" });
    expect(readRight(config, { "pay.api-key": "sk_1" }).merchant.apiKeys[0]?.secret.reveal()).toBe("sk_1");
  });

  test("a literal is accepted in sandbox and refused in live, wherever a secret stands", () => {
    const webhook = { url: "https://shop.example.com/hook", secrets: [webhookSecret] };
    const literal = {
      ...minimal,
      merchant: { ...minimal.merchant, webhooks: [webhook] },
      metrics: { token: "scrape-me" },
    };
    expect(issuesOf(literal)).toEqual({});
    const refusal = expect.stringContaining("a secret may not stand in a live file");
    expect(issuesOf({ ...literal, environment: "live" })).toEqual({
      "merchant.apiKeys.0.secret": refusal,
      "merchant.webhooks.0.secrets.0": refusal,
      "metrics.token": refusal,
      "encryption.keys": "is required in live; pay-checkout keys encryption makes one",
      "accounts.0.credentials.appSecret": refusal,
    });
  });

  test("what is not secret in credentials may stand in a live file, and may be a reference, too", () => {
    expect(issuesOf(live, liveSecrets)).toEqual({});
    const reference = withChange(live, "accounts.0.credentials.merchantNo", { env: "MERCHANT" });
    expect(issuesOf(reference, { ...liveSecrets, MERCHANT: "2000000001" })).toEqual({});
  });

  test("never print: neither in the configuration nor in what is wrong with it", () => {
    const config = readRight(live, liveSecrets);
    const printed = inspect(config, { depth: null }) + JSON.stringify(config);
    expect(printed).not.toContain("canary");
    const wrong = read({ ...live, publicUrl: 1, database: { url: "postgres://u:canary@db/x" } }, liveSecrets);
    expect(wrong.ok).toBe(false);
    expect(inspect(wrong, { depth: null })).not.toContain("canary");
  });
});

describe("webhook secrets", () => {
  test("a webhook secret must be whsec_ and whole base64", () => {
    const unpadded = webhookSecret.replace(/=$/, "");
    for (const secret of ["whsec_", "whsec_!!", "c2VjcmV0", "whsec_a", "whsec_abc", unpadded]) {
      const webhook = { url: "https://shop.example.com/hook", secrets: [secret] };
      expect(issuesOf(withChange(minimal, "merchant.webhooks", [webhook]))).toEqual({
        "merchant.webhooks.0.secrets.0": "must be whsec_ followed by base64, the = that ends it included",
      });
    }
  });

  test("every webhook secret that is accepted is one that the library can sign with", () => {
    const pasted = fc.oneof(fc.base64String(), fc.stringMatching(/^[A-Za-z0-9+/]{0,9}={0,3}$/));
    fc.assert(
      fc.property(pasted, (text) => {
        const secret = `whsec_${text}`;
        const webhook = { url: "https://shop.example.com/hook", secrets: [secret] };
        fc.pre(read(withChange(minimal, "merchant.webhooks", [webhook])).ok);
        expect(new Webhook(secret).sign("evt_1", new Date(0), "{}")).toMatch(/^v1,/);
      }),
    );
  });
});
