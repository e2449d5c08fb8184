import type { RequestListener } from "node:http";
import { Webhook } from "standardwebhooks";
import { afterEach, describe, expect, test } from "vitest";
import { Secret } from "../../bff/core/secret.ts";
import { createWebhookSender } from "../../bff/webhooks/send.ts";
import { signWebhook } from "../../bff/webhooks/sign.ts";
import { startTestServer } from "../support/net.ts";

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const action of undo.splice(0).reverse()) await action();
});

async function endpoint(listener: RequestListener): Promise<string> {
  const server = await startTestServer(listener);
  undo.push(server.close);
  return `${server.origin}/webhooks`;
}

function sender(options: { allowPrivateAddresses?: boolean; timeoutMs?: number } = {}) {
  const made = createWebhookSender({ allowPrivateAddresses: true, timeoutMs: 5_000, ...options });
  undo.push(() => made.close());
  return made;
}

const secretOf = (text: string) =>
  new Secret(`whsec_${Buffer.from(text.padEnd(32, "!")).toString("base64")}`);
const now = Date.UTC(2026, 10, 20, 9);
const message = { headers: { "webhook-id": "evt_1" }, body: '{"type":"payment.succeeded"}', now };

describe("a webhook's signature", () => {
  const body = '{"type":"payment.succeeded"}';
  const [first, second, stranger] = [secretOf("first"), secretOf("second"), secretOf("stranger")];
  const at = Date.now();
  const headers = { ...signWebhook({ id: "evt_1", now: at, body, secrets: [first, second] }) };

  test.each([
    ["the old secret", first],
    ["the new secret", second],
  ])("holds for a merchant who has %s, while both are configured", (_, secret) => {
    expect(new Webhook(secret.reveal()).verify(body, headers)).toEqual(JSON.parse(body));
  });

  test("holds for nobody else, for no other body, id or time", () => {
    const merchant = new Webhook(first.reveal());
    expect(() => new Webhook(stranger.reveal()).verify(body, headers)).toThrow();
    expect(() => merchant.verify(body.replace("succeeded", "failed"), headers)).toThrow();
    expect(() => merchant.verify(body, { ...headers, "webhook-id": "evt_2" })).toThrow();
    const later = String(Number(headers["webhook-timestamp"]) + 1);
    expect(() => merchant.verify(body, { ...headers, "webhook-timestamp": later })).toThrow();
  });
});

describe("sending", () => {
  test("posts the exact text as JSON with the headers it was given", async () => {
    const got: { headers: unknown; text: string }[] = [];
    const url = await endpoint(async (request, response) => {
      got.push({ headers: request.headers, text: (await request.toArray()).join("") });
      response.writeHead(204).end();
    });
    expect(await sender().send({ url, ...message })).toEqual({
      kind: "answer",
      status: 204,
      retryAfterSeconds: null,
    });
    expect(got).toEqual([
      {
        headers: expect.objectContaining({ "webhook-id": "evt_1", "content-type": "application/json" }),
        text: message.body,
      },
    ]);
  });

  test("does not follow a redirect: the merchant's next address gets nothing", async () => {
    let followed = 0;
    const url = await endpoint((request, response) => {
      if (request.url === "/elsewhere") followed++;
      response.writeHead(302, { location: "/elsewhere" }).end();
    });
    expect(await sender().send({ url, ...message })).toMatchObject({ kind: "answer", status: 302 });
    expect(followed).toBe(0);
  });

  test.each([
    ["120", 120],
    [new Date(now + 90_000).toUTCString(), 90],
    ["soon", null],
    ["999999999", 86_400],
    ["86400000000", 86_400],
  ])("reads Retry-After %s", async (header, retryAfterSeconds) => {
    expect(await askedToWait(header)).toBe(retryAfterSeconds);
  });

  test("reads a Retry-After beyond any number as long", async () => {
    expect(await askedToWait("9".repeat(400))).toBe(86_400);
  });

  async function askedToWait(header: string): Promise<number | null> {
    const url = await endpoint((_, response) => response.writeHead(503, { "retry-after": header }).end());
    const result = await sender().send({ url, ...message });
    if (result.kind !== "answer" || result.status !== 503) throw new Error("no such answer");
    return result.retryAfterSeconds;
  }

  test("stops waiting for an endpoint that never answers", async () => {
    const url = await endpoint(() => undefined);
    const result = await sender({ timeoutMs: 150 }).send({ url, ...message });
    expect(result).toEqual({ kind: "no_answer", error: "timeout" });
  });

  test("tells a connection that is refused or dropped", async () => {
    const url = await endpoint((request) => request.socket.destroy());
    const refused = "http://127.0.0.1:1/webhooks";
    for (const target of [url, refused]) {
      const result = await sender().send({ url: target, ...message });
      expect(result).toEqual({ kind: "no_answer", error: "connection_failed" });
    }
  });

  test("takes the status of an endpoint whose answer never ends", async () => {
    const url = await endpoint((_, response) => {
      response.writeHead(200);
      const pour = () => {
        while (response.write(Buffer.alloc(65_536)));
        response.once("drain", pour);
      };
      pour();
    });
    expect(await sender().send({ url, ...message })).toMatchObject({ kind: "answer", status: 200 });
  });

  test("never reaches a private address where that is not allowed", async () => {
    let reached = 0;
    const url = await endpoint((_, response) => {
      reached++;
      response.end();
    });
    const result = await sender({ allowPrivateAddresses: false }).send({ url, ...message });
    expect(result).toEqual({ kind: "no_answer", error: "address_refused" });
    expect(reached).toBe(0);
  });
});
