/**
 * What operators read costs as much after ten times as many payments and events: the same statements, and no row more.
 */

import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { createToday } from "../../bff/services/overview/read-today.ts";
import type { Database } from "../../bff/storage/engine/database.ts";
import { jobId } from "../../bff/storage/jobs/jobs.ts";
import {
  isBacklogged,
  nextToReplay,
  undeliveredEndpoints,
} from "../../bff/storage/repositories/event-replays.ts";
import { createStage } from "../services/support/stage.ts";
import { testDatabases } from "../support/databases.ts";
import { paymentRow, payoutRow, replayRow, sessionRow } from "./rows.ts";
import { costOfReading, type Reading } from "./rows-read.ts";

const [few, many] = [200, 2_000];
const endpointId = "shop";
/** Not delivered, however many were. */
const undelivered = 40;
const inReview = 60;

async function insertAll<Row>(rows: readonly Row[], insert: (some: readonly Row[]) => Promise<unknown>) {
  for (let at = 0; at < rows.length; at += 500) await insert(rows.slice(at, at + 500));
}

const numbers = (count: number) => Array.from({ length: count }, (_, at) => at);
const nameOf = (kind: string, at: number) => `${kind}_${String(at).padStart(6, "0")}`;

async function writeEvents({ kysely }: Database, count: number): Promise<void> {
  const every = count / undelivered;
  const rows = numbers(count).map((at) => ({ id: nameOf("evt", at), at, isDead: at % every === every - 1 }));
  await insertAll(rows, (some) =>
    kysely
      .insertInto("events")
      .values(
        some.map(({ id, at }) => ({
          ...{ id, type: "payment.succeeded", session_id: null, payment_id: null, payout_id: null },
          ...{ body_sealed: "sealed", created_at: at },
        })),
      )
      .execute(),
  );
  await insertAll(rows, (some) =>
    kysely
      .insertInto("deliveries")
      .values(
        some.map(({ id, at, isDead }) => ({
          ...{
            id: `${id}:${endpointId}`,
            event_id: id,
            endpoint_id: endpointId,
            event_at: at,
            updated_at: at,
          },
          ...(isDead
            ? { state: "dead" as const, dead_reason: "gave_up" as const }
            : { state: "delivered" as const, dead_reason: null }),
        })),
      )
      .execute(),
  );
}

/** That have ended, beside a fixed number that need a person. */
async function writeOrders({ kysely }: Database, count: number): Promise<void> {
  await kysely.insertInto("sessions").values(sessionRow("cs_1")).execute();
  const ended = numbers(count).map((at) => ({ id: nameOf("pay", at), status: "succeeded" as const, at }));
  const reviewed = numbers(inReview).map((at) => ({ id: nameOf("rev", at), status: "review" as const, at }));
  await insertAll([...ended, ...reviewed], (some) =>
    kysely
      .insertInto("payments")
      .values(
        some.map(({ id, status, at }) => paymentRow(id, "cs_1", { status, order_no: id, created_at: at })),
      )
      .execute(),
  );
  await insertAll(ended, (some) =>
    kysely
      .insertInto("payouts")
      .values(
        some.map(({ id, status, at }) => payoutRow(`po_${id}`, { status, order_no: id, created_at: at })),
      )
      .execute(),
  );
}

async function writeDueJobs({ kysely }: Database, count: number): Promise<void> {
  await insertAll(numbers(count), (some) =>
    kysely
      .insertInto("jobs")
      .values(
        some.map((at) => ({
          ...{ id: jobId("deliver_event", nameOf("del", at)), kind: "deliver_event" as const },
          ...{
            queue: `webhooks:${endpointId}` as const,
            subject_id: nameOf("del", at),
            run_at: at,
            rerun_at: null,
          },
          ...{
            step: 0,
            failures: 0,
            locked_by: null,
            locked_until: null,
            locked_at: null,
            lease_token: null,
          },
          ...{ last_error: null, dead_at: null, created_at: at },
        })),
      )
      .execute(),
  );
}

describe("what operators read", () => {
  const open = testDatabases("postgres");

  async function costsOf(
    write: (database: Database, count: number) => Promise<void>,
    read: (database: Database) => Promise<unknown>,
  ): Promise<readonly [Reading, Reading]> {
    const costs: Reading[] = [];
    for (const count of [few, many]) {
      const database = await open();
      await write(database, count);
      await sql`analyze`.execute(database.kysely);
      costs.push(await costOfReading(database, read));
    }
    const [small, large] = costs;
    if (small === undefined || large === undefined) throw new Error("nothing was read");
    return [small, large];
  }

  const whole = { from_at: 0, to_at: 10 * many, after_at: 0 };

  /** As services/events/run-replay.ts, but for what it writes. */
  async function replay({ kysely }: Database, undelivered_only: 0 | 1): Promise<void> {
    let row = replayRow("rpl_1", { ...whole, undelivered_only });
    for (let isLast = false; !isLast; ) {
      const page = await nextToReplay(kysely, row);
      if (undelivered_only === 1)
        await undeliveredEndpoints(
          kysely,
          page.events.map(({ id }) => id),
        );
      isLast = page.isLast;
      if (page.last !== undefined) row = { ...row, after_at: page.last.created_at, after_id: page.last.id };
    }
  }

  test("a replay of what was not delivered reads that, whatever was delivered between", async () => {
    const [small, large] = await costsOf(writeEvents, (database) => replay(database, 1));
    expect(large).toEqual(small);
    // The deliveries twice, and their events.
    expect(large).toEqual({ statements: 3, rows: 3 * undelivered });
  });

  test("a replay of all reads all: the count of rows can grow", async () => {
    const [small, large] = await costsOf(writeEvents, (database) => replay(database, 0));
    expect(small.rows).toBe(few);
    expect(large.rows).toBe(many);
  });

  test.each([
    ["due", 10 * many, true],
    ["not due yet", -1, false],
  ])(
    "whether the deliveries that are %s are too many is known after reading that many",
    async (_, dueBy, is) => {
      const most = 200;
      const found: boolean[] = [];
      const [small, large] = await costsOf(writeDueJobs, async ({ kysely }) => {
        found.push(await isBacklogged(kysely, { endpointIds: [endpointId], dueBy, most }));
      });
      expect(found).toEqual([is, is]);
      expect(large).toEqual(small);
      expect(large.statements).toBe(1);
      expect(large.rows).toBeLessThanOrEqual(most);
    },
  );

  test("today is read by as many statements and rows, whatever has ended", async () => {
    const seen: string[][] = [];
    const [small, large] = await costsOf(
      async (database, count) => {
        await writeOrders(database, count);
        await writeEvents(database, count);
      },
      async (database) => {
        const { context } = createStage({ database });
        const [endpoint] = context.endpoints;
        if (endpoint === undefined) throw new Error("there is no endpoint");
        Object.assign(context, { endpoints: [{ ...endpoint, id: endpointId }] });
        const { data, truncated } = await createToday()(context, { mayRead: () => true });
        expect(truncated).toBe(true);
        seen.push(data.map(({ kind, count }) => `${kind} ${count}`));
      },
    );
    expect(seen[0]).toContain(`dead_delivery ${undelivered}`);
    expect(seen[0]?.filter((need) => need === "payment_review 1")).toHaveLength(50);
    expect(seen[1]).toEqual(seen[0]);
    expect(large).toEqual(small);
  });
});
