/** Sessions and payouts of people whose details a test can look for. */

import { startPayment } from "../../../bff/services/payments/start-payment.ts";
import { createPayout } from "../../../bff/services/payouts/create-payout.ts";
import { createSession } from "../../../bff/services/sessions/create-session.ts";
import { resealableColumns } from "../../../bff/storage/encryption/resealable-columns.ts";
import { sealedContext } from "../../../bff/storage/encryption/sealed-columns.ts";
import type { Schema } from "../../../bff/storage/schema.ts";
import { backend } from "../../support/authors.ts";
import type { Stage } from "./stage.ts";

export const day = 24 * 60 * 60 * 1_000;

export const ana = { id: "canary-id-7", email: "canary-mail@example.com", phone: "+52 55 7777 1234" };

/** Every text of these may stand nowhere in clear, and nowhere at all once it is erased. */
export const canaries = [
  ana.id,
  ana.email,
  ana.phone,
  "canary-name",
  "canary-tax",
  "canary-words",
  "canary-cart",
  "canary-return",
  "canary-payee",
  "canary-typed",
] as const;

export async function sessionOf(
  stage: Stage,
  customer: { readonly id?: string; readonly email?: string; readonly phone?: string } = ana,
): Promise<string> {
  const result = await createSession(stage.context, {
    request: {
      amount: { value: "150.00", currency: "MXN" },
      reference: "order-1",
      description: "canary-words",
      customer: { name: "canary-name", taxId: "canary-tax", ...customer },
      returnUrl: "https://shop.example/canary-return",
      metadata: { cart: "canary-cart" },
      expiresIn: 86_400,
    },
    author: backend,
    keyBinding: null,
  });
  if (!result.ok) throw new Error(result.detail);
  return result.value.id;
}

/** A session that its customer has paid; its events are delivered. */
export async function paidSession(stage: Stage, customer = ana): Promise<string> {
  const id = await sessionOf(stage, customer);
  const started = await startPayment(stage.context, {
    sessionId: id,
    method: "bank_transfer",
    payer: { exchangeUid: "canary-typed" },
  });
  if (!started.ok) throw new Error(started.detail);
  const payment = await stage.payment(started.value.payment.id);
  await stage.callBack(payment, { status: "succeeded", amountText: "150.00", currency: "MXN" });
  return id;
}

export async function payoutTo(stage: Stage, email: string): Promise<string> {
  const result = await createPayout(stage.context, {
    request: {
      account: "weak",
      amount: { value: "10.00", currency: "MXN" },
      reference: "refund-1",
      beneficiary: { name: "canary-payee", accountNumber: "1", accountType: "clabe", email },
    },
    author: backend,
    keyBinding: null,
  });
  if (!result.ok) throw new Error(result.detail);
  return result.value.id;
}

const tables = [
  "sessions",
  "payments",
  "payment_timeline",
  "payouts",
  "payout_timeline",
  "refunds",
  "refund_timeline",
  "callbacks",
  "refused_callbacks",
  "exchanges",
  "events",
  "deliveries",
  "delivery_attempts",
  "jobs",
  "idempotency_keys",
  "reconciliations",
  "discrepancies",
] as const satisfies readonly (keyof Schema)[];

/** How many rows each table has. */
export async function countRows({ database }: Pick<Stage, "database">): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of tables)
    counts[table] = (await database.kysely.selectFrom(table).selectAll().execute()).length;
  return counts;
}

/** Every row of every table, with each sealed text opened. */
export async function openedRows({
  database,
  context,
}: Pick<Stage, "database" | "context">): Promise<string> {
  const rows: unknown[] = [];
  for (const table of tables) rows.push(await database.kysely.selectFrom(table).selectAll().execute());
  for (const { column, list } of resealableColumns) {
    for (const { id, sealed } of await list(database.kysely, { prefix: "none", after: "", limit: 1_000 }))
      rows.push(context.seal.open(sealed ?? "", sealedContext(column, id)));
  }
  return JSON.stringify(rows);
}
