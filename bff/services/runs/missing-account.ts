import type { ServiceContext } from "../context.ts";

/** The columns that say which account an order waits for, and since when. */
export interface AccountOrder {
  readonly account_id: string;
  readonly last_query_at: number | null;
  readonly created_at: number;
}

export interface MissingAccount {
  readonly kind: "not_configured";
  /** The time since the last query, or since the creation. */
  readonly sinceMs: number;
}

/**
 * Logs that an order cannot be queried here. Another process may have the account, as in a rolling start.
 */
export function noteMissingAccount(
  context: ServiceContext,
  row: AccountOrder,
  ids: Readonly<Record<string, string>>,
): MissingAccount {
  context.logger.warn({ ...ids, accountId: row.account_id }, "the account is not configured");
  return { kind: "not_configured", sinceMs: context.clock.now() - (row.last_query_at ?? row.created_at) };
}
