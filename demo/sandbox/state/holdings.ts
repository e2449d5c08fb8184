import type { ProviderId } from "./order.ts";
import type { OrderStore } from "./store.ts";

/** The merchant's balance at a provider, in minor units. */
export interface Holdings {
  readonly totalMinor: bigint;
  readonly frozenMinor: bigint;
  readonly availableMinor: bigint;
}

/** The opening balance: a million units of the currency. */
const openingUnits = 1_000_000n;

/**
 * The opening balance, plus what customers paid, minus what was paid out. Payouts under way are frozen.
 * Orders of several currencies are counted together, because these accounts have only one figure.
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
