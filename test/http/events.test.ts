import { describe, expect, test } from "vitest";
import { eventView, listOf } from "../../bff/contract.ts";
import type { TestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";
import { verifyWebhook } from "../support/webhook-receiver.ts";

const page = listOf(eventView);

/** A session that was paid, and its events. */
async function paid(app: TestApp) {
  const session = await app.api.createSession();
  const payment = await app.browser(session.clientToken).start("store");
  app.sandbox.state.play(await app.orderOf(payment.id), { action: "pay" });
  await app.settle();
  const list = (await app.api.get(`/v1/events?session=${session.id}`)).as(page);
  return { session, payment, events: list.data };
}

describeApp("events", {}, (app) => {
  test("tell what happened, newest first, with what was sent and what came of it", async () => {
    const { session, payment, events } = await paid(app());
    expect(events.map(({ type }) => type).sort()).toEqual([
      "payment.pending",
      "payment.succeeded",
      "session.succeeded",
    ]);
    for (const event of events) {
      expect(event.id).toMatch(/^evt_[0-9A-Za-z]{27}$/);
      expect(event.data.session?.id).toBe(session.id);
      expect(event.data.payment?.id).toBe(event.type.startsWith("payment.") ? payment.id : undefined);
      expect(event.deliveries).toEqual([
        {
          endpoint: app().webhooks.url,
          state: "delivered",
          nextAttemptAt: null,
          attempts: [
            {
              at: expect.any(String),
              endpoint: app().webhooks.url,
              status: 200,
              error: null,
              durationMs: expect.any(Number),
            },
          ],
        },
      ]);
    }
  });

  test("are what the merchant's endpoint got, signed", async () => {
    const { session, events } = await paid(app());
    const got = app().webhooks.received.filter(({ event }) => event.data.session?.id === session.id);
    expect(got.map(({ headers }) => headers["webhook-id"]).sort()).toEqual(events.map(({ id }) => id).sort());
    for (const webhook of got) {
      expect(verifyWebhook(webhook, app().webhooks.secret)).toEqual(webhook.event);
      const { type, timestamp, data } = events.find(({ id }) => id === webhook.headers["webhook-id"]) ?? {};
      expect(webhook.event).toEqual({ type, timestamp, data });
    }
  });

  test("never carry a client token", async () => {
    const { session } = await paid(app());
    const text = app()
      .webhooks.received.map((webhook) => webhook.text)
      .join("");
    expect(text).not.toContain(session.clientToken);
    expect((await app().api.get("/v1/events?limit=100")).text).not.toContain(session.clientToken);
  });

  test("are listed by type, session, payment, and page by page", async () => {
    const { session, payment, events } = await paid(app());
    const list = async (query: string) => (await app().api.get(`/v1/events?${query}`)).as(page);
    expect((await list(`payment=${payment.id}`)).data).toHaveLength(2);
    const one = await list(`session=${session.id}&type=session.succeeded`);
    expect(one.data.map(({ type }) => type)).toEqual(["session.succeeded"]);
    const seen: string[] = [];
    let cursor = "";
    do {
      const { data, nextCursor } = await list(`session=${session.id}&limit=2${cursor}`);
      seen.push(...data.map(({ id }) => id));
      cursor = nextCursor === null ? "" : `&cursor=${nextCursor}`;
    } while (cursor !== "");
    expect(seen).toEqual(events.map(({ id }) => id));
    expect((await app().api.get("/v1/events?type=payment.paid")).problem().errors?.[0]?.path).toBe("type");
  });

  test("can be read one by one, and be 404", async () => {
    const { events } = await paid(app());
    const [first] = events;
    expect((await app().api.get(`/v1/events/${first?.id}`)).as(eventView)).toEqual(first);
    expect((await app().api.get("/v1/events/evt_0000000000000000000000")).problem().code).toBe("not_found");
  });

  describe("POST /v1/events/{id}/redeliver", () => {
    test("sends it again, under the same webhook-id", async () => {
      const { events } = await paid(app());
      const [event] = events;
      const copies = () =>
        app().webhooks.received.filter(({ headers }) => headers["webhook-id"] === event?.id).length;
      expect(copies()).toBe(1);
      const reply = await app().api.post(`/v1/events/${event?.id}/redeliver`);
      expect(reply.as(eventView).deliveries[0]?.state).toBe("pending");
      await app().runJobsUntilIdle();
      expect(copies()).toBe(2);
      const after = (await app().api.get(`/v1/events/${event?.id}`)).as(eventView);
      expect(after.deliveries[0]).toMatchObject({ state: "delivered" });
      expect(after.deliveries[0]?.attempts).toHaveLength(2);
    });

    test("knows no event that is not there", async () => {
      expect((await app().api.post("/v1/events/evt_1/redeliver")).problem().code).toBe("not_found");
    });
  });

  test("show an endpoint that fails, with when it is tried again", async () => {
    app().webhooks.answerWith(500);
    const session = await app().api.createSession();
    await app().api.post(`/v1/sessions/${session.id}/cancel`);
    await app().runJobsUntilIdle();
    app().webhooks.answerWith(200);
    const [event] = (await app().api.get(`/v1/events?session=${session.id}`)).as(page).data;
    expect(event?.deliveries[0]).toMatchObject({
      state: "pending",
      nextAttemptAt: expect.any(String),
      attempts: [{ status: 500, error: "answered 500" }],
    });
  });
});

const oldSecret = `whsec_${Buffer.alloc(32, "old").toString("base64")}`;
const newSecret = `whsec_${Buffer.alloc(32, "new").toString("base64")}`;

describeApp(
  "an endpoint with two secrets",
  {
    config: (base) => ({
      ...base,
      merchant: {
        ...base.merchant,
        webhooks: base.merchant.webhooks.map((webhook) => ({ ...webhook, secrets: [oldSecret, newSecret] })),
      },
    }),
  },
  (app) => {
    test("gets what it can verify with either, and with no other, while one is exchanged", async () => {
      await paid(app());
      const got = app().webhooks.received;
      expect(got.length).toBe(3);
      for (const webhook of got) {
        for (const secret of [oldSecret, newSecret]) {
          expect(verifyWebhook(webhook, secret)).toEqual(webhook.event);
        }
        expect(() => verifyWebhook(webhook, app().webhooks.secret)).toThrow();
      }
    });
  },
);
