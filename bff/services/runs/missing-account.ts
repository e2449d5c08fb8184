import type { ServiceContext } from "../context.ts";

/**
 * Logs that an order cannot be queried here. Another process may have the account, as in a rolling start.
 *
 * @returns the outcome of the query. `sinceMs`: the time since the last one, or since the creation.
 */
export function noteMissingAccount(
  context: ServiceContext,
  row: { readonly account_id: string; readonly last_query_at: number | null; readonly created_at: number },
  ids: Readonly<Record<string, string>>,
): { readonly kind: "not_configured"; readonly sinceMs: number } {
  context.logger.warn({ ...ids, accountId: row.account_id }, "the account is not configured");
  return { kind: "not_configured", sinceMs: context.clock.now() - (row.last_query_at ?? row.created_at) };
}
