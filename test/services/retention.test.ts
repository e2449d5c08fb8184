/** Personal data is erased in time, what ended long ago leaves the database, and nothing that is open is touched. */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { CheckoutConfig } from "../../bff/config/types.ts";
import { keepHouse } from "../../bff/housekeeping.ts";
import { readEvent } from "../../bff/services/events/read-events.ts";
import { readPayout } from "../../bff/services/payouts/read-payouts.ts";
import { keepRetention } from "../../bff/services/retention/keep-retention.ts";
import { readSession } from "../../bff/services/sessions/read-sessions.ts";
import { takeUpkeep } from "../../bff/storage/repositories/upkeep.ts";
import { forEachEngine } from "../support/databases.ts";
import {
  canaries,
  countRows,
  day,
  openedRows,
  paidSession,
  payoutTo,
  sessionOf,
} from "./support/personal-data.ts";
import { createStage, type Stage } from "./support/stage.ts";

function withRetention(stage: Stage, changes: Partial<CheckoutConfig["retention"]>): void {
  const { config } = stage.context;
  const retention = { ...config.retention, ...changes };
  Object.assign(stage, { context: { ...stage.context, config: { ...config, retention } } });
}

function archiveFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "pay-checkout-archive-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "archive");
}

function archived(folder: string): Record<string, unknown>[] {
  return readdirSync(folder).flatMap((name) =>
    readFileSync(join(folder, name), "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line)),
  );
}

forEachEngine("retention", (openTestDatabase) => {
  test("personal data is erased once its days are over, and the account-keeping stays", async () => {
    const stage = createStage({ database: await openTestDatabase(), strong: true });
    const id = await paidSession(stage);
    const payout = await payoutTo(stage, "canary-mail@example.com");
    await stage.callBack(await stage.payout(payout), { status: "succeeded", amountText: "10.00" });
    await stage.pass(5 * day);
    const before = await openedRows(stage);
    for (const canary of canaries) expect(before).toContain(canary);
    await stage.pass(84 * day);
    expect(await keepRetention(stage.context)).toEqual({ erased: 0, removed: 0 });
    await stage.pass(7 * day);
    expect(await keepRetention(stage.context)).toEqual({ erased: 2, removed: 0 });
    const after = await openedRows(stage);
    for (const canary of canaries) expect(after).not.toContain(canary);
    const session = await readSession(stage.context, { sessionId: id });
    expect(session).toMatchObject({
      value: {
        erased: true,
        customer: null,
        description: null,
        metadata: {},
        returnUrl: null,
        reference: "order-1",
        status: "succeeded",
        amountReceived: { value: "150.00" },
      },
    });
    expect(await readPayout(stage.context, { payoutId: payout })).toMatchObject({
      value: { erased: true, reference: "refund-1", amount: { value: "10.00" } },
    });
    const [told] = await stage.told("session.succeeded");
    expect(told?.data.session).toMatchObject({ erased: true, customer: null, reference: "order-1" });
  });

  test("what is open, watched, in review or undelivered is kept, with its personal data", async () => {
    const stage = createStage({ database: await openTestDatabase(), strong: true });
    withRetention(stage, { personalDataDays: 1, finishedDays: 1 });
    const open = await sessionOf(stage);
    const review = await stage.pay();
    await stage.callBack(review, { status: "succeeded", amountText: "10.00", currency: "MXN" });
    const undelivered = await paidSession(stage);
    const counts = await countRows(stage);
    await stage.time.runUntil(stage.time.now() + 60 * day);
    await stage.database.kysely.deleteFrom("jobs").where("subject_id", "=", open).execute();
    await keepRetention(stage.context);
    const { jobs: _before, ...rest } = counts;
    // What was said to and by a provider goes by its age alone.
    expect(await countRows(stage)).toMatchObject({ ...rest, exchanges: 0 });
    for (const id of [open, undelivered, review.session_id])
      expect((await stage.sessionRow(id)).private_sealed).not.toBeNull();
  });

  test("what ended long ago is written to the archive and leaves with all that hangs on it", async () => {
    const stage = createStage({ database: await openTestDatabase(), strong: true });
    const archive = archiveFolder();
    withRetention(stage, { archive });
    const id = await paidSession(stage);
    const [payment] = (await stage.database.kysely.selectFrom("payments").selectAll().execute()) ?? [];
    const payout = await payoutTo(stage, "ana@example.com");
    await stage.callBack(await stage.payout(payout), { status: "succeeded", amountText: "10.00" });
    await stage.pass(95 * day);
    await keepRetention(stage.context);
    await stage.pass(400 * day);
    const pass = await keepRetention(stage.context);
    expect(pass?.removed).toBe(2);
    for (const [table, count] of Object.entries(await countRows(stage))) {
      expect([table, count]).toEqual([table, 0]);
    }
    const lines = archived(archive);
    expect(lines.map((line) => line.id).sort()).toEqual([id, payout].sort());
    expect(lines.find((line) => line.id === id)).toMatchObject({
      object: "session",
      reference: "order-1",
      payments: [{ orderNo: payment?.order_no, timeline: [{ to: "creating" }, {}, {}] }],
      events: expect.arrayContaining([expect.objectContaining({ type: "session.succeeded" })]),
    });
    for (const canary of canaries) expect(JSON.stringify(lines)).not.toContain(canary);
    if (payment === undefined) throw new Error("the payment is there");
    // A late callback for it is one for an unknown order.
    expect(await stage.callBack(payment, { status: "succeeded", amountText: "150.00" })).toBe(404);
    expect((await readSession(stage.context, { sessionId: id })).ok).toBe(false);
    expect(stage.violations).toEqual([]);
  });

  test("a pass that is broken off after the archive leaves at most a line twice", async () => {
    const stage = createStage({ database: await openTestDatabase(), strong: true });
    const archive = archiveFolder();
    withRetention(stage, { archive, personalDataDays: 1, finishedDays: 1 });
    const id = await paidSession(stage);
    await stage.pass(10 * day);
    const { database } = stage.context;
    let changes = 0;
    const dying = {
      ...stage.context,
      database: {
        ...database,
        change: (async (change) => {
          // The trial, the events and the row of the erasure come before.
          if (++changes > 3) throw new Error("the process died");
          return await database.change(change);
        }) as typeof database.change,
      },
    };
    await expect(keepRetention(dying)).rejects.toThrow("died");
    await keepRetention(stage.context);
    expect(archived(archive).map((line) => line.id)).toEqual([id, id]);
    expect((await countRows(stage)).sessions).toBe(0);
  });

  test("housekeeping keeps it, but not while the clock may be wrong", async () => {
    const stage = createStage({ database: await openTestDatabase(), strong: true });
    await paidSession(stage);
    await stage.pass(95 * day);
    const { clock } = stage.context;
    const withClock = (steadyMs: number) => ({
      ...stage.context,
      clock: { now: clock.now, steadyForMs: () => steadyMs },
    });
    const erasures = async () =>
      (await stage.database.kysely.selectFrom("sessions").select("erasure").execute()).map(
        (row) => row.erasure,
      );
    await keepHouse(withClock(60_000));
    expect(await erasures()).toEqual(["kept"]);
    await keepHouse(withClock(2 * 60 * 60_000));
    expect(await erasures()).toEqual(["erased"]);
  });

  test("one process at a time keeps it", async () => {
    const stage = createStage({ database: await openTestDatabase() });
    const lease = await takeUpkeep(stage.database.kysely, { id: "retention", now: stage.time.now() });
    expect(lease).toBeDefined();
    expect(await keepRetention(stage.context)).toBeNull();
    await stage.pass(day);
    expect(await keepRetention(stage.context)).not.toBeNull();
  });

  test("a year of sessions stays flat", { timeout: 120_000 }, async () => {
    const stage = createStage({ database: await openTestDatabase(), strong: true });
    withRetention(stage, { personalDataDays: 10, finishedDays: 30 });
    const sizes: number[] = [];
    for (let week = 1; week <= 52; week++) {
      await paidSession(stage);
      await sessionOf(stage);
      await payoutTo(stage, "ana@example.com");
      const payouts = await stage.database.kysely.selectFrom("payouts").selectAll().execute();
      for (const row of payouts) await stage.callBack(row, { status: "succeeded", amountText: "10.00" });
      await stage.pass(7 * day);
      await keepRetention(stage.context);
      sizes.push((await countRows(stage)).sessions ?? 0);
    }
    // 30 days and the watch of what was not paid, two sessions a week.
    expect(Math.max(...sizes)).toBeLessThanOrEqual(14);
    expect(sizes.at(-1)).toBeLessThanOrEqual(sizes.at(10) ?? 0);
    const rows = await countRows(stage);
    expect(Math.max(...Object.values(rows))).toBeLessThan(100);
  });

  test("a session with more rows than a transaction takes leaves in several", async () => {
    const stage = createStage({ database: await openTestDatabase(), strong: true });
    withRetention(stage, { personalDataDays: 1, finishedDays: 1 });
    const id = await paidSession(stage);
    const [event] = await stage.told("session.succeeded");
    if (event === undefined) throw new Error("the event is there");
    await stage.pass(10 * day);
    const template = {
      event_id: event.id,
      state: "delivered",
      dead_reason: null,
      event_at: 1,
      updated_at: 1,
    } as const;
    for (let at = 0; at < 30; at++) {
      const delivery = { ...template, id: `many:${at}`, endpoint_id: `many-${at}` };
      await stage.database.kysely.insertInto("deliveries").values(delivery).execute();
      const attempts = Array.from({ length: 10 }, (_, seq) => ({
        delivery_id: delivery.id,
        seq: seq + 1,
        at: 1,
        status: 500,
        error: null,
        duration_ms: 1,
      }));
      await stage.database.kysely.insertInto("delivery_attempts").values(attempts).execute();
    }
    const { database } = stage.context;
    const removed: number[] = [];
    const rowsNow = async () => Object.values(await countRows(stage)).reduce((sum, count) => sum + count, 0);
    const counting = {
      ...stage.context,
      database: {
        ...database,
        change: (async (change) => {
          const before = await rowsNow();
          const result = await database.change(change);
          removed.push(before - (await rowsNow()));
          return result;
        }) as typeof database.change,
      },
    };
    expect((await keepRetention(counting))?.removed).toBe(1);
    expect(Math.max(...removed)).toBeGreaterThan(100);
    expect(Math.max(...removed)).toBeLessThanOrEqual(200);
    expect((await readSession(stage.context, { sessionId: id })).ok).toBe(false);
    expect((await readEvent(stage.context, { eventId: event.id })).ok).toBe(false);
    expect((await countRows(stage)).delivery_attempts).toBe(0);
  });
});
