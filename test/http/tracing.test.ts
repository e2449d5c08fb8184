import { describe, expect, test } from "vitest";
import { payout as payoutSchema } from "../../bff/contract.ts";
import { engines } from "../support/databases.ts";
import { postCallback, withCallback } from "./support/callbacks.ts";
import {
  callerId,
  list,
  nameOf,
  paidUnheard,
  refresh,
  startTraced,
  traceId,
  traceparent,
  undoAfterEach,
} from "./support/traced.ts";

undoAfterEach();

describe.each(engines)("a trace on %s", (engine) => {
  test("leads from the merchant's request to the provider's answer and the webhook, which carries it on", async () => {
    const { app, spans } = await startTraced({ engine, runJobs: true });
    const id = await paidUnheard(app);
    const tracestate = "vendor=abc";
    expect(await refresh(app, id, { traceparent, tracestate })).toMatchObject({ status: "succeeded" });
    const told = () => app.webhooks.received.filter(({ headers }) => headers.traceparent?.includes(traceId));
    await expect.poll(() => told().length, { timeout: 10_000 }).toBeGreaterThan(0);
    const [webhook] = told();
    const all = await spans();
    const own = all.filter((span) => span.traceId === traceId);
    const request = own.find(({ name }) => name === "POST /v1/payments/{id}/refresh");
    expect(request).toMatchObject({ parentId: callerId, kind: 2, failed: false });
    expect(request?.attributes).toMatchObject({
      "http.request.method": "POST",
      "http.route": "/v1/payments/{id}/refresh",
      "http.response.status_code": 200,
      "pay_checkout.payment_id": id,
      "pay_checkout.request_id": expect.stringMatching(/^req_/),
    });
    const call = own.find(({ name }) => name === "provider query");
    expect(call).toMatchObject({ parentId: request?.spanId, kind: 3, failed: false });
    expect(call?.attributes).toMatchObject({
      "pay_checkout.account": "paypro-mx",
      "pay_checkout.provider": "paypro",
      "pay_checkout.operation": "query",
      "pay_checkout.outcome": "answered",
      "http.response.status_code": 200,
      "pay_checkout.payment_id": id,
    });
    const [, , sender = ""] = webhook?.headers.traceparent?.toString().split("-") ?? [];
    expect(webhook?.headers).toMatchObject({ traceparent: `00-${traceId}-${sender}-01`, tracestate });
    const delivery = own.find(({ spanId }) => spanId === sender);
    expect(delivery).toMatchObject({ name: "webhook", kind: 3, failed: false });
    expect(delivery?.attributes).toMatchObject({
      "pay_checkout.event_id": webhook?.headers["webhook-id"],
      "http.response.status_code": 200,
      "pay_checkout.payment_id": id,
    });
    expect(nameOf(own, delivery?.parentId ?? "")).toBe("job deliver_event");
  });
});

test("a job that was claimed begins a trace of its own, with the ids that join it to the others", async () => {
  const { app, spans } = await startTraced();
  const id = await paidUnheard(app);
  await refresh(app, id, { traceparent });
  app.webhooks.answerWith(503);
  await app.settle();
  const all = await spans();
  const told = app.webhooks.received.find(({ event }) => event.data.payment?.id === id);
  const [, , sender] = told?.headers.traceparent?.toString().split("-") ?? [];
  const delivery = all.find(({ spanId }) => spanId === sender);
  expect(delivery).toMatchObject({ name: "webhook", failed: true });
  expect(delivery?.attributes).toMatchObject({
    "error.type": "answered 503",
    "pay_checkout.payment_id": id,
  });
  const job = all.find(({ spanId }) => spanId === delivery?.parentId);
  expect(job).toMatchObject({ name: "job deliver_event", parentId: "", traceId: delivery?.traceId });
  expect(job?.attributes).toMatchObject({ "pay_checkout.job_id": expect.any(String) });
  expect(job?.traceId).not.toBe(traceId);
});

test("a callback, a failed call and an error of ours are spans that say so", async () => {
  const { app, spans } = await startTraced();
  const { path, body, id } = await withCallback(app);
  await postCallback(app, `${path}x`, body);
  await postCallback(app, path, body);
  app.sandbox.state.arm({ kind: "status", operation: "createPayment", provider: "paypro" });
  const { clientToken } = await app.api.createSession();
  const start = { method: "POST", path: "/checkout/payments", body: { method: "store" } } as const;
  await app.browser(clientToken).call(start);
  const all = await spans();
  const callbacks = all.filter(({ name }) => name === "callback");
  expect(callbacks.map(({ attributes }) => attributes)).toMatchObject([
    { "pay_checkout.account": "paypro-mx", "pay_checkout.outcome": "refused" },
    {
      "pay_checkout.account": "paypro-mx",
      "pay_checkout.outcome": "accepted",
      "pay_checkout.payment_id": id,
    },
  ]);
  const route = "POST /callbacks/{accountId}/{callbackToken}";
  expect(callbacks.map(({ parentId }) => nameOf(all, parentId))).toEqual([route, route]);
  const failed = all.find(({ name, failed }) => failed && name === "provider create");
  expect(failed?.attributes).toMatchObject({ "pay_checkout.outcome": "failed", "error.type": "failed" });
});

test.each([
  ["of another form", "4bf92f3577b34da6a3ce929d0e0e4736"],
  ["of zeros", "00-00000000000000000000000000000000-00f067aa0ba902b7-01"],
  ["in capitals", traceparent.toUpperCase()],
  ["with more behind it", `${traceparent}-more`],
  ["sent twice", `${traceparent}, ${traceparent}`],
])("a traceparent %s is ignored", async (_what, header) => {
  const { app, spans } = await startTraced();
  expect(await list(app, header)).toBe(200);
  const [request] = (await spans()).filter(({ name }) => name === "GET /v1/payments");
  expect(request).toMatchObject({ parentId: "", traceId: expect.stringMatching(/^[0-9a-f]{32}$/) });
  expect(request?.traceId).not.toBe(traceId);
});

test("only the merchant's server continues a trace: not a browser, not a provider", async () => {
  const { app, spans } = await startTraced();
  await app.call({ method: "GET", path: "/checkout/session", headers: { traceparent } });
  await app.call({ method: "POST", path: "/callbacks/paypro-mx", headers: { traceparent } });
  const all = await spans();
  expect(all.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["GET /checkout", "POST /callbacks/{accountId}"]),
  );
  expect(all.filter((span) => span.traceId === traceId)).toEqual([]);
});

test("health checks are not traced", async () => {
  const { app, spans } = await startTraced();
  await app.call({ method: "GET", path: "/healthz" });
  await app.call({ method: "GET", path: "/readyz" });
  await app.api.get("/v1/payments");
  expect((await spans()).map(({ name }) => name)).toEqual(["GET /v1/payments"]);
});

test("nothing of a payer, a reference, a secret or an address is in a trace", async () => {
  const secret = "collector-secret-4711";
  const { app, collector, spans } = await startTraced({ runJobs: true }, (origin) => ({
    OTEL_EXPORTER_OTLP_ENDPOINT: origin,
    OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer%20${secret}`,
  }));
  const session = await app.api.createSession({ reference: "order-of-ana" });
  const started = await app.browser(session.clientToken).start("store");
  app.sandbox.state.play(await app.orderOf(started.id), { action: "pay" });
  const request = {
    account: "paypro-mx",
    amount: { value: "500.00", currency: "MXN" },
    reference: "refund-of-ana",
    beneficiary: { name: "Ana Diaz", accountNumber: "002010077777777771", accountType: "clabe" },
  };
  const key = { "idempotency-key": "a-key-of-ana" };
  const payout = (await app.api.post("/v1/payouts", request, key)).as(payoutSchema);
  await app.api.get(`/v1/search?q=${encodeURIComponent("ana@example.com")}`);
  await expect.poll(() => app.webhooks.received.length, { timeout: 10_000 }).toBeGreaterThan(0);
  const { orderNo } = await app.api.readPayment(started.id);
  expect((await spans()).length).toBeGreaterThan(10);
  expect(collector.requests[0]?.headers.authorization).toBe(`Bearer ${secret}`);
  const text = collector.requests.map(({ body }) => body.toString("latin1")).join();
  expect(text).toContain(payout.id);
  const forbidden = [
    "-of-ana",
    "Ana Diaz",
    "ana@",
    "0020100777",
    "127.0.0.1",
    secret,
    app.apiKey,
    session.clientToken,
    app.webhooks.secret,
    orderNo,
    payout.orderNo,
    "/pay/",
  ];
  expect(forbidden.filter((word) => text.includes(word))).toEqual([]);
});
