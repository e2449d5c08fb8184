/** The tables of the console's operators. Who they are stands in the configuration. */

/** What has to be remembered of an operator's sign-ins, over all processes. */
export interface OperatorTable {
  /** The operator's id in the configuration; empty for all names that are not there. */
  id: string;
  /** Grows with each sign-in, right or wrong: one decides after the other. */
  version: number;
  /** The time step (RFC 6238) of the last code that was used. A code of this step or an earlier one is refused. */
  last_step: number;
  /** Wrong codes in a row, each with the right password. */
  wrong_codes: number;
  /** Until then no code is taken. */
  blocked_until: number;
}

export interface OperatorSessionTable {
  /** SHA-256 hex of the token in the cookie. */
  id: string;
  operator_id: string;
  /** Fingerprint (seal.ts) of the operator in the configuration: a session of one who was changed since is over. */
  operator_print: string;
  created_at: number;
  /** Of the last request, to the minute. */
  seen_at: number;
  /** When it ends however much it is used. */
  ends_at: number;
}
