import { createServer } from "node:http";
import express, { type RequestHandler } from "express";
import { expect, test } from "vitest";
import { identifyRequest } from "../../bff/http/middleware/identify-request.ts";
import { sendJson } from "../../bff/http/problem.ts";
import { timeAnswers } from "../../bff/http/server-timing.ts";
import { describeApp } from "../support/app-suite.ts";
import { listenOnFreePort } from "../support/net.ts";

const headerOf = ({ headers }: { readonly headers: Readonly<Record<string, unknown>> }) =>
  String(headers["server-timing"]);

describeApp("Server-Timing in sandbox", {}, (app) => {
  test("says how long the answer took, and the provider's calls within it", async () => {
    const { clientToken } = await app().api.createSession();
    const browser = app().browser(clientToken);
    const created = await browser.call({
      method: "POST",
      path: "/checkout/payments",
      body: { method: "store" },
    });
    expect(created.status).toBe(201);
    const header = headerOf(created);
    expect(header).toMatch(/^total;dur=\d+(\.\d)?, provider;desc="paypro-mx create";dur=\d+(\.\d)?(, |$)/);
    const [total = 0, provider = 0] = [...header.matchAll(/dur=([\d.]+)/g)].map(([, text]) => Number(text));
    expect(total).toBeGreaterThanOrEqual(provider);
  });

  test("is on answers without a provider, on errors, and on 304, and leaks nothing of another request", async () => {
    const { clientToken } = await app().api.createSession();
    const browser = app().browser(clientToken);
    const status = await browser.call({ path: "/checkout/status" });
    const etag = String(status.headers.etag);
    const again = await browser.call({ path: "/checkout/status", headers: { "if-none-match": etag } });
    const missing = await app().api.get("/v1/payments/pay_none");
    expect([status.status, again.status, missing.status]).toEqual([200, 304, 404]);
    for (const reply of [status, again, missing]) expect(headerOf(reply)).toMatch(/^total;dur=\d+(\.\d)?$/);
  });
});

test.each([
  ["sandbox", true],
  ["live", false],
] as const)("in %s, answers have it: %s", async (environment, isTimed) => {
  const answer: RequestHandler = (_request, response) => sendJson(response, 200, {});
  const server = createServer(express().use(identifyRequest, timeAnswers({ environment }), answer));
  const port = await listenOnFreePort(server);
  const { headers } = await fetch(`http://127.0.0.1:${port}/`);
  server.close();
  expect(headers.has("server-timing")).toBe(isTimed);
});
