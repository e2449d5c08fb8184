import { z } from "zod";
import { amountText, product } from "./catalog.ts";
import type { Order } from "./orders.ts";

const sessionSchema = z.object({ id: z.string(), clientToken: z.string() });
const problemSchema = z.object({ code: z.string(), detail: z.string().optional() });

export interface CreateSessionOptions {
  /** The BFF's address for the shop's backend. */
  readonly bffUrl: string;
  readonly apiKey: string;
  readonly order: Order;
  /** The address to which the customer returns from a provider's page. */
  readonly returnUrl: string;
}

export type CreatedSession =
  | { readonly ok: true; readonly id: string; readonly clientToken: string }
  | { readonly ok: false; readonly why: string };

/** Creates a session at the BFF. The order's id is the idempotency key, so repeating the call is safe. */
export async function createSession({
  bffUrl,
  apiKey,
  order,
  returnUrl,
}: CreateSessionOptions): Promise<CreatedSession> {
  let answer: Response;
  let body: unknown;
  try {
    answer = await fetch(`${bffUrl}/v1/sessions`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${apiKey}`,
        "content-type": "application/json",
        "idempotency-key": `order-${order.id}`,
      },
      body: JSON.stringify({
        amount: {
          value: amountText(order.totalMinor, order.market.decimals),
          currency: order.market.currency,
        },
        reference: order.number,
        description: `${order.quantity} × ${product.name}, ${product.weight}`,
        ...(order.market.country === null ? {} : { country: order.market.country }),
        locale: order.locale,
        customer: { id: "u-77", name: "Ana Díaz", email: "ana@example.com" },
        returnUrl,
      }),
      signal: AbortSignal.timeout(10_000),
    });
    body = await answer.json();
  } catch {
    return { ok: false, why: "the checkout does not answer" };
  }
  const session = sessionSchema.safeParse(body);
  if (answer.ok && session.success) return { ok: true, ...session.data };
  const problem = problemSchema.safeParse(body);
  return { ok: false, why: problem.success ? (problem.data.detail ?? problem.data.code) : "it was refused" };
}
