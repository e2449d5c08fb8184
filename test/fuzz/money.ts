/** Whatever was sent: what the BFF believes about money is what the providers hold. */
import { z } from "zod";
import { payout as payoutSchema } from "../../bff/contract.ts";
import type { Order } from "../../demo/sandbox/state/order.ts";
import { allPayments } from "../kill/support/aftermath.ts";
import type { Place } from "./server/place.ts";

const page = z.object({ data: z.array(payoutSchema), nextCursor: z.string().nullable() });
const keyOf = (kind: Order["kind"], orderNo: string) => `${kind} ${orderNo}`;

async function allPayouts({ api }: Place) {
  const payouts: z.output<typeof payoutSchema>[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const query: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const { data, nextCursor } = page.parse((await api.get(`/v1/payouts?limit=100${query}`)).json());
    payouts.push(...data);
    cursor = nextCursor;
  }
  return payouts;
}

/** As many as any currency here has. Both sides count in their own. */
const mostDecimals = 18;

function inFullDecimals(text: string): bigint {
  const [whole = "0", part = ""] = text.split(".");
  return BigInt(whole + part.padEnd(mostDecimals, "0"));
}

function paidOf(order: Order | undefined): bigint | undefined {
  return order === undefined ? undefined : order.paidMinor * 10n ** BigInt(mostDecimals - order.decimals);
}

/** @returns sentences about what no provider has said; an operator's word counts as one */
export async function objectToMoney(place: Place): Promise<string[]> {
  const orders = new Map(
    place.sandbox.state.orders().map((order) => [keyOf(order.kind, order.orderNo), order]),
  );
  const wrongs: string[] = [];
  for (const { id, orderNo, status, amountReceived } of await allPayments(place.api)) {
    const held = orders.get(keyOf("payment", orderNo));
    const received = inFullDecimals(amountReceived.value);
    const isPaid = held?.status === "succeeded" || held?.status === "partially_paid";
    if (received !== 0n && received !== paidOf(held))
      wrongs.push(
        `${id} has received ${amountReceived.value}, and its provider ${held?.paidMinor ?? "knows nothing"}`,
      );
    if (status === "succeeded" && !isPaid)
      wrongs.push(`${id} succeeded, and its provider says ${held?.status}`);
  }
  for (const { id, orderNo, status } of await allPayouts(place)) {
    const held = orders.get(keyOf("payout", orderNo));
    if (status === "succeeded" && held?.status !== "succeeded")
      wrongs.push(`${id} succeeded, and its provider says ${held?.status}`);
  }
  const known = new Set([...(await allPayments(place.api))].map(({ orderNo }) => keyOf("payment", orderNo)));
  for (const [key, { kind }] of orders) {
    if (kind === "payment" && !known.has(key)) wrongs.push(`a provider holds the ${key}, which is nobody's`);
  }
  return wrongs;
}
