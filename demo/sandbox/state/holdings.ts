import type { ProviderId } from "./order.ts";
import type { OrderStore } from "./store.ts";

/** What the merchant holds at a provider, in minor units. */
export interface Holdings {
  readonly totalMinor: bigint;
  readonly frozenMinor: bigint;
  readonly availableMinor: bigint;
}

/** A merchant starts with a million of whatever it trades in. */
const openingUnits = 1_000_000n;

/**
 * Opening balance, plus what customers paid, less what was paid out; payouts under way are frozen. Orders
 * of several currencies at one provider are counted together, as these accounts have but one figure.
 */
export function holdings(store: OrderStore, provider: ProviderId, decimals: number): Holdings {
  let totalMinor = openingUnits * 10n ** BigInt(decimals);
  let frozenMinor = 0n;
  for (const order of store.list({ provider })) {
    if (order.kind === "payment") {
      if (order.status !== "reversed") totalMinor += order.paidMinor;
    } else if (order.status === "succeeded") totalMinor -= order.amountMinor;
    else if (order.status === "pending") frozenMinor += order.amountMinor;
  }
  return { totalMinor, frozenMinor, availableMinor: totalMinor - frozenMinor };
}
