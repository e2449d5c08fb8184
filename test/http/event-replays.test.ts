/** Delivering the events of a time once more. */
import { expect, test } from "vitest";
import { auditEntry, eventReplay, eventView, listOf } from "../../bff/contract.ts";
import type { TestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";
import { problemCode } from "./support/problems.ts";

const hour = 60 * 60_000;
const iso = (at: number) => new Date(at).toISOString();

/** Some sessions that are canceled, each with an event; in an hour of their own. */
async function canceled(app: TestApp, count: number): Promise<{ ids: string[]; from: string; to: string }> {
  app.clock.advance(2 * hour);
  const from = iso(app.clock.now());
  const ids: string[] = [];
  for (let at = 0; at < count; at++) {
    app.clock.advance(10);
    const session = await app.api.createSession();
    await app.api.post(`/v1/sessions/${session.id}/cancel`);
    const page = (await app.api.get(`/v1/events?session=${session.id}`)).as(listOf(eventView));
    ids.push(...page.data.map(({ id }) => id));
  }
  await app.runJobsUntilIdle();
  app.clock.advance(1_000);
  return { ids, from, to: iso(app.clock.now()) };
}

/** Runs what is due, and lets a replay that waits go on. */
async function runOn(app: TestApp): Promise<void> {
  for (let round = 0; round < 20; round++) {
    await app.runJobsUntilIdle();
    app.clock.advance(1_000);
  }
}

const sentSince = (app: TestApp, before: number) =>
  app.webhooks.received.slice(before).map(({ headers }) => headers["webhook-id"]);

describeApp("POST /v1/events/replay", {}, (app) => {
  test("sends every event of the time again, oldest first, each under its webhook-id", async () => {
    const { ids, from, to } = await canceled(app(), 3);
    await canceled(app(), 1);
    const before = app().webhooks.received.length;
    const made = await app().api.post("/v1/events/replay", { from, to });
    expect(made.status).toBe(201);
    const replay = made.as(eventReplay);
    expect(replay).toMatchObject({ object: "event_replay", status: "running", types: null, scheduled: 0 });
    await runOn(app());
    expect(sentSince(app(), before)).toEqual(ids);
    const after = (await app().api.get(`/v1/event-replays/${replay.id}`)).as(eventReplay);
    expect(after).toEqual({ ...replay, status: "finished", scheduled: 3 });
    const audit = (await app().api.get(`/v1/audit?subject=${replay.id}`)).as(listOf(auditEntry)).data;
    expect(audit).toMatchObject([{ action: "event.replay", after: { from, to, types: "all" } }]);
  });

  test("sends only the types that are asked for", async () => {
    const { from, to } = await canceled(app(), 2);
    const before = app().webhooks.received.length;
    await app().api.post("/v1/events/replay", { from, to, types: ["session.succeeded"] });
    await runOn(app());
    expect(sentSince(app(), before)).toEqual([]);
  });

  test("with undeliveredOnly, sends only what has not arrived", async () => {
    app().webhooks.answerWith(500);
    const { ids, from } = await canceled(app(), 2);
    app().webhooks.answerWith(200);
    const arrived = await canceled(app(), 1);
    // The first attempts of these have failed, and the next ones are made by themselves.
    const listed = (await app().api.get(`/v1/events?delivered=false&from=${from}`)).as(listOf(eventView));
    expect(listed.data.map(({ id }) => id)).not.toContain(arrived.ids[0]);
    const before = app().webhooks.received.length;
    const { to } = arrived;
    await app().api.post("/v1/events/replay", { from, to, undeliveredOnly: true });
    await runOn(app());
    const sent = sentSince(app(), before);
    expect(sent).not.toContain(arrived.ids[0]);
    for (const id of listed.data.map((event) => event.id)) expect(sent).toContain(id);
    expect(ids.length).toBe(2);
  });

  test("goes through more events than a page has, and loses none", async () => {
    const { ids, from, to } = await canceled(app(), 120);
    const before = app().webhooks.received.length;
    await app().api.post("/v1/events/replay", { from, to });
    await runOn(app());
    expect(sentSince(app(), before)).toEqual(ids);
  });

  test("twice at once sends each event at least once and at most twice", async () => {
    const { ids, from, to } = await canceled(app(), 4);
    const before = app().webhooks.received.length;
    await Promise.all([1, 2].map(() => app().api.post("/v1/events/replay", { from, to })));
    await runOn(app());
    const sent = sentSince(app(), before);
    for (const id of ids) expect([1, 2]).toContain(sent.filter((one) => one === id).length);
    expect(new Set(sent)).toEqual(new Set(ids));
  });

  test("a repeat with the same key is the same replay", async () => {
    const { from, to } = await canceled(app(), 1);
    const call = () =>
      app().api.post("/v1/events/replay", { from, to }, { "idempotency-key": `replay-${from}` });
    const [first, second] = [await call(), await call()];
    expect(second.json()).toEqual(first.json());
    expect(second.headers["idempotency-replayed"]).toBe("true");
    await runOn(app());
  });

  test("enables an endpoint that had answered 410", async () => {
    app().webhooks.answerWith(410);
    const { ids, from, to } = await canceled(app(), 2);
    app().webhooks.answerWith(200);
    const before = app().webhooks.received.length;
    await app().api.post("/v1/events/replay", { from, to });
    await runOn(app());
    expect(new Set(sentSince(app(), before))).toEqual(new Set(ids));
  });

  test("refuses times that are no time, and types that there are not", async () => {
    const now = iso(app().clock.now());
    const refused = async (body: unknown) => problemCode(await app().api.post("/v1/events/replay", body));
    expect(await refused({ from: now, to: now })).toEqual(["validation_failed", "to"]);
    expect(
      await refused({ from: iso(app().clock.now() + hour), to: iso(app().clock.now() + 2 * hour) }),
    ).toEqual(["validation_failed", "from"]);
    expect(await refused({ from: now, to: iso(app().clock.now() - hour) })).toEqual([
      "validation_failed",
      "to",
    ]);
    expect(await refused({ from: "yesterday", to: now })).toEqual(["validation_failed", "from"]);
    expect(await refused({ from: now, to: now, types: ["payment.paid"] })).toEqual([
      "validation_failed",
      "types.0",
    ]);
    expect((await app().api.get("/v1/event-replays/rpl_1")).problem().code).toBe("not_found");
  });
});
