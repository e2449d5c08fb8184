/** Where a callback goes that is misdirected. */
import type { HeldOrder } from "./orders.ts";
import type { SimulatedProvider } from "./provider.ts";
import type { Dice } from "./random.ts";

/** @returns the address of another order of the account, or this order's token at another account. */
export function wrongAddressOf(
  order: HeldOrder,
  { providers, dice }: { readonly providers: ReadonlyMap<string, SimulatedProvider>; readonly dice: Dice },
): string {
  const others = [...(providers.get(order.accountId)?.book.all.values() ?? [])].filter(
    (other) => other.orderNo !== order.orderNo,
  );
  const [first, ...rest] = others;
  if (first !== undefined) return dice.pick([first, ...rest]).callbackUrl;
  const elsewhere = order.accountId === "weak" ? "strong" : "weak";
  return order.callbackUrl.replace(`/${order.accountId}/`, `/${elsewhere}/`);
}
