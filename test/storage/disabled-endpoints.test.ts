import { describe, expect, test } from "vitest";
import { claimJobs } from "../../bff/storage/jobs/claim-jobs.ts";
import { deliveriesOfEvents, deliveryId } from "../../bff/storage/repositories/deliveries.ts";
import { redeliver } from "../../bff/storage/repositories/redeliver.ts";
import { forEachEngine } from "../support/databases.ts";
import {
  attempt,
  claim,
  delivery,
  disabledEndpoints,
  findDelivery,
  insert,
  writesOf,
} from "./written-events.ts";

forEachEngine("events", (openTestDatabase) => {
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
});
