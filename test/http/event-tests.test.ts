/** A signed test event to each endpoint. */
import { describe, expect, test } from "vitest";
import { auditEntry, eventTypes, listOf, testedEndpoints } from "../../bff/contract.ts";
import { describeApp } from "../support/app-suite.ts";
import { verifyWebhook } from "../support/webhook-receiver.ts";
import { problemCode } from "./support/problems.ts";

describeApp("POST /v1/events/test", {}, (app) => {
  test("without a type sends a message that means nothing, and says that it arrived", async () => {
    const reply = (await app().api.post("/v1/events/test")).as(testedEndpoints);
    expect(reply).toEqual({
      object: "event_test",
      id: expect.stringMatching(/^evt_test_[0-9A-Za-z]{22}$/),
      type: "webhook.test",
      endpoints: [
        {
          at: expect.any(String),
          endpoint: app().webhooks.url,
          status: 200,
          error: null,
          durationMs: expect.any(Number),
          accepted: true,
          detail: null,
        },
      ],
    });
    const audit = (await app().api.get(`/v1/audit?subject=${reply.id}`)).as(listOf(auditEntry)).data;
    expect(audit).toMatchObject([{ action: "event.test", after: { type: "webhook.test", endpoints: 1 } }]);
  });

  test.each(eventTypes)("of the type %s is signed, marked, and about nothing that is there", async (type) => {
    const before = app().webhooks.received.length;
    const reply = (await app().api.post("/v1/events/test", { type })).as(testedEndpoints);
    const [webhook, ...others] = app().webhooks.received.slice(before);
    if (webhook === undefined) throw new Error("nothing came");
    expect(others).toEqual([]);
    expect(webhook.headers["webhook-id"]).toBe(reply.id);
    expect(verifyWebhook(webhook, app().webhooks.secret)).toEqual(JSON.parse(webhook.text));
    expect(webhook.event).toMatchObject({ type, data: { test: true } });
    expect(webhook.text).not.toMatch(/"(cs|pay|po|evt)_[0-9A-Za-z]{22}"/);
    expect(webhook.text).not.toMatch(/"(order-1001|refund-77)"/);
    for (const path of ["/v1/sessions/cs_test", "/v1/payments/pay_test", "/v1/payouts/po_test"])
      expect((await app().api.get(path)).status).toBe(404);
    expect((await app().api.get(`/v1/events/${reply.id}`)).status).toBe(404);
  });

  test("says what is wrong with an answer", async () => {
    app().webhooks.answerWith(404);
    const reply = (await app().api.post("/v1/events/test")).as(testedEndpoints);
    app().webhooks.answerWith(200);
    expect(reply.endpoints).toMatchObject([
      {
        status: 404,
        error: "answered 404",
        accepted: false,
        detail: "404: nothing takes a POST at this address",
      },
    ]);
  });

  test("a 410 disables nothing", async () => {
    app().webhooks.answerWith(410);
    await app().api.post("/v1/events/test", { type: "session.canceled" });
    app().webhooks.answerWith(200);
    const before = app().webhooks.received.length;
    const session = await app().api.createSession();
    await app().api.post(`/v1/sessions/${session.id}/cancel`);
    await app().runJobsUntilIdle();
    expect(app().webhooks.received.slice(before)).toHaveLength(1);
  });

  test("refuses an endpoint and a type that there are not", async () => {
    const refused = async (body: unknown) => problemCode(await app().api.post("/v1/events/test", body));
    expect(await refused({ endpoint: "https://elsewhere.example" })).toEqual([
      "validation_failed",
      "endpoint",
    ]);
    expect(await refused({ type: "payment.paid" })).toEqual(["validation_failed", "type"]);
  });
});

describe("with several endpoints", () => {
  let booksUrl = "";
  describeApp(
    "a test event",
    {
      engines: ["sqlite"],
      config: (base) => {
        const [first] = base.merchant.webhooks;
        booksUrl = new URL("/books", first?.url).href;
        const books = { ...first, id: "books", url: booksUrl, events: ["payout.failed"] };
        const gone = { ...first, id: "gone", url: "http://127.0.0.1:1/hook", events: ["payout.reversed"] };
        return { ...base, merchant: { ...base.merchant, webhooks: [first, books, gone] } };
      },
    },
    (app) => {
      const asked = async (body: unknown) => {
        const { endpoints } = (await app().api.post("/v1/events/test", body)).as(testedEndpoints);
        return endpoints.map(({ endpoint, accepted }) => [endpoint, accepted]);
      };

      test("goes to those that take its type, or to the one that is named", async () => {
        const { url } = app().webhooks;
        expect(await asked({ type: "session.canceled" })).toEqual([[url, true]]);
        expect(await asked({ type: "payout.failed" })).toEqual([
          [url, true],
          [booksUrl, true],
        ]);
        expect(await asked({ type: "session.canceled", endpoint: "books" })).toEqual([[booksUrl, true]]);
        expect(await asked({ endpoint: booksUrl })).toEqual([[booksUrl, true]]);
        expect((await asked({})).map(([, accepted]) => accepted)).toEqual([true, true, false]);
      });
    },
  );
});
