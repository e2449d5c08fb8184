/** What came from an account's provider and is not in its documentation. */
export interface AccountDriftTable {
  account_id: string;
  kind: string;
  /** With account_id and kind the key. A name of a field, a media type or a status code; no value. */
  name: string;
  first_seen_at: number;
  /** To the day: of those of one day, the first counts. */
  last_seen_at: number;
}
