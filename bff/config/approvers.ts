/** Who may approve payouts above `payouts.approveAbove`. Source: docs/configuration.md#payouts */
import type { ApiKeyConfig, CheckoutConfig, Scope } from "./types.ts";

/** The part of the configuration that decides. */
export type Authority = Pick<CheckoutConfig, "payouts"> & {
  readonly merchant: { readonly apiKeys: readonly Pick<ApiKeyConfig, "id" | "scopes">[] };
  readonly console: { readonly operators: readonly Pick<ApiKeyConfig, "id" | "scopes">[] };
};

interface Actor {
  /** `API key "ana"` or `operator "ana"`: a key and an operator of one id are two. */
  readonly name: string;
  readonly scopes: readonly Scope[];
}

/**
 * Payouts that may be made and that nobody could approve: who makes one may not approve it.
 *
 * @returns a sentence for each currency and key or operator. Empty when every such payout has somebody.
 */
export function findUnapprovable({ payouts, merchant, console }: Authority): readonly string[] {
  const actors: readonly Actor[] = [
    ...merchant.apiKeys.map(({ id, scopes }) => ({ name: `API key "${id}"`, scopes })),
    ...console.operators.map(({ id, scopes }) => ({ name: `operator "${id}"`, scopes })),
  ];
  const namesWith = (scope: Scope) =>
    actors.filter(({ scopes }) => scopes.includes(scope)).map(({ name }) => name);
  const approvers = namesWith("payouts:approve");
  const stuck = namesWith("payouts").filter((name) => approvers.every((approver) => approver === name));
  return [...payouts.approveAbove.keys()].sort().flatMap((currency) => {
    const path = `payouts.approveAbove.${currency}`;
    if (approvers.length === 0) {
      return [
        `${path}: no API key or operator has the scope payouts:approve, so a payout above it waits for ever`,
      ];
    }
    return stuck.map(
      (name) =>
        `${path}: only the ${name} has the scope payouts:approve, and nobody approves what they have made ` +
        "themselves, so a payout of theirs above the amount waits for ever",
    );
  });
}
