/** The tables of reconciliation, and of money for orders that are not here. */

export interface ReconciliationTable {
  /** `account:day`. */
  id: string;
  account_id: string;
  /** yyyy-MM-dd UTC. */
  day: string;
  source: "statement" | "query";
  /** How many entries of the statement and how many queried orders were compared. */
  checked: number;
  /** When the latest run began to query the day's orders. Null while they are not listed in `reconciliation_orders`. */
  begun_at: number | null;
  finished_at: number | null;
  error: string | null;
}

/** An order of the day that reconciliation has not queried yet, or that got no answer. */
export interface ReconciliationOrderTable {
  account_id: string;
  /** yyyy-MM-dd UTC. */
  day: string;
  kind: "payment" | "payout";
  /** The payment's or payout's id. With account_id, day and kind the key. */
  subject_id: string;
}

export interface DiscrepancyTable {
  /** `account:day:kind:orderNo`, so that a second run reports nothing twice. */
  id: string;
  account_id: string;
  day: string;
  kind: string;
  order_no: string;
  payment_id: string | null;
  payout_id: string | null;
  detail: string;
  found_at: number;
}

/** Money that an account's provider reported, verified, for an order that is not here. */
export interface StrayMoneyTable {
  account_id: string;
  /** With account_id the key. */
  order_no: string;
  object: "payment" | "payout";
  provider_order_id: string | null;
  /** Decimal text as the provider wrote it; null when it named no amount. */
  amount: string | null;
  currency: string | null;
  status: string;
  first_seen_at: number;
  last_seen_at: number;
  /** How many callbacks reported it. */
  seen: number;
}
