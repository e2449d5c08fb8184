import fc from "fast-check";
import type { Database } from "../../../bff/storage/engine/database.ts";
import { insertPayment, insertSession } from "../../../bff/storage/repositories/held-sessions.ts";
import { commit } from "../commit.ts";
import { paymentRow, sessionRow } from "../rows.ts";
import { eventOperations } from "./events.ts";
import { jobOperations } from "./jobs.ts";
import type { Operation } from "./operation.ts";
import { otherOperations } from "./others.ts";
import { paymentOperations } from "./payments.ts";
import { payoutOperations } from "./payouts.ts";
import { refundOperations } from "./refunds.ts";

/** What every sequence starts from, so that most calls find something. */
export async function furnish(database: Database): Promise<void> {
  await commit(database, [
    insertSession(sessionRow("cs_A", { created_at: 1 })),
    insertSession(sessionRow("cs_a", { created_at: 1 })),
    insertPayment(paymentRow("pay_A", "cs_A", { created_at: 1, order_no: "1" })),
  ]);
}

/** Anything that may run inside a transaction. */
export const anyOperation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 3, arbitrary: fc.oneof(...jobOperations) },
  { weight: 2, arbitrary: fc.oneof(...paymentOperations) },
  { weight: 2, arbitrary: fc.oneof(...eventOperations) },
  { weight: 1, arbitrary: fc.oneof(...payoutOperations) },
  { weight: 1, arbitrary: fc.oneof(...refundOperations) },
  { weight: 1, arbitrary: fc.oneof(...otherOperations) },
);
