/**
 * A payout that carries a refund changes, and the refund with it, in one batch: under the session's gate, as every
 * change of a refund.
 *
 * Source: docs/refunds.md#never-more-than-was-received
 */
import { isEmptyDecision, type PayoutDecision, type SessionDecision } from "../../core/decision.ts";
import type { Failure } from "../../core/errors.ts";
import type { RefundRecord } from "../../core/records.ts";
import { followPayout } from "../../core/refund/change-refund.ts";
import { objectionToSending } from "../../core/refund/decide-refund.ts";
import { decisionOf, draftOf } from "../../core/session/draft.ts";
import type { Query, Write } from "../../storage/engine/statements.ts";
import { endpointIdsOf } from "../../storage/repositories/disabled-endpoints.ts";
import type { HeldPaymentRow, HeldSessionRow } from "../../storage/repositories/held-sessions.ts";
import {
  heldPaymentsOfPayout,
  heldSessionOfPayout,
  refundOfPayout,
} from "../../storage/repositories/refunds.ts";
import type { ServiceContext } from "../context.ts";
import type { Outbox } from "../events/outbox.ts";
import { heldSessionOf } from "./held-rows.ts";
import { sessionEventWrites, sessionRowWrites, withCountedEvents } from "./write-session.ts";

/** What is loaded beside a payout; no rows where it carries no refund. */
export function refundQueries(
  payoutId: string,
): readonly [Query<HeldSessionRow>, Query<HeldPaymentRow>, Query<RefundRecord>] {
  return [
    heldSessionOfPayout({ payoutId }),
    heldPaymentsOfPayout({ payoutId }),
    refundOfPayout({ payoutId }),
  ];
}

export interface LoadedRefund {
  readonly session: HeldSessionRow | undefined;
  readonly payments: readonly HeldPaymentRow[];
  readonly refund: RefundRecord | undefined;
}

/** What speaks against sending it now; null also where there is none. */
export function objectionToLoaded({ payments, refund }: LoadedRefund): Failure | null {
  const payment = payments.find(({ id }) => id === refund?.payment_id);
  return refund === undefined || payment === undefined ? null : objectionToSending(payment, refund);
}

export interface FollowedRefund {
  readonly decision: SessionDecision;
  /** Before the payout's rows, because of the order of locks. */
  readonly rows: readonly Write[];
  readonly events: readonly Write[];
}

/** @returns undefined where the payout carries no refund, and where nothing of its refund changes. */
export function followRefund(
  context: ServiceContext,
  payout: PayoutDecision,
  input: { readonly loaded: LoadedRefund; readonly outbox: Outbox; readonly now: number },
): FollowedRefund | undefined {
  const { loaded, outbox, now } = input;
  const { session, payments, refund } = loaded;
  if (session === undefined || refund === undefined) return undefined;
  const line = payout.timeline.at(-1);
  const about = {
    cause: line?.cause ?? "query",
    actor: line?.actor ?? null,
    detail: line?.detail ?? null,
    noteSealed: null,
  } as const;
  const held = heldSessionOf({ session, payments, others: [] });
  const followed = followPayout(draftOf(held), { refund, payout: payout.after, about, now });
  if (followed === null) return undefined;
  const draft = withCountedEvents(followed, now);
  const decision = decisionOf(draft);
  if (isEmptyDecision(decision)) return undefined;
  const disabledEndpoints = endpointIdsOf(session);
  return {
    decision,
    rows: sessionRowWrites(decision, draft),
    events: sessionEventWrites(context, draft, { outbox, disabledEndpoints, at: now }),
  };
}
