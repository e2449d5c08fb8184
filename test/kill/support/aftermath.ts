/**
 * What must hold after the load has ended, seen from outside: by the public API, the provider's books and the
 * merchant's webhooks.
 */

import { z } from "zod";
import type { Payment } from "../../../bff/contract.ts";
import { payment as paymentSchema } from "../../../bff/contract.ts";
import type { Sandbox } from "../../../demo/sandbox/sandbox.ts";
import type { MerchantClient } from "../../support/http-client.ts";
import type { WebhookReceiver } from "../../support/webhook-receiver.ts";

const page = z.object({ data: z.array(paymentSchema), nextCursor: z.string().nullable() });

export async function allPayments(api: MerchantClient): Promise<Payment[]> {
  const payments: Payment[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const query = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const reply = await api.get(`/v1/payments?limit=100${query}`);
    const { data, nextCursor } = page.parse(reply.json());
    payments.push(...data);
    cursor = nextCursor;
  }
  return payments;
}

/**
 * Payments whose outcome should be known by now. If its process died before the provider was called, a payment stays
 * `unknown` for the 15 minutes of rule 10, because the provider has no order for it.
 */
export function unsettled(payments: readonly Payment[], sandbox: Sandbox): string[] {
  const held = new Set(sandbox.state.orders({ kind: "payment" }).map((order) => order.orderNo));
  return payments
    .filter(({ status, orderNo }) => status === "creating" || (status === "unknown" && held.has(orderNo)))
    .map(({ id, status }) => `${id} is ${status}`);
}

/** Sentences about what is wrong; empty when nothing is. */
export function wrongs(input: {
  readonly payments: readonly Payment[];
  readonly sandbox: Sandbox;
  readonly webhooks: WebhookReceiver;
}): string[] {
  const { payments, sandbox, webhooks } = input;
  const orders = sandbox.state.orders({ kind: "payment" });
  const byOrderNo = new Map(payments.map((payment) => [payment.orderNo, payment]));
  const told = new Map<string, Set<string>>();
  for (const { event, headers } of webhooks.received) {
    if (event.type !== "payment.succeeded" || event.data.payment === undefined) continue;
    const ids = told.get(event.data.payment.id) ?? new Set();
    ids.add(String(headers["webhook-id"]));
    told.set(event.data.payment.id, ids);
  }
  const openBySession = new Map<string, number>();
  for (const { session, status } of payments) {
    if (status === "pending") openBySession.set(session, (openBySession.get(session) ?? 0) + 1);
  }
  return [
    ...orders
      .filter((order) => !byOrderNo.has(order.orderNo))
      .map((order) => `the provider holds ${order.orderNo}, which is nobody's payment`),
    ...orders
      .filter((order) => order.status === "succeeded" && byOrderNo.get(order.orderNo)?.status !== "succeeded")
      .map((order) => `${order.orderNo} is paid and here ${byOrderNo.get(order.orderNo)?.status}`),
    ...payments
      .filter((payment) => payment.status === "succeeded")
      .filter(
        (payment) =>
          !orders.some((order) => order.orderNo === payment.orderNo && order.status === "succeeded"),
      )
      .map((payment) => `${payment.id} succeeded and the provider does not hold it as paid`),
    ...payments
      .filter((payment) => payment.status === "succeeded" && told.get(payment.id)?.size !== 1)
      .map((payment) => `${payment.id} was told as paid by ${told.get(payment.id)?.size ?? 0} events`),
    ...[...openBySession]
      .filter(([, open]) => open > 1)
      .map(([session, open]) => `${session} has ${open} open payments`),
  ];
}
