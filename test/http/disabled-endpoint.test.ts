import { expect, test } from "vitest";
import { eventView, listOf } from "../../bff/contract.ts";
import type { TestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";

const reason = "the endpoint is disabled (it answered 410)";

async function cancelOne(app: TestApp) {
  const session = await app.api.createSession();
  await app.api.post(`/v1/sessions/${session.id}/cancel`);
  await app.runJobsUntilIdle();
  const [event] = (await app.api.get(`/v1/events?session=${session.id}`)).as(listOf(eventView)).data;
  if (event === undefined) throw new Error("the session has no event");
  return event;
}

async function countDisabled(app: TestApp): Promise<string | undefined> {
  const reply = await app.call({ path: "/metrics", headers: { authorization: "Bearer scrape-me" } });
  return /pay_checkout_webhook_deliveries_total\{outcome="disabled"\} (\d+)/.exec(reply.text)?.[1];
}

const config = (base: object) => ({ ...base, metrics: { token: "scrape-me" } });

describeApp("an endpoint that answers 410", { config }, (app) => {
  test("is seen to be disabled, gets nothing, and all of it once a redelivery enables it", async () => {
    app().webhooks.answerWith(410);
    const first = await cancelOne(app());
    app().webhooks.answerWith(200);
    const second = await cancelOne(app());
    expect(first.deliveries).toMatchObject([{ state: "dead", attempts: [{ status: 410 }] }]);
    expect(second.deliveries).toMatchObject([{ state: "dead", attempts: [{ status: null, error: reason }] }]);
    expect(await countDisabled(app())).toBe("2");
    const errors = app()
      .logs()
      .filter((line) => line.includes('"level":"error"'));
    expect(errors).toHaveLength(2);
    expect(errors[0]).toContain("webhook not delivered: the endpoint is disabled");
    expect(errors[1]).toContain("event not sent: its endpoint is disabled");
    expect(errors[1]).toContain(second.id);

    const got = () => app().webhooks.received.map(({ headers }) => headers["webhook-id"]);
    expect(got()).toEqual([first.id]);
    await app().api.post(`/v1/events/${second.id}/redeliver`);
    app().clock.advance(1_000);
    await app().runJobsUntilIdle();
    expect(got()).toEqual([first.id, second.id, first.id]);
  });
});
