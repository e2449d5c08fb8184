/** Who may approve payouts above `payouts.approveAbove`. Source: docs/configuration.md#payouts */
import type { ApiKeyConfig, CheckoutConfig } from "./types.ts";

/** The part of the configuration that decides. */
export type Authority = Pick<CheckoutConfig, "payouts"> & {
  readonly merchant: { readonly apiKeys: readonly Pick<ApiKeyConfig, "id" | "scopes">[] };
};

/**
 * Payouts that may be made and that nobody could approve: who makes one may not approve it.
 *
 * @returns a sentence for each currency and key. Empty when every such payout has somebody.
 */
export function findUnapprovable({ payouts, merchant }: Authority): readonly string[] {
  const idsWith = (scope: ApiKeyConfig["scopes"][number]) =>
    merchant.apiKeys.filter(({ scopes }) => scopes.includes(scope)).map(({ id }) => id);
  const approvers = idsWith("payouts:approve");
  const stuck = idsWith("payouts").filter((id) => approvers.every((approver) => approver === id));
  return [...payouts.approveAbove.keys()].sort().flatMap((currency) => {
    const path = `payouts.approveAbove.${currency}`;
    if (approvers.length === 0) {
      return [`${path}: no API key has the scope payouts:approve, so a payout above it waits for ever`];
    }
    return stuck.map(
      (id) =>
        `${path}: only the API key "${id}" has the scope payouts:approve, and no key approves what it has made ` +
        "itself, so a payout that it makes above the amount waits for ever",
    );
  });
}
