/** Whether what goes out, to a provider or to a merchant's endpoint, goes to a server that nobody vouches for. */
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server, type ServerOptions } from "node:https";
import forge from "node-forge";
import { Agent, request } from "undici";
import { afterEach, describe, expect, test } from "vitest";
import { createProviderHttp } from "../../bff/providers/http-client.ts";
import { createWebhookSender } from "../../bff/webhooks/send.ts";
import { listenOnFreePort } from "../support/net.ts";

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const action of undo.splice(0).reverse()) await action();
});

/** A certificate for this machine's own address that only its maker has signed. */
function selfSigned(): { readonly key: string; readonly cert: string } {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = privateKey.export({ type: "pkcs1", format: "pem" }).toString();
  const signing = forge.pki.privateKeyFromPem(key);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.setRsaPublicKey(signing.n, signing.e);
  certificate.serialNumber = "01";
  certificate.validity.notBefore = new Date(Date.now() - 60_000);
  certificate.validity.notAfter = new Date(Date.now() + 3_600_000);
  const name = [{ name: "commonName", value: "127.0.0.1" }];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.setExtensions([{ name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] }]);
  certificate.sign(signing, forge.md.sha256.create());
  return { key, cert: forge.pki.certificateToPem(certificate) };
}

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
