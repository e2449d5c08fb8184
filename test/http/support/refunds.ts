/** Payments that were paid, their refunds, and the claims of those. */
import { expect } from "vitest";
import {
  eventView,
  listOf,
  payment as paymentSchema,
  payout as payoutSchema,
  type Refund,
  refund as refundSchema,
} from "../../../bff/contract.ts";
import type { TestApp } from "../../support/app.ts";
import type { Reply } from "../../support/http-client.ts";

export const mxn = (value: string) => ({ value, currency: "MXN" });
export const ana = { name: "Ana Diaz", accountNumber: "002010077777777771", accountType: "clabe" };

let keys = 0;
export const newKey = () => `refund-${++keys}`;

/** A payment of MXN 150.00 that was paid. @param customer as of the session. */
export async function payPayment(app: TestApp, customer: Readonly<Record<string, string>>): Promise<string> {
  const { clientToken } = await app.api.createSession({ customer });
  const { id } = await app.browser(clientToken).start("store");
  app.sandbox.state.play(await app.orderOf(id), { action: "pay" });
  await app.settle();
  return id;
}

export function postRefund(app: TestApp, paymentId: string, body: object, key = newKey()): Promise<Reply> {
  const request = { reason: "requested", ...body };
  return app.api.post(`/v1/payments/${paymentId}/refunds`, request, { "idempotency-key": key });
}

export async function createRefund(app: TestApp, paymentId: string, body: object): Promise<Refund> {
  const reply = await postRefund(app, paymentId, body);
  expect(reply.status, reply.text).toBe(201);
  return reply.as(refundSchema);
}

export const readRefund = async (app: TestApp, id: string): Promise<Refund> =>
  (await app.api.get(`/v1/refunds/${id}`)).as(refundSchema);

export const readPayment = async (app: TestApp, id: string) =>
  (await app.api.get(`/v1/payments/${id}`)).as(paymentSchema);

/** How many payouts the providers hold. */
export const heldPayouts = (app: TestApp): number => app.sandbox.state.orders({ kind: "payout" }).length;

/** What becomes of a payout at the provider, told by its callback. */
export async function playPayout(app: TestApp, payoutId: string | null, action: "pay" | "fail" | "reverse") {
  const { orderNo } = (await app.api.get(`/v1/payouts/${payoutId}`)).as(payoutSchema);
  const played = app.sandbox.state.play({ provider: "paypro", orderNo, kind: "payout" }, { action });
  expect(played).toMatchObject({ ok: true });
  await app.settle();
}

/** The refunds' events of a payment, oldest first. */
export async function refundEvents(app: TestApp, paymentId: string) {
  const list = await app.api.get(`/v1/events?payment=${paymentId}&limit=100`);
  return list
    .as(listOf(eventView))
    .data.filter(({ type }) => type.startsWith("refund."))
    .toSorted((one, other) => (one.data.sequence ?? 0) - (other.data.sequence ?? 0));
}

export const tokenOf = ({ claimUrl }: Pick<Refund, "claimUrl">): string => claimUrl?.split("#")[1] ?? "";

export const getClaim = (app: TestApp, token: string): Promise<Reply> =>
  app.call({ path: "/checkout/claim", headers: { authorization: `Bearer ${token}` } });

export const postClaim = (app: TestApp, token: string, beneficiary: object = ana): Promise<Reply> =>
  app.call({
    method: "POST",
    path: "/checkout/claim",
    headers: { authorization: `Bearer ${token}` },
    body: { beneficiary },
  });
