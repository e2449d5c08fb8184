/** The tables of events and their deliveries. */

export interface EventTable {
  id: string;
  type: string;
  session_id: string | null;
  payment_id: string | null;
  payout_id: string | null;
  /** JSON of the contract's EventBody, sealed because it holds the customer's data. */
  body_sealed: string;
  created_at: number;
}

export type DeliveryState = "pending" | "delivered" | "dead";

/**
 * `gave_up`: all attempts of the schedule failed. `endpoint_disabled`: the endpoint answered 410, to this
 * delivery or to an earlier one. `internal_error`: its job failed too often, by a mistake of ours.
 */
export type DeadReason = "gave_up" | "endpoint_disabled" | "internal_error";

/**
 * One event to one endpoint. Its job is `deliver_event` with subject `id` and holds the time of the next
 * attempt.
 */
export interface DeliveryTable {
  id: string;
  event_id: string;
  /** The endpoint's id in the configuration, or SHA-256 hex of its URL: the URL itself stays in the configuration. */
  endpoint_id: string;
  state: DeliveryState;
  /** Why the delivery is dead; null while it is not. */
  dead_reason: DeadReason | null;
  /** When the event was recorded. */
  event_at: number;
  updated_at: number;
}

export interface DeliveryAttemptTable {
  delivery_id: string;
  /** 1, 2, 3 … */
  seq: number;
  at: number;
  status: number | null;
  error: string | null;
  duration_ms: number;
}

/** The stored state of a webhook endpoint: one that answered 410 is disabled. */
export interface EndpointTable {
  id: string;
  disabled_at: number | null;
  /** When a redelivery last enabled it. An answer to what was sent before says nothing of it any more. */
  enabled_at: number | null;
}
