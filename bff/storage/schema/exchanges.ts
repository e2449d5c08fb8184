/** What was said between us and a provider about one payment or payout. */
export interface ExchangeTable {
  /** The subject's id, the time and a count: in their order those of one process stand as they were said. */
  id: string;
  /** The payment's or payout's id. */
  subject_id: string;
  at: number;
  /** 1 for a callback that was refused: they are kept apart, so that a stranger's push nothing else out. */
  is_refused: number;
  /** JSON of what was said, cleaned of secrets, and sealed: it holds the details of people. */
  said_sealed: string;
}
