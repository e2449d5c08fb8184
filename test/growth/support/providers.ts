/** The five providers as they would write, with adapters that the test answers. */
import type { ProviderAdapter } from "../../../bff/providers/contract.ts";
import type { ProviderHttp } from "../../../bff/providers/http-client.ts";
import { nobody, now, orderOf, payoutOf, refOf } from "../../providers/support/canned-provider.ts";
import { bharatpaySpoken, chainupSpoken } from "./sealed-providers.ts";
import { cxpaySpoken, lhxpaySpoken, payproSpoken } from "./signed-providers.ts";
import type { CallName, SpokenProvider } from "./spoken.ts";

export const spokenProviders: readonly SpokenProvider[] = [
  payproSpoken,
  cxpaySpoken,
  lhxpaySpoken,
  chainupSpoken,
  bharatpaySpoken,
];

/** The adapter, and the way to set what its next calls are answered. */
export function openSpoken({ provider, credentials, method }: SpokenProvider): {
  readonly adapter: ProviderAdapter;
  readonly answer: (body: Uint8Array) => void;
} {
  let next: Uint8Array = new Uint8Array();
  const http: ProviderHttp = {
    send: async () => ({ kind: "answer", status: 200, headers: {}, body: next }),
  };
  const input = { accountId: "acc", baseUrl: "https://gw.example", options: {}, methods: [method] };
  const reading = provider.readAccount({ ...input, credentials });
  if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
  return {
    adapter: reading.createAdapter(http),
    answer: (body) => {
      next = body;
    },
  };
}

/** Makes one call, about the orders of the templates. */
export async function makeCall(
  adapter: ProviderAdapter,
  { method, amount }: SpokenProvider,
  call: CallName,
): Promise<{ readonly kind: string }> {
  const payer = { ...nobody, providerAccount: { openId: "O1", userId: null, token: null } };
  const order = orderOf(method, amount, { payer });
  const ref = refOf(order, { providerOrderId: "10000000002" });
  const beneficiary = {
    name: "Asha",
    accountNumber: "12345678",
    bankCode: "SBIN0001234",
    bankName: "Bank",
    phone: "+911234567890",
  };
  const payout = payoutOf("100.00", method.currency, {
    ...beneficiary,
    ...(method.currency === "MXN" ? { accountType: "card", accountNumber: "4111111111111111" } : {}),
  });
  const payoutRef = { orderNo: payout.orderNo, providerOrderId: "1", amount: payout.amount, now };
  switch (call) {
    case "create":
      return await adapter.createPayment(order);
    case "query":
      return await adapter.queryPayment(ref);
    case "cancel":
      return (await adapter.cancelPayment?.(ref)) ?? { kind: "no such call" };
    case "payout":
      return (await adapter.payouts?.create(payout)) ?? { kind: "no such call" };
    case "payout_query":
      return (await adapter.payouts?.query(payoutRef)) ?? { kind: "no such call" };
    case "balance":
      return (await adapter.balance?.(now)) ?? { kind: "no such call" };
    case "statement":
      return (
        (await adapter.statement?.({ day: "2026-11-20", type: null, page: 1, pageSize: 100, now })) ?? {
          kind: "no such call",
        }
      );
    case "probe":
      return await adapter.probe(now);
    default:
      return call satisfies never;
  }
}

/** How many characters are put into one field. */
export function longestFieldOf({ isSlow }: SpokenProvider): number {
  return isSlow ? 1_536 : 16_384;
}
