/**
 * The customer's next action, sealed for storage. It may hold the payer's name and addresses that only the
 * provider and this software may know.
 */
import { z } from "zod";
import type { NextAction } from "../../providers/contract.ts";
import type { PaymentRow } from "../../storage/repositories/payments.ts";
import type { ServiceContext } from "../context.ts";

const storedAction = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("display_code"),
    codeType: z.enum(["va", "store"]),
    code: z.string(),
    barcode: z.literal("code128").nullable(),
    expiresAt: z.int(),
  }),
  z.object({ type: z.literal("redirect"), url: z.string() }),
  z.object({
    type: z.literal("redirect_form"),
    url: z.string(),
    fields: z.record(z.string(), z.string()),
  }),
  z.object({
    type: z.literal("display_qr"),
    data: z.string(),
    links: z.array(z.object({ name: z.string(), url: z.string() })),
    url: z.string().nullable(),
  }),
]);

const contextOf = (paymentId: string) => `payments.next_action:${paymentId}`;

export function sealNextAction(context: ServiceContext, paymentId: string, action: NextAction): string {
  return context.seal.seal(JSON.stringify(action), contextOf(paymentId));
}

export function openNextAction(context: ServiceContext, payment: PaymentRow): NextAction | null {
  if (payment.next_action_sealed === null) return null;
  return storedAction.parse(JSON.parse(context.seal.open(payment.next_action_sealed, contextOf(payment.id))));
}
