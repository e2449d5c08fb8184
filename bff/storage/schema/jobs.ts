/** The table of jobs. */

export type JobKind =
  | "sync_payment"
  | "sync_payout"
  | "expire_payment"
  | "expire_session"
  | "deliver_event"
  | "replay_events"
  | "reconcile";

export type JobQueueKind = "providers" | "webhooks" | "maintenance";

/**
 * A queue of jobs. Each queue has a worker of its own, so that no queue waits for another. `providers`: queries, on
 * which the state of money depends. `webhooks:<endpoint id>`: the deliveries to one endpoint; `webhooks` stands for all
 * of them. `maintenance`: expiries, replays and reconciliation.
 */
export type JobQueue = JobQueueKind | `webhooks:${string}`;

export interface JobTable {
  /** `kind:subject`, so that there is at most one job of a kind for a subject. */
  id: string;
  kind: JobKind;
  queue: JobQueue;
  subject_id: string;
  run_at: number;
  /** The time of a rerun that was requested while a run was under way; see jobs.ts. */
  rerun_at: number | null;
  /**
   * How many waits of its kind's schedule are over: the index of the wait after the next run. For a delivery,
   * the attempts since it was last started.
   */
  step: number;
  /** Runs in a row that ended by a mistake of ours. */
  failures: number;
  /** Instance id of the process that holds the lease. */
  locked_by: string | null;
  locked_until: number | null;
  /** When the run began. */
  locked_at: number | null;
  /** The token of this one run. Every run has its own, also in the same process. */
  lease_token: string | null;
  last_error: string | null;
  /** When the job died because it had failed too often. It waits for an operator then. */
  dead_at: number | null;
  created_at: number;
}
