import { describe, expect, test } from "vitest";
import { deliveriesOfEvents } from "../../bff/storage/repositories/deliveries.ts";
import { redeliver } from "../../bff/storage/repositories/redeliver.ts";
import { forEachEngine } from "../support/databases.ts";
import { findJob } from "../support/find-job.ts";
import { attempt, claim, delivery, disabledEndpoints, findDelivery, insert, job } from "./written-events.ts";

forEachEngine("deliveries", (openTestDatabase) => {
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
