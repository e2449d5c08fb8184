/** A paid payment on a stage, its refunds and their claims, as the merchant API and the claim page ask for them. */
import { expect } from "vitest";
import type { Beneficiary, CreateRefundRequest } from "../../../bff/contract.ts";
import type { PaymentRecord } from "../../../bff/core/records.ts";
import type { ServiceContext } from "../../../bff/services/context.ts";
import { runIdempotent } from "../../../bff/services/idempotency/run-idempotent.ts";
import { createRefund } from "../../../bff/services/refunds/create-refund.ts";
import { readRefund } from "../../../bff/services/refunds/read-refunds.ts";
import { submitClaim } from "../../../bff/services/refunds/submit-claim.ts";
import { backend } from "../../support/authors.ts";
import { answers, type Stage } from "./stage.ts";
import { minute } from "./times.ts";

export const mxn = (value: string) => ({ value, currency: "MXN" });
export const ana: Beneficiary = { name: "Ana", accountNumber: "1", accountType: "clabe" };

/** A payment of MXN 150.00 that was paid. */
export async function paidPayment(stage: Stage) {
  stage.script.query = answers({ status: "succeeded", amountText: "150.00" });
  const payment = await stage.pay("store");
  await stage.callBack(payment, { status: "succeeded", amountText: "150.00" });
  await stage.pass(minute);
  expect((await stage.payment(payment.id)).status).toBe("succeeded");
  return payment;
}

type Wanted = Partial<CreateRefundRequest>;

/** Like POST /v1/payments/{id}/refunds with that Idempotency-Key. */
export async function postRefund(
  context: ServiceContext,
  { id: paymentId }: Pick<PaymentRecord, "id">,
  { key, ...wanted }: Wanted & { readonly key: string },
) {
  const request = { reason: "requested", ...wanted } as const;
  const view = async (refundId: string) => {
    const read = await readRefund(context, { refundId });
    return read.ok ? { status: 201, body: read.value } : null;
  };
  const path = `/v1/payments/${paymentId}/refunds`;
  const call = { callerId: "backend", method: "POST", path, key, body: request, holdsKey: false };
  return await runIdempotent(context, { ...call, answerFor: view }, async (keyBinding) => {
    const made = await createRefund(context, { paymentId, request, author: backend, keyBinding });
    return made.ok ? { status: 201, body: made.value } : { status: 422, body: made };
  });
}

export async function tryRefund(
  { context }: Pick<Stage, "context">,
  { id: paymentId }: Pick<PaymentRecord, "id">,
  wanted: Wanted = {},
) {
  const request = { reason: "requested", ...wanted } as const;
  return await createRefund(context, { paymentId, request, author: backend, keyBinding: null });
}

/** A refund; throws where it is refused. */
export async function refund(stage: Stage, payment: Pick<PaymentRecord, "id">, wanted: Wanted = {}) {
  const made = await tryRefund(stage, payment, wanted);
  if (!made.ok) throw new Error(made.detail);
  return made.value;
}

export const claim = (context: ServiceContext, claimUrl: string | null, beneficiary: Beneficiary = ana) =>
  submitClaim(context, {
    token: claimUrl?.split("#")[1] ?? "",
    beneficiary,
    address: "192.0.2.9",
    requestId: "req_9",
  });

export async function refundRows({ database }: Stage) {
  return await database.kysely
    .selectFrom("refunds")
    .selectAll()
    .orderBy("created_at")
    .orderBy("id")
    .execute();
}

/** Of all refunds, oldest first. */
export async function statuses(stage: Stage): Promise<string[]> {
  return (await refundRows(stage)).map(({ status }) => status);
}

/** What the provider was told to pay, each order number once, in minor units. */
export function sentMinor({ payoutsSent, refundsSent }: Stage): bigint {
  const sent = new Map(
    [...payoutsSent, ...refundsSent].map(({ orderNo, amount }) => [orderNo, amount.minor]),
  );
  return [...sent.values()].reduce((sum, minor) => sum + minor, 0n);
}
