/** The rows of a session that were loaded, as a decision holds them. */
import type { KnownCallback } from "../../core/decision.ts";
import type { HeldSession } from "../../core/session/draft.ts";
import type { HeldPaymentRow, HeldSessionRow } from "../../storage/repositories/held-sessions.ts";

export interface SessionRows {
  readonly session: HeldSessionRow;
  readonly payments: readonly HeldPaymentRow[];
  /** What else was loaded: receipts of callbacks, the idempotency key, and what the change asked for. */
  readonly others: readonly object[];
}

export function heldSessionOf({ session, payments, others }: SessionRows): HeldSession {
  const { disabled_endpoints: _endpoints, reference_paid: referencePaid, ...held } = session;
  return {
    session: held,
    isReferencePaid: referencePaid === 1,
    payments: payments.map(({ last_detail: _detail, ...payment }) => payment),
    lastDetails: new Map(payments.map((payment) => [payment.id, payment.last_detail])),
    knownCallbacks: others.filter((row): row is KnownCallback => "digest" in row),
  };
}
