/**
 * Erases the personal data of one session or payout: of its rows, of its events, and of the stored answers that show it.
 * What the account-keeping needs stays. Source: docs/privacy.md#what-is-erased
 */
import { toIsoTime } from "../../core/clock.ts";
import { endOfPayout, endOfSession, type KeptWhy } from "../../core/retention.ts";
import { sealedContext } from "../../storage/encryption/sealed-columns.ts";
import type { Decision } from "../../storage/engine/change.ts";
import { gate, type Write } from "../../storage/engine/statements.ts";
import {
  answersOfSubject,
  bodiesOfSubject,
  bodiesPerPage,
  eraseNotes,
  erasePayment,
  erasePayout,
  eraseSession,
  rewriteAnswer,
  rewriteBody,
  type StoredBody,
  type Subject,
} from "../../storage/repositories/erasure.ts";
import { eraseExchanges } from "../../storage/repositories/exchanges.ts";
import { paymentsOfSession } from "../../storage/repositories/payments.ts";
import { payoutById } from "../../storage/repositories/payouts.ts";
import {
  type PendingWorkRow,
  pendingWorkOfPayout,
  pendingWorkOfSession,
} from "../../storage/repositories/pending-work.ts";
import { eraseRefunds, wantErasureOfPayout } from "../../storage/repositories/refund-erasure.ts";
import { type RefundRow, refundsOfSession } from "../../storage/repositories/refunds.ts";
import { sessionById } from "../../storage/repositories/sessions.ts";
import type { ServiceContext } from "../context.ts";
import { withoutProviderWords } from "../rows/provider-details.ts";
import { redactSealed, type TextToRedact } from "./redact.ts";

export type ErasedSubject =
  | { readonly kind: "erased"; readonly payments: number; readonly events: number }
  | { readonly kind: "kept"; readonly why: KeptWhy }
  /** It has not ended for long enough. */
  | { readonly kind: "too_early"; readonly endedAt: number }
  /** It was erased before, or is not there. */
  | { readonly kind: "nothing" };

export interface EraseRequest {
  readonly id: string;
  /** Only what ended before then is erased. Epoch ms. */
  readonly endedBefore: number;
}

/** One look at the rows. */
type Step =
  | Exclude<ErasedSubject, { readonly kind: "erased" }>
  /** It may be erased; at this version. */
  | { readonly kind: "erasable"; readonly version: number }
  /** The rows are erased. */
  | { readonly kind: "erased"; readonly payments: number };

/** The step of a session or payout that may be erased. `redacted` is the version that its events were redacted at. */
type EraseStep = (context: ServiceContext, request: EraseRequest, redacted: number | null) => Promise<Step>;

export async function eraseSubject(
  context: ServiceContext,
  subject: Subject,
  request: EraseRequest,
): Promise<ErasedSubject> {
  const step: EraseStep = subject === "sessions" ? eraseOneSession : erasePayoutRow;
  let events = 0;
  let found = await step(context, request, null);
  // The events come first: whoever finds the row erased must find them so, too. What was recorded meanwhile has raised
  // the version, and is redacted in the next round. What has ended changes seldom, so the rounds are few.
  while (found.kind === "erasable") {
    events = await redactEvents(context, subject, request.id);
    found = await step(context, request, found.version);
  }
  return found.kind === "erased" ? { ...found, events } : found;
}

export function pendingWork(row: PendingWorkRow | undefined) {
  return { isUndelivered: row?.undelivered === 1 };
}

async function eraseOneSession(
  context: ServiceContext,
  { id, endedBefore }: EraseRequest,
  redacted: number | null,
): Promise<Step> {
  return await context.database.change({
    load: [
      sessionById({ id }),
      paymentsOfSession({ sessionId: id }),
      pendingWorkOfSession({ id }),
      answersOfSubject({ subjectId: id }),
      refundsOfSession({ sessionId: id }),
    ],
    decide([[session], payments, [work], answers, refunds]): Decision<Step> {
      if (session === undefined || session.erasure === "erased")
        return { writes: [], result: { kind: "nothing" } };
      const end = endOfSession({ session, payments, ...pendingWork(work) }, context.clock.now());
      if (end.kind === "kept") return { writes: [], result: end };
      if (end.at >= endedBefore) return { writes: [], result: { kind: "too_early", endedAt: end.at } };
      const { version } = session;
      if (version !== redacted) return { writes: [], result: { kind: "erasable", version } };
      const writes = [
        gate(eraseSession({ id, version, next: version + 1 })),
        ...payments.map((row) => erasePayment({ id: row.id, details: withoutProviderWords(context, row) })),
        eraseNotes.sessions({ id }),
        ...refundWrites(id, refunds),
        eraseExchanges.sessions({ id }),
        ...answerWrites(context, answers),
      ];
      return { writes, result: { kind: "erased", payments: payments.length } };
    },
  });
}

function refundWrites(sessionId: string, refunds: readonly RefundRow[]): Write[] {
  if (refunds.length === 0) return [];
  const payouts = refunds.flatMap(({ payout_id: id }) => (id === null ? [] : [wantErasureOfPayout({ id })]));
  return [...eraseRefunds.sessions.map((erase) => erase({ id: sessionId })), ...payouts];
}

async function erasePayoutRow(
  context: ServiceContext,
  { id, endedBefore }: EraseRequest,
  redacted: number | null,
): Promise<Step> {
  return await context.database.change({
    load: [payoutById({ id }), pendingWorkOfPayout({ id }), answersOfSubject({ subjectId: id })],
    decide([[payout], [work], answers]): Decision<Step> {
      if (payout === undefined || payout.erasure === "erased")
        return { writes: [], result: { kind: "nothing" } };
      const end = endOfPayout({ payout, ...pendingWork(work) }, context.clock.now());
      if (end.kind === "kept") return { writes: [], result: end };
      if (end.at >= endedBefore) return { writes: [], result: { kind: "too_early", endedAt: end.at } };
      const { version } = payout;
      if (version !== redacted) return { writes: [], result: { kind: "erasable", version } };
      const beneficiary = context.seal.seal("null", sealedContext("payouts.beneficiary_sealed", id));
      const details = withoutProviderWords(context, payout);
      const writes = [
        gate(erasePayout({ id, version, next: version + 1, beneficiary, details })),
        eraseNotes.payouts({ id }),
        ...eraseRefunds.payouts.map((erase) => erase({ id })),
        eraseExchanges.payouts({ id }),
        ...answerWrites(context, answers),
      ];
      return { writes, result: { kind: "erased", payments: 0 } };
    },
  });
}

/** The answers stay, so that a repeat makes nothing twice. */
function answerWrites(
  context: ServiceContext,
  answers: readonly { readonly id: string; readonly sealed: string | null }[],
): Write[] {
  return answers.flatMap(({ id, sealed }) => {
    if (sealed === null) return [];
    const place = sealedContext("idempotency_keys.response_sealed", id);
    return [rewriteAnswer({ id, to: redact(context, { sealed, place, instead: null }) })];
  });
}

/** Redacts all of them. A batch in which another process seals one anew is read again. @returns how many. */
async function redactEvents(context: ServiceContext, subject: Subject, id: string): Promise<number> {
  let count = 0;
  let after = { at: 0, after: "" };
  for (;;) {
    const { rows, last } = await context.database.change({
      load: [bodiesOfSubject[subject]({ id, ...after })],
      decide: ([bodies]) => ({
        writes: bodies.map((body) => gate(redactedBody(context, body))),
        result: { rows: bodies.length, last: bodies.at(-1) },
      }),
    });
    count += rows;
    if (last === undefined || rows < bodiesPerPage) return count;
    after = { at: last.created_at, after: last.id };
  }
}

function redactedBody(context: ServiceContext, row: StoredBody): Write {
  const place = sealedContext("events.body_sealed", row.id);
  // Its deliveries can still be read.
  const instead = { type: row.type, timestamp: toIsoTime(row.created_at), data: {} };
  const to = redact(context, { sealed: row.sealed, place, instead });
  return rewriteBody({ id: row.id, from: row.sealed, to });
}

function redact({ seal, logger }: ServiceContext, text: TextToRedact): string {
  const { sealed, wasReadable } = redactSealed(seal, text);
  if (!wasReadable) logger.error({ reason: text.place }, "a sealed text did not open, and was erased whole");
  return sealed;
}
