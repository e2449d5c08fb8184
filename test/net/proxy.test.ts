/** Calls to providers and to merchants' endpoints through a proxy: what was sent, and what definitely was not. */
import { createServer as createTlsServer, type ServerOptions } from "node:https";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterEach, describe, expect, test } from "vitest";
import { type OutgoingProxy, parseDirectHosts } from "../../bff/core/outgoing-proxy.ts";
import { Secret } from "../../bff/core/secret.ts";
import type { AddressExceptions } from "../../bff/net/address-guard.ts";
import { createProviderHttp } from "../../bff/providers/http-client.ts";
import { createWebhookSender } from "../../bff/webhooks/send.ts";
import { findFreePort } from "../../scripts/free-port.ts";
import { type ConnectProxy, type ProxyHabit, startConnectProxy } from "../support/connect-proxy.ts";
import { listenOnFreePort, startTestServer } from "../support/net.ts";
import { selfSigned } from "../support/self-signed.ts";

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const action of undo.splice(0).reverse()) await action();
});

async function startProxy(habit?: ProxyHabit): Promise<ConnectProxy> {
  const proxy = await startConnectProxy(habit);
  undo.push(() => proxy.close());
  return proxy;
}

async function startTarget() {
  const seen: string[] = [];
  const server = await startTestServer(({ method, url, headers }, response) => {
    seen.push(`${method} ${url} ${headers["proxy-authorization"] ?? ""}`.trim());
    response.end("{}");
  });
  undo.push(() => server.close());
  return { ...server, seen, port: new URL(server.origin).port };
}

const through = (url: string, noProxy = ""): OutgoingProxy => ({
  url: new Secret(url),
  httpsOnly: false,
  direct: parseDirectHosts(noProxy),
});

interface Way {
  readonly proxy: OutgoingProxy | null;
  readonly allowPrivateAddresses?: boolean;
  readonly timeoutMs?: number;
  readonly exceptions?: AddressExceptions;
}

/** Both ways out, and what each says when nothing was sent and when that is not known. */
const waysOut = [
  {
    whom: "a provider",
    send: async (url: string, { allowPrivateAddresses = true, timeoutMs = 5_000, proxy }: Way) => {
      const http = createProviderHttp({ allowPrivateAddresses, timeoutMs, proxy });
      undo.push(() => http.close());
      return await http.send({ operation: "create", method: "POST", url, headers: {}, body: "{}" });
    },
    answered: { kind: "answer", status: 200 },
    notSent: (cause: string) => ({ kind: "not_sent", cause }),
    unknown: { kind: "no_answer", cause: "connection_lost" },
  },
  {
    whom: "a merchant's endpoint",
    send: async (url: string, { allowPrivateAddresses = true, timeoutMs = 5_000, ...way }: Way) => {
      const sender = createWebhookSender({ allowPrivateAddresses, timeoutMs, ...way });
      undo.push(() => sender.close());
      return await sender.send({ url, headers: {}, body: "{}", now: Date.now() });
    },
    answered: { kind: "answer", status: 200 },
    notSent: (error: string) => ({ kind: "no_answer", error }),
    unknown: { kind: "no_answer", error: "connection_failed" },
  },
] as const;

describe.each(waysOut)("$whom", ({ send, answered, notSent, unknown }) => {
  test("is reached through the proxy, which is told where to connect to and nothing more", async () => {
    const [target, proxy] = [await startTarget(), await startProxy()];
    expect(await send(`${target.origin}/x`, { proxy: through(proxy.url) })).toMatchObject(answered);
    expect(proxy.targets).toEqual([`127.0.0.1:${target.port}`]);
    expect(target.seen).toEqual(["POST /x"]);
  });

  test("is named to the proxy, which resolves the name", async () => {
    const [target, proxy] = [await startTarget(), await startProxy()];
    const url = `http://nobody-knows-it.example:${target.port}/`;
    expect(await send(url, { proxy: through(proxy.url) })).toMatchObject(answered);
    expect(proxy.targets).toEqual([`nobody-knows-it.example:${target.port}`]);
  });

  test("is reached past the proxy where NO_PROXY names it", async () => {
    const [target, proxy] = [await startTarget(), await startProxy()];
    const way = { proxy: through(proxy.url, "other.example, 127.0.0.0/8") };
    expect(await send(target.origin, way)).toMatchObject(answered);
    expect(proxy.targets).toEqual([]);
  });

  test("never hears of the proxy's user name and password", async () => {
    const [target, proxy] = [await startTarget(), await startProxy("wants_login")];
    const url = `http://user:pass%25word@127.0.0.1:${proxy.port}`;
    expect(await send(target.origin, { proxy: through(url) })).toMatchObject(answered);
    expect(target.seen).toEqual(["POST /"]);
  });

  test.each([
    ["wants_login", "proxy_denied"],
    ["answers_403", "proxy_failed"],
    ["answers_502", "proxy_failed"],
    ["drops", "proxy_failed"],
  ] as const)("gets nothing from a proxy that %s: %s", async (habit, cause) => {
    const [target, proxy] = [await startTarget(), await startProxy(habit)];
    expect(await send(target.origin, { proxy: through(proxy.url) })).toEqual(notSent(cause));
    expect(proxy.targets).toHaveLength(1);
    expect(target.seen).toEqual([]);
  });

  test("gets nothing when the proxy is down, and nothing goes past it", async () => {
    const target = await startTarget();
    const proxy = through(`http://127.0.0.1:${await findFreePort()}`);
    expect(await send(target.origin, { proxy })).toEqual(notSent("proxy_unreachable"));
    expect(target.seen).toEqual([]);
  });

  test("gets nothing when the target is down behind a proxy that works", async () => {
    const proxy = await startProxy();
    const url = `http://127.0.0.1:${await findFreePort()}`;
    expect(await send(url, { proxy: through(proxy.url) })).toEqual(notSent("proxy_failed"));
  });

  test("may have got something when the tunnel breaks after it stood", async () => {
    const [target, proxy] = [await startTarget(), await startProxy("drops_later")];
    expect(await send(target.origin, { proxy: through(proxy.url) })).toEqual(unknown);
  });

  test.each(["127.0.0.1", "localhost", "hooks.internal", "metadata", "169.254.169.254", "[::1]"])(
    "is guarded where private addresses are refused: the proxy is not asked for %s",
    async (host) => {
      const [target, proxy] = [await startTarget(), await startProxy()];
      const way = { proxy: through(proxy.url), allowPrivateAddresses: false };
      expect(await send(`http://${host}:${target.port}/`, way)).toEqual(notSent("address_refused"));
      expect(proxy.targets).toEqual([]);
    },
  );

  test("with a public name that this machine does not resolve is left to the proxy, which may be private", async () => {
    const [target, proxy] = [await startTarget(), await startProxy()];
    const way = { proxy: through(proxy.url), allowPrivateAddresses: false };
    const url = `http://nobody-knows-it.example:${target.port}/`;
    expect(await send(url, way)).toMatchObject(answered);
    expect(proxy.targets).toHaveLength(1);
  });

  describe("by TLS", () => {
    async function startTlsTarget(options: ServerOptions) {
      let requests = 0;
      const server = createTlsServer(options, (_request, response) => {
        requests++;
        response.end("{}");
      });
      const port = await listenOnFreePort(server);
      undo.push(
        () => server.close(),
        () => server.closeAllConnections(),
      );
      return { port, requests: () => requests };
    }

    test("is reached inside of the tunnel, and its certificate is checked against its own name", async () => {
      const pair = selfSigned("api.provider.example");
      const [target, proxy] = [await startTlsTarget(pair), await startProxy()];
      const standard = getCACertificates("default");
      undo.push(() => setDefaultCACertificates(standard));
      setDefaultCACertificates([...standard, pair.cert]);
      const way = { proxy: through(proxy.url) };
      expect(await send(`https://api.provider.example:${target.port}/`, way)).toMatchObject(answered);
      expect(target.requests()).toBe(1);
      const other = await send(`https://other.example:${target.port}/`, way);
      expect(other).not.toMatchObject(answered);
      expect(target.requests()).toBe(1);
    });

    test("gets nothing when nobody vouches for its certificate", async () => {
      const [target, proxy] = [await startTlsTarget(selfSigned()), await startProxy()];
      const result = await send(`https://127.0.0.1:${target.port}/`, { proxy: through(proxy.url) });
      expect(result).not.toMatchObject(answered);
      expect(proxy.targets).toHaveLength(1);
      expect(target.requests()).toBe(0);
    });
  });
});

test("a slow CONNECT has sent nothing to the provider, and the call ends in time", async () => {
  const [target, proxy] = [await startTarget(), await startProxy("is_silent")];
  const [{ send }] = waysOut;
  const result = await send(target.origin, { proxy: through(proxy.url), timeoutMs: 300 });
  expect(result).toMatchObject({ kind: "not_sent" });
  expect(proxy.targets).toHaveLength(1);
  expect(target.seen).toEqual([]);
});

test("a private host that the configuration names may be reached through the proxy", async () => {
  const [target, proxy] = [await startTarget(), await startProxy()];
  const way = {
    proxy: through(proxy.url),
    allowPrivateAddresses: false,
    exceptions: { names: ["hooks.internal"], ranges: [] },
  };
  const [, { send }] = waysOut;
  expect(await send(`http://hooks.internal:${target.port}/`, way)).toMatchObject({ kind: "answer" });
  expect(proxy.targets).toEqual([`hooks.internal:${target.port}`]);
});

test("many calls at once share tunnels that stay open, and each is answered", async () => {
  const [target, proxy] = [await startTarget(), await startProxy()];
  const http = createProviderHttp({
    allowPrivateAddresses: true,
    timeoutMs: 5_000,
    proxy: through(proxy.url),
    maxConnections: 4,
  });
  undo.push(() => http.close());
  const call = () =>
    http.send({ operation: "query", method: "GET", url: target.origin, headers: {}, body: null });
  const results = await Promise.all(Array.from({ length: 40 }, call));
  expect(results.every(({ kind }) => kind === "answer")).toBe(true);
  expect(proxy.targets).toHaveLength(4);
});
