/** What exports read, page by page: each by an index, on both engines. */
import { expect, test } from "vitest";
import type { Database } from "../../bff/storage/engine/database.ts";
import type { EventFilter } from "../../bff/storage/repositories/events.ts";
import { listEventsToExport } from "../../bff/storage/repositories/exported-events.ts";
import { listRefundsToExport } from "../../bff/storage/repositories/exported-refunds.ts";
import type { RefundFilter } from "../../bff/storage/repositories/refunds.ts";
import { forEachEngine } from "../support/databases.ts";
import { planOf, queriesOf } from "./plans.ts";
import { paymentRow, refundRow, sessionRow } from "./rows.ts";

const page = { from: 1, to: 99_000, limit: 250, after: { createdAt: 50_000, id: "x" } };
const everything = { from: 0, to: 99_000, limit: 250, after: null };

const refundFilters: readonly Partial<RefundFilter>[] = [
  {},
  { status: ["pending"] },
  { status: ["pending", "succeeded", "failed"] },
  { payment: "pay_1" },
  { session: "cs_1", status: ["pending", "failed"] },
];
const eventFilters: readonly Partial<EventFilter>[] = [
  {},
  { type: "payment.succeeded" },
  { delivered: false },
  { delivered: false, type: "payment.succeeded" },
  { session: "cs_1" },
  { payment: "pay_1", delivered: false },
  { payout: "po_1" },
];

async function seedRefunds({ kysely }: Database): Promise<void> {
  await kysely.insertInto("sessions").values(sessionRow("cs_1")).execute();
  await kysely
    .insertInto("payments")
    .values([paymentRow("pay_1", "cs_1"), paymentRow("pay_2", "cs_1", { reference: "order-other" })])
    .execute();
  const statuses = ["pending", "succeeded", "failed"] as const;
  const rows = Array.from({ length: 12 }, (_, at) =>
    refundRow(`re_${at}`, at % 2 === 0 ? "pay_1" : "pay_2", "cs_1", {
      status: statuses[at % statuses.length] ?? "pending",
      created_at: 1_000 * Math.floor(at / 2),
    }),
  );
  await kysely.insertInto("refunds").values(rows).execute();
}

forEachEngine("a table of an export", (openTestDatabase) => {
  test("reads no whole table, whatever its filters are", async () => {
    const database = await openTestDatabase();
    await seedRefunds(database);
    const reads = [
      ...refundFilters.map(
        (filter) => (on: Database) => listRefundsToExport(on.kysely, { ...page, ...filter }),
      ),
      ...eventFilters.map(
        (filter) => (on: Database) => listEventsToExport(on.kysely, { ...page, ...filter }),
      ),
    ];
    for (const read of reads) {
      const asked = await queriesOf(database, read);
      expect(asked.length).toBeGreaterThan(0);
      for (const one of asked) {
        const plan = (await planOf(database, one)).join("\n");
        expect(plan, one.sql).not.toMatch(/SCAN (refunds|payments|events|deliveries)$|Seq Scan/m);
      }
    }
  });

  test("has the refunds that its filters name, newest first, each with its payment's reference", async () => {
    const database = await openTestDatabase();
    await seedRefunds(database);
    const list = async (filter: Partial<RefundFilter>) =>
      await listRefundsToExport(database.kysely, { ...everything, ...filter });
    const ids = async (filter: Partial<RefundFilter>) => (await list(filter)).map(({ id }) => id);
    expect((await ids({})).slice(0, 3)).toEqual(["re_11", "re_10", "re_9"]);
    expect(await ids({ status: ["succeeded"] })).toEqual(["re_10", "re_7", "re_4", "re_1"]);
    expect(await ids({ status: ["failed", "succeeded"], payment: "pay_1" })).toEqual([
      "re_10",
      "re_8",
      "re_4",
      "re_2",
    ]);
    expect(await ids({ status: ["failed", "succeeded"], from: 4_000, to: 5_000 })).toEqual(["re_8"]);
    const whole = await ids({ status: ["failed", "succeeded"] });
    const [, second] = await list({ status: ["failed", "succeeded"], limit: 2 });
    const after = { createdAt: second?.created_at ?? 0, id: second?.id ?? "" };
    expect(await ids({ status: ["failed", "succeeded"], after })).toEqual(whole.slice(2));
    for (const { id, payment_id: payment, reference } of await list({})) {
      expect(reference, id).toBe(payment === "pay_2" ? "order-other" : paymentRow("pay_1", "cs_1").reference);
    }
  });
});
