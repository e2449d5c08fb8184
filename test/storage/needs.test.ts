import { expect, test } from "vitest";
import type { Database } from "../../bff/storage/engine/database.ts";
import {
  deadDeliveriesOf,
  discrepanciesSince,
  jobsThatDied,
  ordersUnknownSince,
  paymentsInReview,
  payoutsInReview,
  payoutsToApprove,
  refundsThatWait,
  reversalsInDoubt,
} from "../../bff/storage/repositories/needs.ts";
import { forEachEngine } from "../support/databases.ts";
import { planOf, queriesOf } from "./plans.ts";

const limit = 51;

/** Called like this, so that the SQL is that of the code. */
const reads: Readonly<Record<string, (database: Database) => Promise<unknown>>> = {
  "payments that are unknown": ({ kysely }) =>
    ordersUnknownSince(kysely, { table: "payments", before: 1_000, limit }),
  "payouts that are unknown": ({ kysely }) =>
    ordersUnknownSince(kysely, { table: "payouts", before: 1_000, limit }),
  "payments in review": ({ kysely }) => paymentsInReview(kysely, { limit }),
  "payouts in review": ({ kysely }) => payoutsInReview(kysely, { limit }),
  "payments whose reversal is in doubt": ({ kysely }) =>
    reversalsInDoubt(kysely, { table: "payments", now: 1_000, limit }),
  "payouts whose reversal is in doubt": ({ kysely }) =>
    reversalsInDoubt(kysely, { table: "payouts", now: 1_000, limit }),
  "payouts to approve": ({ kysely }) => payoutsToApprove(kysely, { limit }),
  "refunds to approve": ({ kysely }) => refundsThatWait(kysely, { status: "awaiting_approval", limit }),
  "dead jobs": ({ kysely }) => jobsThatDied(kysely, { limit }),
  "dead deliveries": ({ kysely }) => deadDeliveriesOf(kysely, { endpointId: "shop", limit }),
  discrepancies: ({ kysely }) => discrepanciesSince(kysely, { since: 1_000, limit }),
};

forEachEngine("what needs a person", (openTestDatabase, engine) => {
  test.each(Object.entries(reads))("is found by an index alone: %s", async (_name, read) => {
    const database = await openTestDatabase();
    const asked = (await queriesOf(database, read)).at(-1);
    if (asked === undefined) throw new Error("nothing was asked");
    const plan = await planOf(database, asked);
    const whole = engine === "sqlite" ? /^SCAN (?!counted)(?!.* USING .*INDEX)/ : /Seq Scan on/;
    expect(plan).not.toEqual([]);
    for (const line of plan) {
      expect(line, asked.sql).not.toMatch(whole);
      expect(line, asked.sql).not.toMatch(/TEMP B-TREE|Sort/);
    }
  });
});
