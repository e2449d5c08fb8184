import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { afterAll, describe, expect, test } from "vitest";
import type { CheckoutConfig } from "../../bff/config/types.ts";
import { readConfig } from "../../bff/config.ts";

const folder = mkdtempSync(join(tmpdir(), "pay-checkout-config-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Json {
  readonly [key: string]: unknown;
}

const webhookSecret = `whsec_${Buffer.from("a made-up webhook secret of a test").toString("base64")}`;
const payproMethod = { method: "store", channel: "store", currency: "MXN" };
const account = {
  id: "paypro-mx",
  provider: "paypro",
  baseUrl: "https://api.paypro.example/mex-pay",
  credentials: { merchantNo: "2000000001", appSecret: "canary-app-secret" },
  methods: [payproMethod],
};
const minimal = {
  environment: "sandbox",
  publicUrl: "https://pay.example.com",
  merchant: { name: "Cantina del Sol", apiKeys: [{ id: "backend", secret: "sk_sandbox_1" }] },
  accounts: [account],
};
const liveSecrets = {
  API_KEY: "canary-api-key-of-live-0123456789",
  APP_SECRET: "canary-app-secret-of-live",
  ENCRYPTION_KEY: "ek_VGhpcyBpcyBhIG1hZGUtdXAga2V5IG9mIGEgdGVzdC4",
};
const live = {
  ...minimal,
  environment: "live",
  merchant: { name: "Cantina del Sol", apiKeys: [{ id: "backend", secret: { env: "API_KEY" } }] },
  encryption: { keys: [{ id: "2026-11", secret: { env: "ENCRYPTION_KEY" } }] },
  accounts: [{ ...account, credentials: { merchantNo: "2000000001", appSecret: { env: "APP_SECRET" } } }],
};

function read(config: unknown, env: Readonly<Record<string, string>> = {}) {
  return readConfig({ text: JSON.stringify(config), env });
}

function readRight(config: unknown, env?: Readonly<Record<string, string>>): CheckoutConfig {
  const reading = read(config, env);
  if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
  return reading.config;
}

function issuesOf(config: unknown, env?: Readonly<Record<string, string>>): Record<string, string> {
  const reading = read(config, env);
  if (reading.ok) return {};
  return Object.fromEntries(reading.issues.map(({ path, message }) => [path, message]));
}

/** The configuration with the value at a dotted path replaced; undefined removes it. */
function withChange(base: unknown, path: string, value: unknown): unknown {
  const [head = "", ...rest] = path.split(".");
  const change = (child: unknown) => (rest.length === 0 ? value : withChange(child, rest.join("."), value));
  if (base === undefined && /^\d+$/.test(head)) return [change(undefined)];
  if (Array.isArray(base)) return Object.assign([...base], { [head]: change(base[Number(head)]) });
  const object: Json =
    typeof base === "object" && base !== null ? Object.fromEntries(Object.entries(base)) : {};
  return { ...object, [head]: change(object[head]) };
}

describe("defaults", () => {
  test("only environment, publicUrl, merchant and accounts are required", () => {
    expect(issuesOf({})).toEqual({
      environment: "is required",
      publicUrl: "is required",
      merchant: "is required",
      accounts: "is required",
    });
    expect(issuesOf(minimal)).toEqual({});
  });

  test("everything else has the documented default", () => {
    const config = readRight(minimal);
    expect(config).toMatchObject({
      environment: "sandbox",
      listen: { host: "127.0.0.1", port: 8787 },
      database: { url: "sqlite:data/checkout.db" },
      merchant: { allowedOrigins: [], webhooks: [] },
      network: { allowPrivateAddresses: false, trustedProxies: 0, providerTimeoutMs: 15_000 },
      limits: {
        browserPerMinute: 600,
        merchantPerMinute: 6000,
        callbacksPerMinute: 6000,
        paymentsPerSession: 30,
      },
      retention: { personalDataDays: 90, exchangesDays: 30, finishedDays: 400, archive: null },
      metrics: { token: null },
      coins: {},
    });
    expect(config.merchant.apiKeys[0]?.scopes).toEqual(["sessions", "reports"]);
    expect(config.accounts[0]?.methods).toEqual([
      {
        method: "store",
        channel: "store",
        currency: "MXN",
        decimals: 2,
        expiresInSeconds: 86_400,
        countries: null,
        minMinor: null,
        maxMinor: null,
        label: null,
      },
    ]);
  });
});

test("the archive's folder is beside the configuration's file", () => {
  const file = join(folder, "archiving.json");
  writeFileSync(file, JSON.stringify({ ...minimal, retention: { archive: "gone/files" } }));
  const reading = readConfig({ file, env: {} });
  expect(reading.ok && reading.config.retention.archive).toBe(join(folder, "gone/files"));
});

describe("mistakes are named by their path:", () => {
  test.each<[string, unknown, string]>([
    ["environment", "production", "must be one of sandbox, live"],
    ["surprise", 1, "is not a known field"],
    ["listen.port", 65_536, "must be at most 65535"],
    ["listen.hots", "::1", "is not a known field"],
    ["publicUrl", "pay.example.com", "must be an absolute http or https URL"],
    ["publicUrl", "https://user:pw@pay.example.com", "must not hold a user name or password"],
    ["publicUrl", "https://pay.example.com/?a=1", "must not have a query"],
    ["publicUrl", "https://pay.example.com/#a", "must not have a fragment"],
    ["database.url", "mysql://db/checkout", "must be sqlite:PATH or postgres://…"],
    ["database.url", "sqlite:", "must be sqlite:PATH or postgres://…"],
    ["merchant.name", " ", "must not be empty"],
    ["merchant.apiKeys", [], "must not be empty"],
    ["merchant.apiKeys.0.id", "back end", "must be 1 to 64 letters, digits, - or _"],
    ["merchant.apiKeys.0.secret", "with space", "must be 1 to 256 visible ASCII characters"],
    ["merchant.apiKeys.0.scopes.0", "payout", "must be one of sessions, operate, payouts, payouts:approve"],
    [
      "merchant.allowedOrigins.0",
      "https://shop.example.com/path",
      "must be an origin such as https://shop.example.com, without a path",
    ],
    ["merchant.allowedOrigins.0", "*", "must be an origin such as https://shop.example.com, without a path"],
    [
      "merchant.allowedOrigins.0",
      "null",
      "must be an origin such as https://shop.example.com, without a path",
    ],
    ["merchant.webhooks.0", { url: "https://shop.example.com/hook" }, "is required"],
    [
      "merchant.webhooks.0",
      { url: "ftp://shop.example.com", secrets: [webhookSecret] },
      "must be an absolute http or https URL",
    ],
    ["network.trustedProxies", -1, "must be at least 0"],
    ["network.providerTimeoutMs", 99, "must be at least 100"],
    ["network.providerTimeoutMs", 120_001, "must be at most 120000"],
    ["network.allowPrivateAddresses", "yes", "must be true or false"],
    ["limits.browserPerMinute", 1.5, "must be a whole number"],
    ["limits.merchantPerMinute", -1, "must be at least 0"],
    ["retention.personalDataDays", 0, "must be at least 1"],
    ["retention.finishedDays", 1.5, "must be a whole number"],
    ["retention.exchangesDays", 36_501, "must be at most 36500"],
    ["retention.archive", "", "must not be empty"],
    ["retention.days", 1, "is not a known field"],
    ["metrics.token", "", "must not be empty"],
    ["accounts", [], "must not be empty"],
    ["accounts.0.id", "a/b", "must be 1 to 64 letters, digits, - or _"],
    ["accounts.0.provider", "stripe", "must be one of paypro, cxpay, lhxpay, chainup, bharatpay"],
    ["accounts.0.baseUrl", "api.example.com", "must be an absolute http or https URL"],
    ["accounts.0.baseUrl", undefined, "is required"],
    ["accounts.0.credentials", undefined, "is required"],
    ["accounts.0.methods.0.method", "cash", "must be one of"],
    ["accounts.0.methods.0.channel", true, "must be text or a whole number"],
    ["accounts.0.methods.0.currency", "PESO", "is not an ISO 4217 currency; a coin needs `decimals`"],
    ["accounts.0.methods.0.currency", "mxn", "is not an ISO 4217 currency; a coin needs `decimals`"],
    ["accounts.0.methods.0.countries.0", "mx", "must be a two-letter country code such as MX"],
    ["accounts.0.methods.0.min", 10, "must be text"],
    ["accounts.0.methods.0.min", "10.001", 'must be decimal text such as "10" with at most 2 decimals'],
    ["accounts.0.methods.0.max", "1e5", 'must be decimal text such as "10" with at most 2 decimals'],
    ["accounts.0.methods.0.expiresIn", 0, "must be at least 1"],
    ["accounts.0.methods.0.decimals", 3, "MXN has 2 decimals by ISO 4217"],
    ["accounts.0.methods.0.label", { "not a tag": "OXXO" }, "is not a name that is allowed here"],
    ["accounts.0.methods.0.expires", 60, "is not a known field"],
    ["accounts.0.webhooks", [], "is not a known field"],
  ])("%s = %j", (path, value, message) => {
    const issues = issuesOf(withChange(minimal, path, value));
    const named = Object.entries(issues).filter(([where]) => where.startsWith(path));
    expect(named, JSON.stringify(issues)).toHaveLength(1);
    expect(named[0]?.[1]).toContain(message);
  });

  test("a smallest amount above the largest is told at the largest", () => {
    const method = { ...payproMethod, min: "100", max: "99.99" };
    expect(issuesOf(withChange(minimal, "accounts.0.methods.0", method))).toEqual({
      "accounts.0.methods.0.max": "must not be below min",
    });
  });

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

  test("mistakes everywhere are told all at once, each account's beside the next one's", () => {
    const broken = {
      environment: "sandbox",
      publicUrl: "nowhere",
      network: { providerTimeoutMs: 1 },
      merchant: { name: "", apiKeys: [{ id: "a", secret: { env: "MISSING" } }] },
      accounts: [
        { ...account, baseUrl: "nowhere", methods: [{ ...payproMethod, currency: "XXQ" }] },
        { ...account, id: "second", credentials: { merchantNo: "1" } },
        {
          ...account,
          id: "third",
          options: { saltPosition: "middle" },
          credentials: { merchantNo: "1", appSecret: "x" },
        },
      ],
    };
    expect(Object.keys(issuesOf(broken)).sort()).toEqual([
      "accounts.0.baseUrl",
      "accounts.0.methods.0.currency",
      "accounts.1.credentials.appSecret",
      "accounts.2.options.saltPosition",
      "merchant.apiKeys.0.secret",
      "merchant.name",
      "network.providerTimeoutMs",
      "publicUrl",
    ]);
  });

  test("what a provider does not take is named below its account", () => {
    const wrongChannel = { ...payproMethod, channel: "oxxo" };
    expect(Object.keys(issuesOf(withChange(minimal, "accounts.0.methods.0", wrongChannel)))).toEqual([
      "accounts.0.methods.0",
    ]);
    const extra = { ...account.credentials, appKey: "x" };
    expect(issuesOf(withChange(minimal, "accounts.0.credentials", extra))).toEqual({
      "accounts.0.credentials.appKey": "is not a known field",
    });
    expect(issuesOf(withChange(minimal, "accounts.0.credentials", {}))).toEqual({
      "accounts.0.credentials.merchantNo": "is required",
      "accounts.0.credentials.appSecret": "is required",
    });
  });

  test.each([
    ["", "is not valid JSON"],
    ["[]", "must be an object"],
    ['{ "a": 1,\n  "canary": canary }', "is not valid JSON (line 2, column 13)"],
    ["[".repeat(100_000), "is not valid JSON"],
  ])("text that is no configuration: %j", (text, message) => {
    const reading = readConfig({ text, env: {} });
    expect(reading).toMatchObject({ ok: false, issues: [{ path: "" }] });
    expect(JSON.stringify(reading)).toContain(message);
    expect(JSON.stringify(reading)).not.toContain("canary");
  });

  test("a file that is not there is named", () => {
    const file = join(folder, "nowhere.json");
    expect(readConfig({ file, env: {} })).toEqual({
      ok: false,
      issues: [{ path: "", message: `${file} cannot be read (ENOENT)` }],
    });
  });

  test("no text whatsoever makes it throw", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        readConfig({ text, env: {} });
      }),
    );
  });
});

describe("duplicates", () => {
  test.each<[string, unknown, string, string]>([
    ["accounts", [account, { ...account }], "accounts.1.id", "is the same as accounts.0.id"],
    [
      "merchant.apiKeys",
      [
        { id: "backend", secret: "sk_1" },
        { id: "backend", secret: "sk_2" },
      ],
      "merchant.apiKeys.1.id",
      "is the same as merchant.apiKeys.0.id",
    ],
    [
      "merchant.apiKeys",
      [
        { id: "a", secret: "sk_1" },
        { id: "b", secret: "sk_1" },
      ],
      "merchant.apiKeys.1.secret",
      "is the same as merchant.apiKeys.0.secret",
    ],
    [
      "merchant.webhooks",
      [1, 2].map(() => ({ url: "https://shop.example.com/hook", secrets: [webhookSecret] })),
      "merchant.webhooks.1.url",
      "is the same as merchant.webhooks.0.url",
    ],
    [
      "merchant.webhooks",
      [1, 2].map((n) => ({ id: "shop", url: `https://shop.example.com/${n}`, secrets: [webhookSecret] })),
      "merchant.webhooks.1.id",
      "is the same as merchant.webhooks.0.id",
    ],
    [
      "merchant.webhooks.0",
      { url: "https://shop.example.com/", secrets: [webhookSecret], events: ["payment.eaten"] },
      "merchant.webhooks.0.events.0",
      expect.stringContaining("must be one of"),
    ],
    ["accounts.0.retired", "yes", "accounts.0.retired", "must be true or false"],
  ])("in %s are refused: %#", (path, value, where, message) => {
    expect(issuesOf(withChange(minimal, path, value))).toEqual({ [where]: message });
  });

  test.each([
    ["https://shop.test", "https://shop.test/"],
    ["https://shop.test/hook", "https://shop.test:443/hook"],
    ["https://shop.test/hook", "HTTPS://Shop.TEST/hook"],
    ["https://shop.test/hook", "https://shop.test/a/../hook"],
  ])("of one webhook address are refused however it is spelled: %s and %s", (first, second) => {
    const webhooks = [first, second].map((url) => ({ url, secrets: [webhookSecret] }));
    expect(issuesOf(withChange(minimal, "merchant.webhooks", webhooks))).toEqual({
      "merchant.webhooks.1.url": "is the same as merchant.webhooks.0.url",
    });
  });

  test("an id that is there twice is told even when the rest of the file is wrong", () => {
    const issues = issuesOf({ ...minimal, publicUrl: 1, accounts: [account, account] });
    expect(Object.keys(issues).sort()).toEqual(["accounts.1.id", "publicUrl"]);
  });
});

describe("a webhook endpoint", () => {
  const endpoint = { url: "https://shop.example.com/hook", secrets: [webhookSecret] };
  const readEndpoint = (changes: object) =>
    readRight(withChange(minimal, "merchant.webhooks", [{ ...endpoint, ...changes }])).merchant.webhooks[0];

  test("has the id that it is given, else one made from its address, and takes all events unless told otherwise", () => {
    const plain = readEndpoint({});
    expect(plain).toMatchObject({ id: expect.stringMatching(/^[0-9a-f]{64}$/), events: null });
    expect(plain?.addressId).toBe(plain?.id);
    const named = readEndpoint({ id: "shop", events: ["session.succeeded"] });
    expect(named).toMatchObject({ id: "shop", addressId: plain?.id, events: ["session.succeeded"] });
  });
});

describe("an account's identity", () => {
  const identityOf = (changes: object) =>
    readRight({ ...minimal, accounts: [{ ...account, ...changes }] }).accounts[0]?.identity;

  test("is that of the merchant at the provider's address: another secret, name or method is the same", () => {
    const identity = identityOf({});
    expect(identity).toMatch(/^[0-9a-f]{64}$/);
    const merchantNo = "2000000001";
    expect(identityOf({ id: "another", methods: [], retired: true })).toBe(identity);
    expect(identityOf({ credentials: { merchantNo, appSecret: "another-secret" } })).toBe(identity);
    expect(
      identityOf({ credentials: { merchantNo: "2000000002", appSecret: "canary-app-secret" } }),
    ).not.toBe(identity);
    expect(identityOf({ baseUrl: "https://api.paypro.example/other" })).not.toBe(identity);
  });
});

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

describe("live", () => {
  test.each<[string, unknown, string]>([
    ["publicUrl", "http://pay.example.com", "must be https in live"],
    ["accounts.0.baseUrl", "http://api.paypro.example", "must be https in live"],
    [
      "merchant.webhooks",
      [{ url: "http://shop.example.com", secrets: [{ env: "HOOK" }] }],
      "must be https in live",
    ],
    [
      "merchant.allowedOrigins",
      ["http://shop.example.com"],
      "must be https in live (http only for localhost)",
    ],
    ["network.allowPrivateAddresses", true, "is for sandbox only"],
    ["database.url", "postgres://checkout:secret@db/checkout", "holds a password"],
  ])("refuses %s = %j", (path, value, message) => {
    const issues = issuesOf(withChange(live, path, value), { ...liveSecrets, HOOK: webhookSecret });
    expect(Object.values(issues)).toEqual([expect.stringContaining(message)]);
    expect(Object.keys(issues)[0]).toContain(path);
  });

  test("lets a developer's own machine be an origin", () => {
    const config = withChange(live, "merchant.allowedOrigins", [
      "http://localhost:3000",
      "https://shop.example.com",
    ]);
    expect(issuesOf(config, liveSecrets)).toEqual({});
  });

  test("takes a database URL from the environment", () => {
    const url = "postgres://checkout:secret@db/checkout";
    const config = readRight(withChange(live, "database.url", { env: "DB" }), { ...liveSecrets, DB: url });
    expect(config.database.url).toBe(url);
  });
});

describe("forms", () => {
  test("origins are normalised as browsers send them", () => {
    const origins = ["HTTPS://Shop.Example.com:443", "https://shop2.example.com/", "http://127.0.0.1:8080"];
    expect(
      readRight(withChange(minimal, "merchant.allowedOrigins", origins)).merchant.allowedOrigins,
    ).toEqual(["https://shop.example.com", "https://shop2.example.com", "http://127.0.0.1:8080"]);
  });

  test("base addresses lose the slash at their end and keep their path", () => {
    const config = readRight({
      ...minimal,
      publicUrl: "https://pay.example.com/",
      accounts: [{ ...account, baseUrl: "https://x.example/mex-pay/" }],
    });
    expect(config.publicUrl).toBe("https://pay.example.com");
    expect(config.accounts[0]?.baseUrl).toBe("https://x.example/mex-pay");
  });

  test("a channel may be a number and is text inside", () => {
    const lhxpay = {
      id: "lhx",
      provider: "lhxpay",
      baseUrl: "https://lhx.example",
      credentials: { appKey: "key", secret: "secret" },
      methods: [{ method: "wechat_pay", channel: 1, currency: "CNY" }],
    };
    expect(readRight({ ...minimal, accounts: [lhxpay] }).accounts[0]?.methods[0]?.channel).toBe("1");
  });

  test("bounds are minor units of the currency", () => {
    const method = { ...payproMethod, min: "10", max: "10000.5" };
    const [read] = readRight(withChange(minimal, "accounts.0.methods.0", method)).accounts[0]?.methods ?? [];
    expect(read).toMatchObject({ minMinor: 1_000n, maxMinor: 1_000_050n });
  });

  test("a byte order mark before the file does no harm", () => {
    expect(readConfig({ text: `\uFEFF${JSON.stringify(minimal)}`, env: {} }).ok).toBe(true);
  });

  test("accounts keep their order, which is the order they are tried in", () => {
    const ids = ["c", "a", "b"];
    const config = readRight({ ...minimal, accounts: ids.map((id) => ({ ...account, id })) });
    expect(config.accounts.map(({ id }) => id)).toEqual(ids);
  });
});

describe("coins", () => {
  const crypto = (decimals?: number) => ({
    ...payproMethod,
    currency: "USDT",
    ...(decimals === undefined ? {} : { decimals }),
  });
  const withMethods = (...methods: unknown[]) => ({
    ...minimal,
    accounts: methods.map((method, index) => ({ ...account, id: `a${index}`, methods: [method] })),
  });

  test("a coin that two methods give different decimals is told, with the place of the first", () => {
    expect(issuesOf(withMethods(crypto(6), crypto(8)))).toMatchObject({
      "accounts.1.methods.0.decimals": "USDT has 6 decimals in accounts.0.methods.0",
    });
  });

  test("decimals given once hold for every method of the coin", () => {
    const issues = issuesOf(withMethods(crypto(), crypto(6)));
    // The one mistake that remains: PayPro takes no coins.
    expect(Object.keys(issues)).toEqual(["accounts.0.methods.0", "accounts.1.methods.0"]);
  });

  test("decimals beyond 18 are no coin's", () => {
    expect(issuesOf(withMethods(crypto(19)))).toHaveProperty(["accounts.0.methods.0.decimals"]);
  });
});
