import { describe, expect, test } from "vitest";
import { claimJobs } from "../../bff/storage/jobs/claim-jobs.ts";
import { decodeCursor } from "../../bff/storage/repositories/cursors.ts";
import { deliveriesOfEvents, deliveryId } from "../../bff/storage/repositories/deliveries.ts";
import { findDeliveryToSend, findEvent, listEvents } from "../../bff/storage/repositories/events.ts";
import { insertPayment } from "../../bff/storage/repositories/held-sessions.ts";
import { forEachEngine } from "../support/databases.ts";
import { findJob } from "../support/find-job.ts";
import { commit } from "./commit.ts";
import { paymentRow } from "./rows.ts";
import {
  attempt,
  body,
  claim,
  delivery,
  findDelivery,
  insert,
  job,
  seal,
  writesOf,
} from "./written-events.ts";

forEachEngine("events", (openTestDatabase) => {
  describe("when they are written", () => {
    test("have a delivery and a job for each endpoint, due at once", async () => {
      const database = await openTestDatabase();
      await insert(database, { endpointIds: ["shop", "books"], sessionId: "cs_1" });
      const event = await findEvent(database, seal, "evt_1");
      expect(event).toMatchObject({ id: "evt_1", type: body.type, createdAt: 100 });
      expect(event?.readBody()).toEqual(body);
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
        const page = await listEvents(database.kysely, seal, {
          limit: 10,
          list: "events",
          after: null,
          ...filter,
        });
        return page.events.map((event) => event.id);
      };
      expect(await list({})).toEqual(["evt_3", "evt_2", "evt_1", "evt_0"]);
      expect(await list({ session: "cs_1" })).toEqual(["evt_1", "evt_0"]);
      expect(await list({ payment: "pay_2" })).toEqual(["evt_2"]);
      expect(await list({ payout: "po_1" })).toEqual(["evt_3"]);
      expect(await list({ type: "session.expired", session: "cs_2" })).toEqual(["evt_2"]);
      expect(await list({ type: "payment.failed" })).toEqual([]);

      const first = await listEvents(database.kysely, seal, { limit: 3, list: "events", after: null });
      expect(first.events.map((event) => event.id)).toEqual(["evt_3", "evt_2", "evt_1"]);
      const after = decodeCursor(first.nextCursor ?? "", "events") ?? null;
      const second = await listEvents(database.kysely, seal, { limit: 3, list: "events", after });
      expect(second.events.map((event) => event.id)).toEqual(["evt_0"]);
      expect(second.nextCursor).toBeNull();
    });

    test("are chosen by time, and by whether every endpoint has taken them", async () => {
      const database = await openTestDatabase();
      const taken = ["evt_1:shop", "evt_1:books", "evt_2:shop", "evt_4:shop"];
      for (const [i, endpointIds] of [["shop"], ["shop", "books"], ["shop", "books"], [], ["shop"]].entries())
        await insert(database, {
          id: `evt_${i}`,
          body: { ...body, type: i === 2 ? "session.canceled" : "session.expired" },
          at: 100 + i,
          endpointIds,
          sessionId: `cs_${i % 2}`,
        });
      await database.kysely
        .updateTable("deliveries")
        .set({ state: "delivered" })
        .where("id", "in", taken)
        .execute();
      await database.kysely
        .updateTable("deliveries")
        .set({ state: "dead", dead_reason: "gave_up" })
        .where("id", "=", "evt_0:shop")
        .execute();
      const list = async (filter: Partial<Parameters<typeof listEvents>[2]>) => {
        const page = await listEvents(database.kysely, seal, {
          limit: 10,
          list: "events",
          after: null,
          ...filter,
        });
        return page.events.map((event) => event.id);
      };
      expect(await list({ delivered: false })).toEqual(["evt_2", "evt_0"]);
      expect(await list({ delivered: true })).toEqual(["evt_4", "evt_3", "evt_1"]);
      expect(await list({ delivered: false, session: "cs_0" })).toEqual(["evt_2", "evt_0"]);
      expect(await list({ delivered: false, session: "cs_1" })).toEqual([]);
      expect(await list({ delivered: false, type: "session.canceled" })).toEqual(["evt_2"]);
      expect(await list({ delivered: false, from: 101 })).toEqual(["evt_2"]);
      expect(await list({ delivered: false, to: 102 })).toEqual(["evt_0"]);
      expect(await list({ from: 101, to: 103 })).toEqual(["evt_2", "evt_1"]);
      const first = await listEvents(database.kysely, seal, {
        limit: 1,
        list: "events",
        after: null,
        delivered: false,
      });
      expect(first.events.map((event) => event.id)).toEqual(["evt_2"]);
      const after = decodeCursor(first.nextCursor ?? "", "events") ?? null;
      expect(await list({ limit: 1, after, delivered: false })).toEqual(["evt_0"]);
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
      const [event] = (await listEvents(database.kysely, seal, { limit: 1, list: "events", after: null }))
        .events;
      expect(event?.deliveries[0]?.attempts).toEqual([
        { at: 200, status: 500, error: "http_500", durationMs: 12 },
        { at: 310, status: 200, error: null, durationMs: 12 },
      ]);
      expect(await deliveriesOfEvents(database.kysely, [])).toEqual(new Map());
    });
  });
});
