import { Webhook, WebhookVerificationError } from "standardwebhooks";
import { z } from "zod";
import { amountText } from "./catalog.ts";
import type { Order, OrderBook } from "./orders.ts";

const eventSchema = z.object({
  type: z.string(),
  data: z.object({
    session: z
      .object({
        id: z.string(),
        reference: z.string(),
        amount: z.object({ value: z.string(), currency: z.string() }),
      })
      .optional(),
  }),
});

export interface ReceiveWebhookOptions {
  readonly secret: string;
  readonly orders: OrderBook;
  /** The raw bytes of the body, which the signature covers. */
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * `refused`: the signature is wrong, and nothing was done. `ignored`: it is not about an order of this shop.
 */
export type ReceivedWebhook = "done" | "repeated" | "ignored" | "refused";

/** Verifies a webhook and applies it to the order once, however often it is delivered. */
export function receiveWebhook({ secret, orders, body, headers }: ReceiveWebhookOptions): ReceivedWebhook {
  let payload: unknown;
  try {
    payload = new Webhook(secret).verify(body, headers);
  } catch (error) {
    if (error instanceof WebhookVerificationError) return "refused";
    throw error;
  }
  const event = eventSchema.safeParse(payload);
  const session = event.data?.data.session;
  const order = session && orders.findByNumber(session.reference);
  if (!event.success || !session || !order || order.session?.id !== session.id) return "ignored";

  const id = headers["webhook-id"] ?? "";
  if (order.events.some((known) => known.id === id)) return "repeated";
  const { type } = event.data;
  const events = [...order.events, { id, type }];
  orders.update(order.id, { events, ...changeBy(type, order, session.amount) });
  return "done";
}

function changeBy(
  type: string,
  order: Order,
  amount: { readonly value: string; readonly currency: string },
): Partial<Order> {
  switch (type) {
    case "session.succeeded": {
      const { currency, decimals } = order.market;
      const isOurs = amount.currency === currency && sameAmount(amount.value, order.totalMinor, decimals);
      return isOurs ? { status: "paid" } : { notices: [...order.notices, "the amount is not the order's"] };
    }
    case "session.canceled":
      return order.status === "unpaid" ? { status: "canceled" } : {};
    case "session.expired":
      return order.status === "unpaid" ? { status: "expired" } : {};
    case "payment.duplicate":
      return { notices: [...order.notices, "paid twice: refund the second payment"] };
    case "payment.reversed":
      return { notices: [...order.notices, "the payment was reversed: do not ship"] };
    default:
      return {};
  }
}

/** The checkout writes all decimals of a currency, which may be more than the shop's prices have. */
function sameAmount(value: string, minor: bigint, decimals: number): boolean {
  const [whole, fraction = ""] = value.split(".");
  const [ourWhole, ourFraction = ""] = amountText(minor, decimals).split(".");
  const digits = Math.max(fraction.length, ourFraction.length);
  return whole === ourWhole && fraction.padEnd(digits, "0") === ourFraction.padEnd(digits, "0");
}
