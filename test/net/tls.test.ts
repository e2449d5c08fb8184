/** Whether what goes out, to a provider or to a merchant's endpoint, goes to a server that nobody vouches for. */
import { once } from "node:events";
import { createServer, type Server, type ServerOptions } from "node:https";
import { Agent, request } from "undici";
import { afterEach, describe, expect, test } from "vitest";
import { createProviderHttp } from "../../bff/providers/http-client.ts";
import { createWebhookSender } from "../../bff/webhooks/send.ts";
import { listenOnFreePort } from "../support/net.ts";
import { selfSigned } from "../support/self-signed.ts";

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const action of undo.splice(0).reverse()) await action();
});

const pair = selfSigned();

async function serve(options: ServerOptions = {}) {
  let requests = 0;
  const server: Server = createServer({ ...pair, ...options }, (_request, response) => {
    requests++;
    response.end("{}");
  });
  const port = await listenOnFreePort(server);
  undo.push(() => server.close());
  return { url: `https://127.0.0.1:${port}/`, server, requests: () => requests };
}

/** Both ways out. @returns what came of a call. */
const waysOut = [
  [
    "a provider",
    async (url: string) => {
      const http = createProviderHttp({ timeoutMs: 5_000, allowPrivateAddresses: true });
      undo.push(() => http.close());
      return await http.send({ operation: "create", method: "POST", url, headers: {}, body: "{}" });
    },
    { kind: "not_sent", cause: "connect_failed" },
  ],
  [
    "a merchant's endpoint",
    async (url: string) => {
      const sender = createWebhookSender({ allowPrivateAddresses: true, timeoutMs: 5_000 });
      undo.push(() => sender.close());
      return await sender.send({ url, headers: {}, body: "{}", now: Date.now() });
    },
    { kind: "no_answer", error: "connection_failed" },
  ],
] as const;

describe.each(waysOut)("%s", (_whom, send, failure) => {
  test("whose certificate nobody vouches for gets nothing", async () => {
    const { url, requests } = await serve();
    expect(await send(url)).toEqual(failure);
    expect(requests()).toBe(0);
  });

  test("that speaks no newer TLS than 1.1 gets nothing", async () => {
    const old = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
    const { url, server, requests } = await serve(old);
    const refused = once(server, "tlsClientError");
    expect(await send(url)).toEqual(failure);
    expect(await refused).toMatchObject([{ code: "ERR_SSL_UNSUPPORTED_PROTOCOL" }, {}]);
    expect(requests()).toBe(0);
  });
});

test("a client that takes any certificate and any version is answered by the same servers", async () => {
  const old = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
  for (const options of [{}, old]) {
    const { url, requests } = await serve(options);
    const dispatcher = new Agent({
      connect: { rejectUnauthorized: false, minVersion: "TLSv1", ciphers: "DEFAULT@SECLEVEL=0" },
    });
    undo.push(() => dispatcher.close());
    await (await request(url, { dispatcher })).body.text();
    expect(requests()).toBe(1);
  }
});
