import { describe, expect, test } from "vitest";
import { readConfig } from "../../bff/config.ts";
import { isWithin } from "../../bff/core/address-ranges.ts";

const env = {
  API_KEY: "canary-api-key-of-live-that-is-long-enough",
  APP_SECRET: "canary",
  KEY: "k".repeat(44),
};

function read(changes: {
  readonly environment?: "live" | "sandbox";
  readonly network?: object;
  readonly limits?: object;
  readonly account?: object;
  readonly database?: string;
  readonly pgHost?: string;
}) {
  const { environment = "sandbox", network = {}, limits = {}, account = {}, database, pgHost } = changes;
  const text = JSON.stringify({
    environment,
    publicUrl: "https://pay.example.com",
    ...(database === undefined ? {} : { database: { url: { env: "DATABASE" } } }),
    merchant: { name: "Cantina del Sol", apiKeys: [{ id: "backend", secret: { env: "API_KEY" } }] },
    network,
    limits,
    accounts: [
      {
        id: "paypro-mx",
        provider: "paypro",
        baseUrl: "https://api.paypro.example/mex-pay",
        credentials: { merchantNo: "2000000001", appSecret: { env: "APP_SECRET" } },
        methods: [],
        ...account,
      },
    ],
  });
  return readConfig({ text, env: { ...env, DATABASE: database, PGHOST: pgHost } });
}

function readRight(changes: Parameters<typeof read>[0]) {
  const reading = read(changes);
  if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
  return reading.config;
}

function pathsOf(changes: Parameters<typeof read>[0]): readonly string[] {
  const reading = read(changes);
  return reading.ok ? [] : reading.issues.map(({ path }) => path);
}

describe("trustedProxies", () => {
  test.each([0, 1, 32])("may be a number of hops: %i", (trustedProxies) => {
    expect(readRight({ network: { trustedProxies } }).network.trustedProxies).toBe(trustedProxies);
  });

  test("may be a list of addresses and ranges", () => {
    const given = ["10.0.0.0/8", "192.0.2.7", "2001:db8::/32", "::ffff:198.51.100.0/120"];
    const { trustedProxies } = readRight({ network: { trustedProxies: given } }).network;
    if (typeof trustedProxies === "number") throw new Error("a list was given");
    for (const [address, isIn] of [
      ["10.255.0.1", true],
      ["::ffff:10.0.0.1", true],
      ["11.0.0.1", false],
      ["192.0.2.7", true],
      ["192.0.2.8", false],
      ["2001:db8:ffff::1", true],
      ["2001:db9::1", false],
      ["198.51.100.255", true],
      ["198.51.101.0", false],
      ["fe80::1%eth0", false],
      ["", false],
      ["10.1", false],
      ["0x0a.0.0.1", false],
    ] as const) {
      expect([address, isWithin(address, trustedProxies)]).toEqual([address, isIn]);
    }
  });

  test.each([
    [-1, "network.trustedProxies"],
    [33, "network.trustedProxies"],
    [1.5, "network.trustedProxies"],
    ["1", "network.trustedProxies"],
    [true, "network.trustedProxies"],
    [null, "network.trustedProxies"],
    [["10.0.0.0/33"], "network.trustedProxies.0"],
    [["10.0.0.0/8", "2001:db8::/129"], "network.trustedProxies.1"],
    [["10.0.0"], "network.trustedProxies.0"],
    [["010.0.0.1"], "network.trustedProxies.0"],
    [["10.0.0.0/8/8"], "network.trustedProxies.0"],
    [["10.0.0.0/ 8"], "network.trustedProxies.0"],
    [["proxy.internal"], "network.trustedProxies.0"],
    [[8], "network.trustedProxies.0"],
  ])("may not be %j", (trustedProxies, path) => {
    expect(pathsOf({ network: { trustedProxies } })).toEqual([path]);
  });
});

describe("webhookHosts, callbackSources and redirectHosts", () => {
  test("are read", () => {
    const config = readRight({
      network: { webhookHosts: ["hooks.Internal", "*.svc.cluster.local", "10.1.0.0/16"] },
      account: { callbackSources: ["203.0.113.0/24"], redirectHosts: ["Pay.example.com", "*.example.net"] },
    });
    expect(config.network.webhookHosts.names).toEqual(["hooks.internal", "*.svc.cluster.local"]);
    expect(config.network.webhookHosts.ranges).toHaveLength(1);
    expect(config.accounts[0]?.callbackSources).toHaveLength(1);
    expect(config.accounts[0]?.redirectHosts).toEqual(["pay.example.com", "*.example.net"]);
  });

  test("have a default that restricts nothing and opens nothing", () => {
    const config = readRight({});
    expect(config.network.webhookHosts).toEqual({ names: [], ranges: [] });
    expect(config.accounts[0]).toMatchObject({ callbackSources: null, redirectHosts: null });
  });

  test.each([
    [{ network: { webhookHosts: ["https://hooks.internal"] } }, "network.webhookHosts.0"],
    [{ network: { webhookHosts: ["hooks.internal", "a b"] } }, "network.webhookHosts.1"],
    [{ network: { webhookHosts: "hooks.internal" } }, "network.webhookHosts"],
    [{ account: { callbackSources: ["provider.example"] } }, "accounts.0.callbackSources.0"],
    [{ account: { callbackSources: [] } }, "accounts.0.callbackSources"],
    [{ account: { callbackSources: "10.0.0.0/8" } }, "accounts.0.callbackSources"],
    [{ account: { redirectHosts: ["https://pay.example.com"] } }, "accounts.0.redirectHosts.0"],
    [{ account: { redirectHosts: ["pay.example.com:8443"] } }, "accounts.0.redirectHosts.0"],
    [{ account: { redirectHosts: ["pay.*.com"] } }, "accounts.0.redirectHosts.0"],
    [{ account: { redirectHosts: ["*"] } }, "accounts.0.redirectHosts.0"],
    [{ account: { redirectHosts: [] } }, "accounts.0.redirectHosts"],
  ])("are named when they are wrong: %j", (changes, path) => {
    expect(pathsOf(changes)).toEqual([path]);
  });
});

test("a session's limit is that of an address unless it is given", () => {
  expect(readRight({}).limits).toMatchObject({ sessionPerMinute: 600, failuresPerMinute: 600 });
  expect(readRight({ limits: { browserPerMinute: 0 } }).limits.sessionPerMinute).toBe(0);
  expect(readRight({ limits: { sessionPerMinute: 5 } }).limits.sessionPerMinute).toBe(5);
});

describe("in live, PostgreSQL's address", () => {
  const paths = (database: string, environment: "live" | "sandbox" = "live") =>
    pathsOf({ environment, database }).filter((path) => path.startsWith("database"));

  test.each([
    "postgres://u:p@db.example.com/x",
    "postgresql://u:p@db.example.com:5432/x",
    "postgres://u:p@8.8.8.8/x",
    "postgres://u:p@[2606:4700::1111]/x",
    "postgres://u:p@db.example.com/x?sslmode=prefer",
    "postgres://u:p@db.example.com/x?sslmode=allow",
    "postgres://u:p@db.example.com/x?sslmode=require&sslmode=prefer",
    "postgres://u:p@localhost/x?host=db.example.com",
    "postgres://u:p@localhost/x?host=localhost&host=db.example.com",
    "postgres://u:p@db.example.com/x?application_name=sslmode=require",
  ])("must say how the connection is encrypted: not %s", (url) => {
    expect(paths(url)).toEqual(["database.url"]);
    expect(paths(url, "sandbox")).toEqual([]);
  });

  test("is the one of the environment where it names no host", () => {
    const database = "postgres:///x";
    const paths = (pgHost?: string) =>
      pathsOf({ environment: "live", database, ...(pgHost === undefined ? {} : { pgHost }) });
    expect(paths("db.example.com")).toContain("database.url");
    expect(paths("/var/run/postgresql")).not.toContain("database.url");
    expect(paths()).not.toContain("database.url");
  });

  test.each([
    "postgres://u:p@db.example.com/x?sslmode=verify-full",
    "postgres://u:p@db.example.com/x?sslmode=require",
    "postgres://u:p@db.example.com/x?ssl=true",
    // Said aloud.
    "postgres://u:p@db.example.com/x?sslmode=disable",
    "postgres://u:p@127.0.0.1/x",
    "postgres://u:p@localhost/x",
    "postgres://u:p@[::1]:5433/x",
    "postgres://u:p@10.0.0.5/x",
    "postgres://u:p@172.16.0.1/x",
    "postgres://u:p@[fd00::5]/x",
    "postgres://u:p@db/x",
    "postgres://u:p@db.internal/x",
    "postgres:///x?host=/var/run/postgresql",
    "postgres://u:p@%2Fvar%2Frun%2Fpostgresql/x",
    "sqlite:data/checkout.db",
  ])("may be %s", (url) => {
    expect(paths(url)).toEqual([]);
  });
});
