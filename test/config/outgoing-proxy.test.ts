import { randomBytes } from "node:crypto";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { readConfig } from "../../bff/config.ts";
import { isProxied, type OutgoingProxy, parseDirectHosts } from "../../bff/core/outgoing-proxy.ts";
import { Secret } from "../../bff/core/secret.ts";

const secrets = {
  API_KEY: "canary-api-key-of-live-that-is-long-enough",
  KEY: randomBytes(32).toString("hex"),
};

function read(
  network: object,
  env: Readonly<Record<string, string>> = {},
  environment: "live" | "sandbox" = "sandbox",
) {
  const text = JSON.stringify({
    environment,
    publicUrl: "https://pay.example.com",
    merchant: { name: "Cantina del Sol", apiKeys: [{ id: "backend", secret: { env: "API_KEY" } }] },
    encryption: { keys: [{ id: "one", secret: { env: "KEY" } }] },
    network,
    accounts: [
      {
        id: "paypro-mx",
        provider: "paypro",
        baseUrl: "https://api.paypro.example/mex-pay",
        credentials: { merchantNo: "2000000001", appSecret: { env: "API_KEY" } },
      },
    ],
  });
  return readConfig({ text, env: { ...secrets, ...env } });
}

function proxyOf(...input: Parameters<typeof read>): OutgoingProxy | null {
  const reading = read(...input);
  if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
  return reading.config.network.outgoingProxy;
}

function issueOf(...input: Parameters<typeof read>) {
  const reading = read(...input);
  return reading.ok ? undefined : reading.issues.find(({ path }) => path === "network.outgoingProxy");
}

describe("network.outgoingProxy", () => {
  test("is none without a key and a variable", () => {
    expect(proxyOf({})).toBeNull();
    expect(proxyOf({ outgoingProxy: null }, { HTTPS_PROXY: "", https_proxy: "" })).toBeNull();
  });

  test("of the file is for every address, and goes before the environment's", () => {
    const proxy = proxyOf(
      { outgoingProxy: "http://proxy.internal:3128" },
      { HTTPS_PROXY: "http://other:1", NO_PROXY: "hooks.internal" },
    );
    expect(proxy?.url.reveal()).toBe("http://proxy.internal:3128");
    expect(proxy).toMatchObject({ httpsOnly: false, direct: [{ kind: "name", name: "hooks.internal" }] });
  });

  test("of the environment is for https addresses", () => {
    for (const outgoingProxy of [undefined, null]) {
      const proxy = proxyOf({ outgoingProxy }, { HTTPS_PROXY: "http://user:word@proxy:3128" });
      expect(proxy?.url.reveal()).toBe("http://user:word@proxy:3128");
      expect(proxy?.httpsOnly).toBe(true);
    }
    expect(proxyOf({}, { https_proxy: "proxy:3128", HTTPS_PROXY: "http://x:1" })?.url.reveal()).toBe(
      "http://proxy:3128",
    );
  });

  test("may be a reference, and in live it must be one where it holds a password", () => {
    const url = "https://user:canary-word@proxy.internal:8443";
    for (const environment of ["sandbox", "live"] as const) {
      const proxy = proxyOf({ outgoingProxy: { env: "PROXY" } }, { PROXY: url }, environment);
      expect(proxy?.url.reveal()).toBe(url);
    }
    expect(proxyOf({ outgoingProxy: "http://proxy.internal:3128" }, {}, "live")).not.toBeNull();
    expect(issueOf({ outgoingProxy: url }, {}, "live")?.message).toContain("holds a password");
    expect(issueOf({ outgoingProxy: { env: "PROXY" } })?.message).toBe(
      "the environment variable PROXY is not set",
    );
  });

  test.each([
    ["proxy.internal:3128", "must be an absolute http or https URL"],
    ["socks5://proxy.internal:1080", "must be an absolute http or https URL"],
    ["http://user:canary-word@proxy.internal:3128/path", "must have no path and no query"],
    ["http://user:canary-word@proxy.internal:3128/?a=1", "must have no path and no query"],
    ["http://user:canary%word@proxy:3128", "must have a user name and password in percent-encoding"],
    [3128, 'must be { "env": "NAME" } or { "file": "PATH" }'],
    ["", "must not be empty"],
  ])("may not be %j, and nothing of it is repeated", (outgoingProxy, message) => {
    const issue = issueOf({ outgoingProxy });
    expect(issue?.message).toBe(message);
    expect(JSON.stringify(issue)).not.toContain("canary");
  });

  test("of the environment is named when it is wrong", () => {
    expect(issueOf({}, { HTTPS_PROXY: "socks5://canary:1080" })?.message).toBe(
      "is not set, and HTTPS_PROXY of the environment must be an absolute http or https URL",
    );
  });

  test("does not print", () => {
    const proxy = proxyOf({ outgoingProxy: "http://user:canary-word@proxy:3128" });
    expect(JSON.stringify(proxy) + inspect(proxy, { depth: 9 })).not.toContain("canary-word");
  });
});

describe("NO_PROXY", () => {
  const isThrough = (noProxy: string, address: string) => {
    const { protocol, hostname, port } = new URL(address);
    const isTls = protocol === "https:";
    return isProxied(
      { url: new Secret("http://proxy:3128"), httpsOnly: false, direct: parseDirectHosts(noProxy) },
      {
        protocol: isTls ? "https:" : "http:",
        hostname: hostname.replace(/^\[|\]$/g, ""),
        port: port || (isTls ? "443" : "80"),
      },
    );
  };

  test.each([
    ["*", "https://shop.example"],
    ["shop.example", "https://shop.example"],
    ["shop.example", "https://SHOP.example."],
    ["shop.example", "https://a.b.shop.example:8443"],
    [".shop.example", "https://a.shop.example"],
    ["*.shop.example", "https://a.shop.example"],
    ["a.example , shop.example", "https://shop.example"],
    ["a.example shop.example:8443", "https://shop.example:8443"],
    ["shop.example:443", "https://shop.example"],
    ["10.0.0.0/8", "http://10.1.2.3"],
    ["10.1.2.3", "http://10.1.2.3:81"],
    ["[::1]", "http://[::1]"],
    ["::1", "http://[::1]:81"],
    ["fd00::/8", "http://[fd00::1]"],
  ])("%s lets %s go past the proxy", (noProxy, address) => {
    expect(isThrough(noProxy, address)).toBe(false);
  });

  test.each([
    ["", "https://shop.example"],
    ["shop.example", "https://myshop.example"],
    ["shop.example:8443", "https://shop.example"],
    ["shop.example", "https://shop.example.evil.example"],
    ["10.0.0.0/8", "http://11.1.2.3"],
    ["10.0.0.0/8", "http://ten.example"],
  ])("%s does not let %s go past it", (noProxy, address) => {
    expect(isThrough(noProxy, address)).toBe(true);
  });

  test("does not matter to http addresses where the proxy is the environment's", () => {
    const proxy = proxyOf({}, { HTTPS_PROXY: "http://proxy:3128" });
    if (proxy === null) throw new Error("no proxy");
    const target = { hostname: "shop.example", port: "80" };
    expect(isProxied(proxy, { ...target, protocol: "http:" })).toBe(false);
    expect(isProxied(proxy, { ...target, protocol: "https:" })).toBe(true);
  });
});
