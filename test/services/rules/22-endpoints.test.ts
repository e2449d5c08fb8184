/** Rule 22: a delivery to a webhook endpoint that is not configured waits. */

import { expect, test } from "vitest";
import { runJob } from "../../../bff/jobs/run-job.ts";
import { findUncovered } from "../../../bff/services/coverage/find-uncovered.ts";
import { redeliverEvent } from "../../../bff/services/events/redeliver-event.ts";
import { createToday } from "../../../bff/services/overview/read-today.ts";
import { claimJobs } from "../../../bff/storage/jobs/claim-jobs.ts";
import { adoptDeliveries } from "../../../bff/storage/repositories/adopt-deliveries.ts";
import { backend } from "../../support/authors.ts";
import { coverageOf, reconfigure } from "../support/reconfigure.ts";
import type { Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { hour, minute } from "../support/times.ts";

const paid = { status: "succeeded", amountText: "150.00" } as const;

/** The endpoint answers with that status from now on. @param id null: it is known by its address alone */
function answerAs(stage: Stage, id: string | null, status: number): void {
  reconfigure(stage, {
    endpoints: stage.context.endpoints.map((endpoint) => ({ ...endpoint, id: id ?? endpoint.addressId })),
    webhooks: {
      ...stage.context.webhooks,
      send: async () => ({ kind: "answer", status, retryAfterSeconds: null }),
    },
  });
}

forEachStage("rule 22, a webhook endpoint", (open) => {
  const deliveriesOf = async (stage: Stage) =>
    await stage.database.kysely.selectFrom("deliveries").select(["state"]).execute();

  test("rule 22: one that is missing keeps its deliveries waiting, without an attempt, until it is back", async () => {
    const stage = await open();
    const sent: string[] = [];
    reconfigure(stage, {
      webhooks: {
        ...stage.context.webhooks,
        send: async ({ url }) => {
          sent.push(url);
          return { kind: "answer", status: 200, retryAfterSeconds: null };
        },
      },
    });
    await stage.pay();
    const { endpoints } = stage.context;
    reconfigure(stage, { endpoints: [] });
    await stage.pass(6 * hour);
    expect(await deliveriesOf(stage)).toContainEqual({ state: "pending" });
    expect(await stage.database.kysely.selectFrom("delivery_attempts").selectAll().execute()).toEqual([]);
    const moved = endpoints.map((endpoint) => ({ ...endpoint, url: "https://new.example/webhooks" }));
    reconfigure(stage, { endpoints: moved });
    await stage.pass(minute);
    expect(sent).toEqual(["https://new.example/webhooks"]);
  });

  test("rule 22: one that leaves between the writing of a delivery and its sending costs the delivery nothing", async () => {
    const stage = await open();
    await stage.pay();
    const { database, clock, instanceId } = stage.context;
    const claimed = await claimJobs(database, {
      instanceId,
      now: clock.now(),
      limit: 20,
      leaseMs: minute,
    });
    const job = claimed.find(({ kind }) => kind === "deliver_event");
    const [event] = await database.kysely.selectFrom("deliveries").selectAll().execute();
    if (job === undefined || event === undefined) throw new Error("a delivery is due");
    reconfigure(stage, { endpoints: [] });
    const { event_id: eventId, endpoint_id: endpointId } = event;
    const payload = {
      kind: "delivery",
      deliveryId: event.id,
      eventId,
      endpointId,
      text: "{}",
      about: {},
    } as const;
    await runJob(stage.context, job, { payload });
    const rows = await database.kysely.selectFrom("jobs").selectAll().where("id", "=", job.id).execute();
    expect(rows.map(({ step, failures, locked_by }) => [step, failures, locked_by])).toEqual([[0, 0, null]]);
    expect(await deliveriesOf(stage)).toContainEqual({ state: "pending" });
    expect(await database.kysely.selectFrom("delivery_attempts").selectAll().execute()).toEqual([]);
  });

  test("rule 22: one that has got an id of its own takes what waited for its address", async () => {
    const stage = await open();
    let sent = 0;
    reconfigure(stage, {
      endpoints: stage.context.endpoints.map((endpoint) => ({ ...endpoint, id: endpoint.addressId })),
      webhooks: {
        ...stage.context.webhooks,
        send: async () => {
          sent++;
          return { kind: "answer", status: 200, retryAfterSeconds: null };
        },
      },
    });
    await stage.pay();
    reconfigure(stage, {
      endpoints: stage.context.endpoints.map((endpoint) => ({ ...endpoint, id: "shop" })),
    });
    expect(await findUncovered(stage.database.kysely, coverageOf(stage.context))).toEqual([]);
    await adoptDeliveries(stage.database, stage.context.endpoints);
    const jobs = await stage.database.kysely.selectFrom("jobs").select("queue").execute();
    expect(jobs).toContainEqual({ queue: "webhooks:shop" });
    await stage.pass(0);
    expect(sent).toBe(1);
  });

  test("rule 22: one that has got an id of its own keeps its dead deliveries, and that it is disabled", async () => {
    const stage = await open();
    const { kysely } = stage.database;
    answerAs(stage, null, 410);
    await stage.pay();
    await stage.pass(0);
    const log = await kysely.selectFrom("delivery_attempts").select(["seq", "status"]).execute();
    expect(log).toEqual([{ seq: 1, status: 410 }]);
    answerAs(stage, "shop", 200);
    for (let start = 0; start < 2; start++) await adoptDeliveries(stage.database, stage.context.endpoints);
    const [event] = await stage.told("payment.pending");
    const id = `${event?.id}:shop`;
    expect(await kysely.selectFrom("deliveries").select(["id", "endpoint_id", "state"]).execute()).toEqual([
      { id, endpoint_id: "shop", state: "dead" },
    ]);
    expect(
      await kysely.selectFrom("delivery_attempts").select(["delivery_id", "seq", "status"]).execute(),
    ).toEqual([{ delivery_id: id, seq: 1, status: 410 }]);
    const today = await createToday()(stage.context, { mayRead: (kind) => kind === "disabled_endpoint" });
    expect(today.data).toMatchObject([{ kind: "disabled_endpoint", id: "shop", count: 1 }]);
    await redeliverEvent(stage.context, { eventId: event?.id ?? "", author: backend });
    await stage.pass(10);
    expect(await kysely.selectFrom("deliveries").select(["id", "state"]).execute()).toEqual([
      { id, state: "delivered" },
    ]);
  });

  test("rule 22: one that has got an id of its own takes a great many dead deliveries in short transactions", async () => {
    const stage = await open();
    const { database } = stage;
    const { kysely } = database;
    answerAs(stage, null, 410);
    await stage.pay();
    await stage.pass(0);
    const event = await kysely.selectFrom("events").selectAll().executeTakeFirstOrThrow();
    const delivery = await kysely.selectFrom("deliveries").selectAll().executeTakeFirstOrThrow();
    const ids = Array.from({ length: 1_100 }, (_, index) => `evt_copy${index}`);
    await database.transaction(async (trx) => {
      for (const id of ids) {
        await trx
          .insertInto("events")
          .values({ ...event, id })
          .execute();
        const copy = { ...delivery, id: `${id}:${delivery.endpoint_id}`, event_id: id };
        await trx.insertInto("deliveries").values(copy).execute();
      }
    });
    answerAs(stage, "shop", 200);
    let transactions = 0;
    const counting: Pick<typeof database, "transaction"> = {
      transaction(work) {
        transactions++;
        return database.transaction(work);
      },
    };
    await adoptDeliveries(counting, stage.context.endpoints);
    expect(transactions).toBe(3);
    const left = await kysely
      .selectFrom("deliveries")
      .select("id")
      .where("endpoint_id", "<>", "shop")
      .execute();
    expect(left).toEqual([]);
    expect(await kysely.selectFrom("deliveries").select("id").execute()).toHaveLength(ids.length + 1);
  });

  test("rule 22: one that has got an id of its own replays what still waits, as one delivery", async () => {
    const stage = await open();
    const { kysely } = stage.database;
    answerAs(stage, null, 500);
    await stage.pay();
    await stage.pass(minute);
    answerAs(stage, "shop", 200);
    const [event] = await stage.told("payment.pending");
    await redeliverEvent(stage.context, { eventId: event?.id ?? "", author: backend });
    await stage.pass(10);
    const rows = await kysely.selectFrom("deliveries").select(["id", "endpoint_id", "state"]).execute();
    expect(rows).toEqual([{ id: `${event?.id}:shop`, endpoint_id: "shop", state: "delivered" }]);
    const log = await kysely.selectFrom("delivery_attempts").select("status").orderBy("seq").execute();
    expect(log.at(-1)).toEqual({ status: 200 });
    expect(log.length).toBeGreaterThan(1);
    const jobs = await kysely.selectFrom("jobs").select("id").where("kind", "=", "deliver_event").execute();
    expect(jobs).toEqual([]);
  });

  test("rule 22: a 410 to what was under way under the address disables the endpoint itself", async () => {
    const stage = await open();
    const { kysely } = stage.database;
    answerAs(stage, null, 500);
    await stage.pay();
    await stage.pass(0);
    answerAs(stage, "shop", 410);
    // As its job had been claimed when the endpoint got its id.
    await kysely
      .updateTable("jobs")
      .set({ queue: "webhooks:shop" })
      .where("kind", "=", "deliver_event")
      .execute();
    await stage.pass(minute);
    const disabled = () =>
      kysely.selectFrom("endpoints").select("id").where("disabled_at", "is not", null).execute();
    expect(await disabled()).toEqual([{ id: "shop" }]);
    answerAs(stage, "shop", 200);
    const [event] = await stage.told("payment.pending");
    await redeliverEvent(stage.context, { eventId: event?.id ?? "", author: backend });
    await stage.pass(10);
    expect(await disabled()).toEqual([]);
    expect(await kysely.selectFrom("deliveries").select(["endpoint_id", "state"]).execute()).toEqual([
      { endpoint_id: "shop", state: "delivered" },
    ]);
  });

  test("an endpoint gets the events of its types and no others", async () => {
    const stage = await open({ strong: true });
    const [shop] = stage.context.endpoints;
    if (shop === undefined) throw new Error("the stage has an endpoint");
    reconfigure(stage, {
      endpoints: [
        { ...shop, events: ["session.succeeded"] },
        { ...shop, id: "all", addressId: "another", url: "https://all.example" },
      ],
    });
    await stage.callBack(await stage.pay(), paid);
    const rows = await stage.database.kysely
      .selectFrom("deliveries")
      .innerJoin("events", "events.id", "deliveries.event_id")
      .select(["deliveries.endpoint_id", "events.type"])
      .execute();
    const typesOf = (id: string) =>
      rows
        .filter((row) => row.endpoint_id === id)
        .map((row) => row.type)
        .sort();
    expect(typesOf("shop")).toEqual(["session.succeeded"]);
    expect(typesOf("all")).toEqual(["payment.pending", "payment.succeeded", "session.succeeded"]);
    const [event] = await stage.told("payment.pending");
    await redeliverEvent(stage.context, { eventId: event?.id ?? "", author: backend });
    const again = await stage.told("payment.pending");
    expect(again.flatMap(({ deliveries }) => deliveries.map(({ endpoint }) => endpoint))).toEqual([
      "https://all.example",
    ]);
  });
});
