/**
 * Erases the personal data of one session or payout: of its rows, of its events, and of the stored answers that show it.
 * What the account-keeping needs stays. Source: docs/privacy.md#what-is-erased
 */
import { toIsoTime } from "../../core/clock.ts";
import { endOfPayout, endOfSession, type KeptWhy } from "../../core/retention.ts";
import { sealedContext } from "../../storage/encryption/sealed-columns.ts";
import type { Decision } from "../../storage/engine/change.ts";
import { gate, type Write } from "../../storage/engine/statements.ts";
import { writeAll } from "../../storage/engine/write-all.ts";
import {
  answersOfSubject,
  bodiesOfSubject,
  eraseNotes,
  erasePayment,
  erasePayout,
  eraseSession,
  rewriteAnswer,
  rewriteBody,
  type Subject,
} from "../../storage/repositories/erasure.ts";
import { paymentsOfSession } from "../../storage/repositories/payments.ts";
import { payoutById } from "../../storage/repositories/payouts.ts";
import {
  type PendingWorkRow,
  pendingWorkOfPayout,
  pendingWorkOfSession,
} from "../../storage/repositories/pending-work.ts";
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

export async function eraseSubject(
  context: ServiceContext,
  subject: Subject,
  request: EraseRequest,
): Promise<ErasedSubject> {
  const change = subject === "sessions" ? eraseOneSession : erasePayoutRow;
  const found = await change(context, request, true);
  if (found.kind !== "erased") return found;
  // The events come first: whoever finds the row erased must find them so, too.
  const events = await redactEvents(context, subject, request.id);
  const erased = await change(context, request, false);
  return erased.kind === "erased" ? { ...erased, events } : erased;
}

export function pendingWork(row: PendingWorkRow | undefined) {
  return { isUndelivered: row?.undelivered === 1 };
}

async function eraseOneSession(
  context: ServiceContext,
  { id, endedBefore }: EraseRequest,
  isTrial: boolean,
): Promise<ErasedSubject> {
  return await context.database.change({
    load: [
      sessionById({ id }),
      paymentsOfSession({ sessionId: id }),
      pendingWorkOfSession({ id }),
      answersOfSubject({ subjectId: id }),
    ],
    decide([[session], payments, [work], answers]): Decision<ErasedSubject> {
      if (session === undefined || session.erasure === "erased")
        return { writes: [], result: { kind: "nothing" } };
      const end = endOfSession({ session, payments, ...pendingWork(work) }, context.clock.now());
      if (end.kind === "kept") return { writes: [], result: end };
      if (end.at >= endedBefore) return { writes: [], result: { kind: "too_early", endedAt: end.at } };
      const { version } = session;
      const writes = [
        gate(eraseSession({ id, version, next: version + 1 })),
        ...payments.map((row) => erasePayment({ id: row.id, details: withoutProviderWords(context, row) })),
        eraseNotes.sessions({ id }),
        ...answerWrites(context, answers),
      ];
      const result = { kind: "erased", payments: payments.length, events: 0 } as const;
      return { writes: isTrial ? [] : writes, result };
    },
  });
}

async function erasePayoutRow(
  context: ServiceContext,
  { id, endedBefore }: EraseRequest,
  isTrial: boolean,
): Promise<ErasedSubject> {
  return await context.database.change({
    load: [payoutById({ id }), pendingWorkOfPayout({ id }), answersOfSubject({ subjectId: id })],
    decide([[payout], [work], answers]): Decision<ErasedSubject> {
      if (payout === undefined || payout.erasure === "erased")
        return { writes: [], result: { kind: "nothing" } };
      const end = endOfPayout({ payout, ...pendingWork(work) }, context.clock.now());
      if (end.kind === "kept") return { writes: [], result: end };
      if (end.at >= endedBefore) return { writes: [], result: { kind: "too_early", endedAt: end.at } };
      const { version } = payout;
      const beneficiary = context.seal.seal("null", sealedContext("payouts.beneficiary_sealed", id));
      const details = withoutProviderWords(context, payout);
      const writes = [
        gate(erasePayout({ id, version, next: version + 1, beneficiary, details })),
        eraseNotes.payouts({ id }),
        ...answerWrites(context, answers),
      ];
      const result = { kind: "erased", payments: 0, events: 0 } as const;
      return { writes: isTrial ? [] : writes, result };
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

async function redactEvents(context: ServiceContext, subject: Subject, id: string): Promise<number> {
  const { database } = context;
  let count = 0;
  let after = { at: 0, after: "" };
  for (;;) {
    const rows = await database.read(bodiesOfSubject[subject]({ id, ...after }));
    const last = rows.at(-1);
    if (last === undefined) return count;
    await writeAll(
      database,
      rows.map((row) => {
        const place = sealedContext("events.body_sealed", row.id);
        // Its deliveries can still be read.
        const instead = { type: row.type, timestamp: toIsoTime(row.created_at), data: {} };
        const to = redact(context, { sealed: row.sealed, place, instead });
        return rewriteBody({ id: row.id, from: row.sealed, to });
      }),
    );
    count += rows.length;
    after = { at: last.created_at, after: last.id };
  }
}

function redact({ seal, logger }: ServiceContext, text: TextToRedact): string {
  const { sealed, wasReadable } = redactSealed(seal, text);
  if (!wasReadable) logger.error({ reason: text.place }, "a sealed text did not open, and was erased whole");
  return sealed;
}
