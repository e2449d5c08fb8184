import { describe, expect, test } from "vitest";
import type { EventBody } from "../../bff/contract.ts";
import { createSeal } from "../../bff/storage/encryption/seal.ts";
import type { Database } from "../../bff/storage/engine/database.ts";
import type { Write } from "../../bff/storage/engine/statements.ts";
import { claimJobs } from "../../bff/storage/jobs/claim-jobs.ts";
import { type ClaimedJob, jobId } from "../../bff/storage/jobs/jobs.ts";
import { decodeCursor } from "../../bff/storage/repositories/cursors.ts";
import {
  type DeliveryRecord,
  deliveriesOfEvents,
  deliveryId,
} from "../../bff/storage/repositories/deliveries.ts";
import { disabledEndpointList, endpointIdsOf } from "../../bff/storage/repositories/disabled-endpoints.ts";
import { eventWrites, type NewEvent } from "../../bff/storage/repositories/event-writes.ts";
import { findDeliveryToSend, findEvent, listEvents } from "../../bff/storage/repositories/events.ts";
import { insertPayment } from "../../bff/storage/repositories/held-sessions.ts";
import { type AttemptOutcome, recordAttempt } from "../../bff/storage/repositories/record-attempt.ts";
import { redeliver } from "../../bff/storage/repositories/redeliver.ts";
import { forEachEngine } from "../support/databases.ts";
import { findJob } from "../support/find-job.ts";
import { commit } from "./commit.ts";
import { paymentRow } from "./rows.ts";

const seal = createSeal(new Uint8Array(32).fill(7));
const body: EventBody = { type: "session.expired", timestamp: "2026-11-19T12:00:00.000Z", data: {} };
const delivery = deliveryId("evt_1", "shop");
const job = jobId("deliver_event", delivery);

type EventChanges = Partial<Omit<NewEvent, "deliveries">> & {
  readonly body?: EventBody;
  readonly endpointIds?: readonly string[];
};

function writesOf(changes: EventChanges, disabled: ReadonlySet<string> = new Set()): Write[] {
  const { body: said = body, endpointIds = ["shop"], ...others } = changes;
  const text = JSON.stringify(said);
  const deliveries = endpointIds.map((endpointId) => ({
    endpointId,
    isDisabled: disabled.has(endpointId),
    lease: {},
  }));
  const about = { sessionId: null, paymentId: null, payoutId: null };
  return eventWrites(seal, { id: "evt_1", type: said.type, text, ...about, at: 100, deliveries, ...others })
    .writes;
}

/** @returns the endpoints that are disabled. */
async function insert(database: Database, changes: EventChanges = {}): Promise<readonly string[]> {
  return await database.change({
    load: [disabledEndpointList({})],
    decide([[row]]) {
      const disabled = row === undefined ? new Set<string>() : endpointIdsOf(row);
      return { writes: writesOf(changes, disabled), result: [...disabled] };
    },
  });
}

async function findDelivery(database: Database, id: string): Promise<DeliveryRecord | undefined> {
  const [eventId = ""] = id.split(":");
  const deliveries = (await deliveriesOfEvents(database.kysely, [eventId])).get(eventId) ?? [];
  return deliveries.find((found) => found.id === id);
}

async function disabledEndpoints(database: Database): Promise<string[]> {
  const query = database.kysely.selectFrom("endpoints").select("id").where("disabled_at", "is not", null);
  return (await query.execute()).map((row) => row.id);
}

async function claim(database: Database, now: number): Promise<ClaimedJob> {
  const [first, ...others] = await claimJobs(database, { instanceId: "one", limit: 10, now, leaseMs: 1_000 });
  if (first === undefined || others.length > 0) throw new Error("expected exactly one job");
  return first;
}

async function attempt(
  database: Database,
  job: ClaimedJob,
  outcome: AttemptOutcome,
  details: { at?: number; status?: number | null; error?: string | null } = {},
): Promise<string | undefined> {
  const { at = 200, status = 500, error = "http_500" } = details;
  const record = { at, status, error, durationMs: 12 };
  const [, endpointId = ""] = job.subjectId.split(":");
  await recordAttempt(database, { job, endpointId, attempt: record, outcome });
  return (await findDelivery(database, job.subjectId))?.state;
}

forEachEngine("events", (openTestDatabase) => {
  describe("when they are written", () => {
    test("have a delivery and a job for each endpoint, due at once", async () => {
      const database = await openTestDatabase();
      await insert(database, { endpointIds: ["shop", "books"], sessionId: "cs_1" });
      const event = await findEvent(database, seal, "evt_1");
      expect(event).toMatchObject({ id: "evt_1", body, createdAt: 100 });
      expect(event?.deliveries).toEqual(
        ["books", "shop"].map((endpointId) => ({
          id: deliveryId("evt_1", endpointId),
          eventId: "evt_1",
          endpointId,
          state: "pending",
          nextAttemptAt: 100,
          attempts: [],
        })),
      );
      const jobs = await claimJobs(database, { instanceId: "one", limit: 10, now: 100, leaseMs: 1 });
      expect(jobs.map((one) => one.subjectId).sort()).toEqual(event?.deliveries.map((one) => one.id));
    });

    test("are all there or not at all, with the change they tell of", async () => {
      const database = await openTestDatabase();
      const ofNoSession = insertPayment(paymentRow("pay_1", "cs_none"));
      await expect(commit(database, [...writesOf({}), ofNoSession])).rejects.toThrow(/foreign key/i);
      expect(await findEvent(database, seal, "evt_1")).toBeUndefined();
      expect(await findDelivery(database, delivery)).toBeUndefined();
      expect(await findJob(database.kysely, job)).toBeUndefined();
    });

    test("need no endpoint", async () => {
      const database = await openTestDatabase();
      await insert(database, { endpointIds: [] });
      expect((await findEvent(database, seal, "evt_1"))?.deliveries).toEqual([]);
    });

    test("give the same bytes at every attempt, and do not lie in the database in clear", async () => {
      const database = await openTestDatabase();
      await insert(database);
      const text = JSON.stringify(body);
      expect(await findDeliveryToSend(database, seal, delivery)).toMatchObject({ text });
      expect(await findDeliveryToSend(database, seal, deliveryId("evt_2", "shop"))).toBeUndefined();
      const row = await database.kysely.selectFrom("events").selectAll().executeTakeFirst();
      expect(JSON.stringify(row)).not.toContain("timestamp");
    });
  });

  describe("in lists", () => {
    test("come newest first, page by page, and by what they tell of", async () => {
      const database = await openTestDatabase();
      const about = [
        { sessionId: "cs_1", paymentId: "pay_1" },
        { sessionId: "cs_1" },
        { sessionId: "cs_2", paymentId: "pay_2" },
        { payoutId: "po_1" },
      ];
      for (const [i, ids] of about.entries()) {
        const type = i === 3 ? "payout.failed" : "session.expired";
        await insert(database, {
          id: `evt_${i}`,
          body: { ...body, type },
          at: 100 + Math.floor(i / 2),
          ...ids,
        });
      }
      const list = async (filter: Partial<Parameters<typeof listEvents>[2]>) => {
        const page = await listEvents(database.kysely, seal, { limit: 10, after: null, ...filter });
        return page.events.map((event) => event.id);
      };
      expect(await list({})).toEqual(["evt_3", "evt_2", "evt_1", "evt_0"]);
      expect(await list({ session: "cs_1" })).toEqual(["evt_1", "evt_0"]);
      expect(await list({ payment: "pay_2" })).toEqual(["evt_2"]);
      expect(await list({ payout: "po_1" })).toEqual(["evt_3"]);
      expect(await list({ type: "session.expired", session: "cs_2" })).toEqual(["evt_2"]);
      expect(await list({ type: "payment.failed" })).toEqual([]);

      const first = await listEvents(database.kysely, seal, { limit: 3, after: null });
      expect(first.events.map((event) => event.id)).toEqual(["evt_3", "evt_2", "evt_1"]);
      const after = decodeCursor(first.nextCursor ?? "") ?? null;
      const second = await listEvents(database.kysely, seal, { limit: 3, after });
      expect(second.events.map((event) => event.id)).toEqual(["evt_0"]);
      expect(second.nextCursor).toBeNull();
    });

    test("carry every delivery with its whole log", async () => {
      const database = await openTestDatabase();
      await insert(database);
      await attempt(database, await claim(database, 100), { kind: "retry", runAt: 300 });
      await attempt(
        database,
        await claim(database, 300),
        { kind: "delivered" },
        { at: 310, status: 200, error: null },
      );
      const [event] = (await listEvents(database.kysely, seal, { limit: 1, after: null })).events;
      expect(event?.deliveries[0]?.attempts).toEqual([
        { at: 200, status: 500, error: "http_500", durationMs: 12 },
        { at: 310, status: 200, error: null, durationMs: 12 },
      ]);
      expect(await deliveriesOfEvents(database.kysely, [])).toEqual(new Map());
    });
  });

  describe("on their way", () => {
    test("are done when they have arrived", async () => {
      const database = await openTestDatabase();
      await insert(database);
      const lease = await claim(database, 100);
      expect(await attempt(database, lease, { kind: "delivered" }, { status: 204, error: null })).toBe(
        "delivered",
      );
      expect(await findJob(database.kysely, job)).toBeUndefined();
      expect(await findDelivery(database, delivery)).toMatchObject({
        state: "delivered",
        nextAttemptAt: null,
      });
    });

    test("are tried again at the time given, and the log tells why", async () => {
      const database = await openTestDatabase();
      await insert(database);
      expect(await attempt(database, await claim(database, 100), { kind: "retry", runAt: 5_200 })).toBe(
        "pending",
      );
      expect(await findDelivery(database, delivery)).toMatchObject({
        nextAttemptAt: 5_200,
      });
      expect(await findJob(database.kysely, job)).toMatchObject({ run_at: 5_200, last_error: "http_500" });
      expect((await claim(database, 5_200)).step).toBe(1);
    });

    test("are dead in the end, and show as dead", async () => {
      const database = await openTestDatabase();
      await insert(database);
      const lease = await claim(database, 100);
      expect(await attempt(database, lease, { kind: "dead", reason: "gave_up" })).toBe("dead");
      expect(await findJob(database.kysely, job)).toBeUndefined();
      expect(await disabledEndpoints(database)).toEqual([]);
    });

    test("are logged even where the lease was lost; the delivery is left to the job that holds it now", async () => {
      const database = await openTestDatabase();
      await insert(database);
      const slow = await claim(database, 100);
      const second = await claim(database, 2_000);
      expect(await attempt(database, slow, { kind: "dead", reason: "gave_up" })).toBe("pending");
      expect(await attempt(database, slow, { kind: "retry", runAt: 9_000 })).toBe("pending");
      expect(await findDelivery(database, delivery)).toMatchObject({ nextAttemptAt: 100 });
      expect(await attempt(database, slow, { kind: "delivered" })).toBe("pending");
      expect(await attempt(database, second, { kind: "delivered" })).toBe("delivered");
      const log = (await deliveriesOfEvents(database.kysely, ["evt_1"])).get("evt_1");
      expect(log?.[0]?.attempts).toHaveLength(4);
    });

    test("count as delivered where the lease was lost and the other run has marked them dead", async () => {
      const database = await openTestDatabase();
      await insert(database);
      const slow = await claim(database, 100);
      const second = await claim(database, 2_000);
      expect(await attempt(database, second, { kind: "dead", reason: "gave_up" })).toBe("dead");
      expect(await attempt(database, slow, { kind: "delivered" })).toBe("delivered");
    });
  });

  describe("to an endpoint that is gone (410)", () => {
    test("are not sent again, and later ones are not begun", async () => {
      const database = await openTestDatabase();
      await insert(database);
      const lease = await claim(database, 100);
      await attempt(database, lease, { kind: "dead", reason: "endpoint_disabled" }, { status: 410 });
      expect(await disabledEndpoints(database)).toEqual(["shop"]);
      expect(await insert(database, { id: "evt_2", endpointIds: ["shop", "books"] })).toEqual(["shop"]);
      const deliveries = (await deliveriesOfEvents(database.kysely, ["evt_2"])).get("evt_2");
      const reason = {
        at: 100,
        status: null,
        error: "the endpoint is disabled (it answered 410)",
        durationMs: 0,
      };
      expect(deliveries).toMatchObject([
        { endpointId: "books", state: "pending", nextAttemptAt: 100, attempts: [] },
        { endpointId: "shop", state: "dead", nextAttemptAt: null, attempts: [reason] },
      ]);
      expect((await claim(database, 100)).subjectId).toBe(deliveryId("evt_2", "books"));
    });

    test("go there again after a redelivery", async () => {
      const database = await openTestDatabase();
      await insert(database);
      await attempt(database, await claim(database, 100), { kind: "dead", reason: "endpoint_disabled" });
      const options = { eventId: "evt_1", endpointIds: ["shop"], now: 400 };
      expect(await database.transaction((trx) => redeliver(trx, options))).toEqual({ revived: 0 });
      expect(await disabledEndpoints(database)).toEqual([]);
      expect((await claim(database, 400)).subjectId).toBe(delivery);
    });

    test("are sent again where it was enabled after an attempt that it then answered so", async () => {
      const database = await openTestDatabase();
      await insert(database);
      await attempt(database, await claim(database, 100), { kind: "dead", reason: "endpoint_disabled" });
      await insert(database, { id: "evt_2", at: 300, endpointIds: ["books"] });
      const old = await claim(database, 300);
      const options = { eventId: "evt_1", endpointIds: ["shop"], now: 400 };
      await database.transaction((trx) => redeliver(trx, options));
      const gone = { kind: "dead", reason: "endpoint_disabled" } as const;
      const shop = await claim(database, 400);
      expect(await attempt(database, shop, gone, { at: 399, status: 410 })).toBe("pending");
      expect(await disabledEndpoints(database)).toEqual([]);
      // What another endpoint answers, and what this one answers later, still count.
      expect(await attempt(database, old, gone, { at: 399, status: 410 })).toBe("dead");
      expect(await attempt(database, await claim(database, 411), gone, { at: 411, status: 410 })).toBe(
        "dead",
      );
      expect((await disabledEndpoints(database)).sort()).toEqual(["books", "shop"]);
    });

    test("do not disable it by the answer to a run that was lost, or that is to be repeated", async () => {
      const database = await openTestDatabase();
      await insert(database);
      const gone = { kind: "dead", reason: "endpoint_disabled" } as const;
      const slow = await claim(database, 100);
      const second = await claim(database, 2_000);
      await attempt(database, slow, gone, { at: 101, status: 410 });
      expect(await disabledEndpoints(database)).toEqual([]);
      const options = { eventId: "evt_1", endpointIds: ["shop"], now: 2_001 };
      await database.transaction((trx) => redeliver(trx, options));
      expect(await attempt(database, second, gone, { at: 2_000, status: 410 })).toBe("pending");
      expect(await disabledEndpoints(database)).toEqual([]);
    });

    test("all go there again then, the oldest first, but for those that died of something else", async () => {
      const database = await openTestDatabase();
      await insert(database, { id: "evt_0", at: 10 });
      await attempt(database, await claim(database, 10), { kind: "dead", reason: "gave_up" });
      await insert(database);
      await attempt(
        database,
        await claim(database, 100),
        { kind: "dead", reason: "endpoint_disabled" },
        { status: 410 },
      );
      const ids = ["evt_9", "evt_7", "evt_8"];
      for (const [i, id] of ids.entries()) await insert(database, { id, at: 110 + i });
      const options = { eventId: "evt_8", endpointIds: ["shop"], now: 400 };
      expect(await database.transaction((trx) => redeliver(trx, options))).toEqual({ revived: 3 });
      const jobs = await claimJobs(database, { instanceId: "one", limit: 10, now: 500, leaseMs: 1 });
      const order = ["evt_8", "evt_1", "evt_9", "evt_7"];
      expect(jobs.map((one) => one.subjectId)).toEqual(order.map((id) => deliveryId(id, "shop")));
      expect(await findDelivery(database, deliveryId("evt_9", "shop"))).toMatchObject({
        state: "pending",
        nextAttemptAt: 402,
      });
    });

    test("stay dead where only another endpoint is enabled again", async () => {
      const database = await openTestDatabase();
      await insert(database);
      await attempt(database, await claim(database, 100), { kind: "dead", reason: "endpoint_disabled" });
      const options = { eventId: "evt_1", endpointIds: ["books"], now: 400 };
      expect(await database.transaction((trx) => redeliver(trx, options))).toEqual({ revived: 0 });
      expect(await disabledEndpoints(database)).toEqual(["shop"]);
      expect(await findDelivery(database, delivery)).toMatchObject({ state: "dead" });
    });
  });

  describe("to an endpoint that is enabled while they are written", () => {
    test("are sent, as whoever enabled it could not revive them yet", async () => {
      const database = await openTestDatabase();
      const sawDisabled: boolean[] = [];
      await database.change({
        load: [],
        decide() {
          // The first decision finds the endpoint disabled.
          const isDisabled = sawDisabled.length === 0;
          sawDisabled.push(isDisabled);
          return { writes: writesOf({}, new Set(isDisabled ? ["shop"] : [])), result: undefined };
        },
      });
      expect(sawDisabled).toEqual([true, false]);
      expect(await findDelivery(database, delivery)).toMatchObject({ state: "pending", attempts: [] });
      expect((await claim(database, 100)).subjectId).toBe(delivery);
    });

    test("are all sent, from whichever process they come", async () => {
      const database = await openTestDatabase();
      const other = await openTestDatabase({ like: database });
      await insert(database);
      await attempt(database, await claim(database, 100), { kind: "dead", reason: "endpoint_disabled" });
      const ids = Array.from({ length: 20 }, (_, i) => `evt_${i + 2}`);
      const inserted = Promise.all(ids.map((id) => insert(database, { id })));
      const options = { eventId: "evt_1", endpointIds: ["shop"], now: 400 };
      await other.transaction((trx) => redeliver(trx, options));
      await inserted;
      for (const id of ["evt_1", ...ids]) {
        expect(await findDelivery(database, deliveryId(id, "shop"))).toMatchObject({ state: "pending" });
      }
      const jobs = await claimJobs(database, { instanceId: "one", limit: 50, now: 500, leaseMs: 1 });
      expect(jobs).toHaveLength(21);
    });
  });

  describe("redelivered", () => {
    const options = { eventId: "evt_1", endpointIds: ["shop"], now: 400 };

    test("start again from the first attempt, with the log kept", async () => {
      const database = await openTestDatabase();
      await insert(database);
      await attempt(database, await claim(database, 100), { kind: "delivered" });
      await database.transaction((trx) => redeliver(trx, options));
      expect(await findDelivery(database, delivery)).toMatchObject({
        state: "pending",
        nextAttemptAt: 400,
      });
      await attempt(database, await claim(database, 400), { kind: "delivered" }, { at: 410 });
      const log = (await deliveriesOfEvents(database.kysely, ["evt_1"])).get("evt_1");
      expect(log?.[0]?.attempts.map((one) => one.at)).toEqual([200, 410]);
    });

    test("go to an endpoint that was configured after them too", async () => {
      const database = await openTestDatabase();
      await insert(database, { endpointIds: [] });
      await database.transaction((trx) => redeliver(trx, options));
      expect((await claim(database, 400)).subjectId).toBe(delivery);
    });

    test("are not, when there is no such event", async () => {
      const database = await openTestDatabase();
      expect(await database.transaction((trx) => redeliver(trx, options))).toBeUndefined();
      expect(await findJob(database.kysely, job)).toBeUndefined();
    });

    test("while an attempt is under way are sent once more after it, however that one ends", async () => {
      for (const outcome of [{ kind: "delivered" }, { kind: "dead", reason: "gave_up" }] as const) {
        const database = await openTestDatabase();
        await insert(database);
        const lease = await claim(database, 100);
        await database.transaction((trx) => redeliver(trx, options));
        expect(await attempt(database, lease, outcome, { at: 500 })).toBe("pending");
        expect((await claim(database, 500)).subjectId).toBe(delivery);
      }
    });
  });
});
