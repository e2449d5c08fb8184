/** The one function that changes a payout's state; the same shape as apply-fact.ts, without a session. */
import type { Cause, EventType } from "../../contract.ts";
import { parseProviderDecimal } from "../../core/money.ts";
import { type PayoutFactKind, payoutMoveOf } from "../../core/payout-state.ts";
import { absentForMs } from "../../core/schedule.ts";
import type { OrderReport } from "../../providers/contract.ts";
import type { Executor } from "../../storage/engine/database.ts";
import { recordCallback } from "../../storage/repositories/callbacks.ts";
import {
  appendPayoutTimeline,
  changePayout,
  lastPayoutTimelineEntry,
  lockPayout,
  type PayoutChanges,
  type PayoutRow,
} from "../../storage/repositories/payouts.ts";
import type { ServiceContext } from "../context.ts";
import { transactAndDeliver } from "../events/deliver-after-commit.ts";
import { emitEvent } from "../events/record-event.ts";
import type { RunEnd } from "../runs/with-job-lease.ts";
import { payoutView } from "../views/payout.ts";
import { schedulePayoutJob } from "./schedule-payout-job.ts";

export type PayoutFact =
  | { readonly kind: "accepted"; readonly providerOrderId: string | null }
  | { readonly kind: "refused"; readonly code: string; readonly retryable: boolean }
  | { readonly kind: "no_answer"; readonly reason: string }
  | {
      readonly kind: "report";
      readonly report: OrderReport;
      readonly certainty: "confirmed" | "must_confirm";
      readonly digest: string | null;
    }
  | { readonly kind: "not_found" };

export interface AppliedPayout {
  readonly payout: PayoutRow;
  readonly from: PayoutRow["status"];
  readonly changed: boolean;
}

interface Meaning {
  readonly fact: PayoutFactKind;
  readonly changes: PayoutChanges;
  readonly detail: string | null;
}

/** @returns undefined when there is no such payout. */
export async function applyPayoutFact(
  context: ServiceContext,
  input: {
    readonly payoutId: string;
    readonly fact: PayoutFact;
    readonly cause: Cause;
    /** The run that this is the end of. */
    readonly end?: RunEnd;
  },
): Promise<AppliedPayout | undefined> {
  const applied = await transactAndDeliver(context, async (trx) => {
    const payout = await lockPayout(trx, input.payoutId);
    const held = payout === undefined ? undefined : await applyHeld(context, { ...input, trx, payout });
    await input.end?.write(trx);
    return held;
  });
  input.end?.written();
  if (applied?.changed) {
    const { payout, from } = applied;
    const to = payout.status;
    context.metrics.count("payout_transitions", { account: payout.account_id, from, to });
    context.logger.info({ payoutId: payout.id, from, to, cause: input.cause }, "payout changed");
  }
  return applied;
}

async function applyHeld(
  context: ServiceContext,
  input: {
    readonly trx: Executor;
    readonly payout: PayoutRow;
    readonly fact: PayoutFact;
    readonly cause: Cause;
  },
): Promise<AppliedPayout> {
  const { trx, payout, fact, cause } = input;
  const now = context.clock.now();
  if (fact.kind === "report" && fact.digest !== null) {
    const first = await recordCallback(trx, { subjectId: payout.id, digest: fact.digest, now });
    if (!first) return { payout, from: payout.status, changed: false };
  }
  const meaning = interpret(payout, fact, now);
  const to = payoutMoveOf(payout.status, meaning.fact) ?? payout.status;
  const moved = to !== payout.status;
  const ignored = payoutMoveOf(payout.status, meaning.fact) === null;
  const changes: PayoutChanges = {
    ...(ignored ? bookkeepingOf(meaning.changes) : meaning.changes),
    status: to,
    updated_at: now,
  };
  if (!(await changePayout(trx, { id: payout.id, from: payout.status, changes }))) {
    return { payout, from: payout.status, changed: false };
  }
  const after: PayoutRow = { ...payout, ...changes };
  const detail = meaning.detail ?? (moved ? null : `${meaning.fact}: recorded, nothing changed`);
  const last = moved ? undefined : await lastPayoutTimelineEntry(trx, payout.id);
  const isNews = moved || (meaning.fact !== "reported_pending" && last?.detail !== detail);
  if (isNews) {
    await appendPayoutTimeline(trx, {
      payout_id: payout.id,
      at: now,
      from_status: payout.status,
      to_status: to,
      cause,
      detail,
    });
  }
  const mustAsk = meaning.fact === "unconfirmed" && payout.status !== "succeeded";
  if (moved || mustAsk) await schedulePayoutJob(context, { trx, payout: after, now, mustAsk });
  const type = moved ? eventOf(after) : null;
  if (type !== null) {
    const data = { payout: payoutView(after) };
    const ids = { sessionId: null, paymentId: null, payoutId: after.id };
    await emitEvent(context, { trx, type, data, ...ids, now });
  }
  return { payout: after, from: payout.status, changed: moved };
}

function bookkeepingOf(changes: PayoutChanges): PayoutChanges {
  const { failure_code, failure_retryable, ...rest } = changes;
  return rest;
}

function eventOf(payout: PayoutRow): EventType | null {
  if (payout.status === "succeeded") return "payout.succeeded";
  return payout.status === "failed" ? "payout.failed" : null;
}

function interpret(payout: PayoutRow, fact: PayoutFact, now: number): Meaning {
  switch (fact.kind) {
    case "accepted":
      return {
        fact: "accepted",
        changes: { provider_order_id: fact.providerOrderId ?? payout.provider_order_id, unknown_since: null },
        detail: null,
      };
    case "refused":
      return {
        fact: "refused",
        changes: { failure_code: fact.code, failure_retryable: fact.retryable ? 1 : 0, watch_until: now },
        detail: `refused by the provider: ${fact.code}`,
      };
    case "no_answer":
      return {
        fact: "no_answer",
        changes: { unknown_since: payout.unknown_since ?? now },
        detail: `no answer to rely on: ${fact.reason}`,
      };
    case "not_found":
      return readAbsence(payout, now);
    case "report":
      return readReport(payout, fact.report, fact.certainty);
    default:
      return fact satisfies never;
  }
}

function readAbsence(payout: PayoutRow, now: number): Meaning {
  const detail = "the provider does not know the payout (yet)";
  if (payout.unknown_since === null) return { fact: "reported_pending", changes: {}, detail };
  const since = payout.absent_since ?? now;
  if (now - since < absentForMs) return { fact: "no_answer", changes: { absent_since: since }, detail };
  return {
    fact: "absent",
    changes: { absent_since: since, failure_code: "not_created", failure_retryable: 1 },
    detail: "the provider does not know the payout, for 15 minutes",
  };
}

function readReport(
  payout: PayoutRow,
  report: OrderReport,
  certainty: "confirmed" | "must_confirm",
): Meaning {
  const base: PayoutChanges = {
    provider_order_id: payout.provider_order_id ?? report.providerOrderId,
    absent_since: null,
  };
  switch (report.status) {
    case "pending":
    case "partially_paid":
      return { fact: "reported_pending", changes: { ...base, unknown_since: null }, detail: null };
    case "succeeded": {
      if (certainty === "must_confirm") {
        const detail = "success reported; the provider is asked";
        return { fact: "unconfirmed", changes: { ...base, confirm_pending: 1 }, detail };
      }
      const changes = { ...base, unknown_since: null, confirm_pending: 0 };
      return { fact: "reported_succeeded", changes, detail: amountNote(payout, report) };
    }
    case "failed":
    case "canceled":
    case "reversed":
      // Whoever hears "failed" sends the money again: a weak signature is no proof of that either.
      if (certainty === "must_confirm" && payout.status !== "failed") {
        const detail = "failure reported; the provider is asked";
        return { fact: "unconfirmed", changes: { ...base, confirm_pending: 1 }, detail };
      }
      return {
        fact: "reported_failed",
        changes: {
          ...base,
          unknown_since: null,
          confirm_pending: 0,
          failure_code: report.status === "reversed" ? "payout_reversed" : "payout_failed",
          failure_retryable: 0,
        },
        detail: report.status === "reversed" ? "reversed by the provider" : null,
      };
    default:
      return report.status satisfies never;
  }
}

/** Money that went out in another amount cannot be called back here, but it is said. */
function amountNote(payout: PayoutRow, report: OrderReport): string | null {
  if (report.amountText === null) return null;
  const minor = parseProviderDecimal(report.amountText, payout.decimals);
  return minor === BigInt(payout.amount_minor)
    ? null
    : "the provider reports another amount than was ordered";
}
