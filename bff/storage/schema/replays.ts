/** A range of events that is delivered once more, page after page. Its job is `replay_events` with subject `id`. */
export interface EventReplayTable {
  /** `rpl_…` */
  id: string;
  /** Epoch ms: at or after. */
  from_at: number;
  /** Epoch ms: before. */
  to_at: number;
  /** Separated by blanks; null: every type. */
  types: string | null;
  undelivered_only: number;
  /** The time and id of the last event that the replay has passed. */
  after_at: number;
  after_id: string;
  /** How many deliveries it has scheduled. */
  scheduled: number;
  created_at: number;
  /** Null while it runs. */
  finished_at: number | null;
}
