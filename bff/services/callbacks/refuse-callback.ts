/**
 * What happens to a callback that is refused: it is logged, counted, and put into the timeline of the payment or payout
 * whose address it came to.
 */
import { isWithin } from "../../core/address-ranges.ts";
import { isOver } from "../../core/clock.ts";
import { type Failure, fail } from "../../core/errors.ts";
import type { Refusal, RefusalCode, StrangerReason } from "../../core/refused-callback.ts";
import { unverifiedQueryFloorMs } from "../../core/schedule.ts";
import { scheduleJob } from "../../storage/jobs/jobs.ts";
import { noteRefusedCallback, refusedCallbacksOf } from "../../storage/repositories/refused-callbacks.ts";
import type { ServiceContext } from "../context.ts";
import { type HeardCallback, refusedExchange } from "./callback-exchange.ts";
import { findSubject, type Subject } from "./find-subject.ts";

/** What is said to the sender: the same for each kind of refusal, whatever exactly was wrong. */
const answers = {
  source_not_allowed: "Callbacks of this account do not come from this address.",
  payload_too_large: "A callback has at most 64 kB, before and after its Content-Encoding is undone.",
  unsupported_media_type:
    "The body is not in the coding that Content-Encoding names, or the coding is not known here.",
  callback_refused: "The callback could not be verified.",
  not_found: "There is no such callback address or order.",
} as const satisfies Readonly<Record<RefusalCode, string>>;

const codeOf = {
  source: "source_not_allowed",
  too_large: "payload_too_large",
  coding: "unsupported_media_type",
  signature: "callback_refused",
  account: "callback_refused",
  order: "not_found",
  unreadable: "callback_refused",
} as const satisfies Readonly<Record<Refusal, RefusalCode>>;

/** A callback as far as anybody has looked at it. `token` is null at the address for a provider's dashboard. */
export interface Arrival {
  readonly accountId: string;
  readonly token: string | null;
}

/** Refuses a callback that comes from where its account's callbacks do not. @returns null when it may come in. */
export async function refuseBySource(
  context: ServiceContext,
  arrival: Arrival & { readonly source: string },
): Promise<Failure | null> {
  const sources = context.accounts.get(arrival.accountId)?.callbackSources ?? null;
  if (sources === null || isWithin(arrival.source, sources)) return null;
  return await refuseUnread(context, { ...arrival, refusal: "source" });
}

/** Refuses a callback whose body nobody reads. */
export async function refuseUnread(
  context: ServiceContext,
  arrival: Arrival & { readonly refusal: Refusal },
): Promise<Failure> {
  const { accountId, token, refusal } = arrival;
  const isOurs = context.accounts.has(accountId) && token !== null;
  const subject = isOurs ? await findSubject(context, { accountId, token, digest: "" }) : undefined;
  return await refuse(context, { accountId, subject, refusal });
}

/**
 * Refuses a callback. Where it cannot be verified something may have happened all the same, so the provider is queried:
 * at most once a minute, however many come.
 */
export async function refuse(
  context: ServiceContext,
  refused: {
    readonly accountId: string;
    readonly subject: Subject | undefined;
    readonly refusal: Refusal;
    /** The adapter's own word, for the log. */
    readonly word?: string;
    /** Absent where nobody has read it. */
    readonly said?: HeardCallback;
  },
): Promise<Failure> {
  const { accountId, subject, refusal, word } = refused;
  const { said = { at: context.clock.now(), raw: null } } = refused;
  const code = codeOf[refusal];
  count(context, { accountId, code, reason: refusal, word, subject });
  if (subject === undefined) return fail(code, answers[code]);
  const isNoted = await note(context, subject, { ...said, refusal, code });
  if (isNoted && code === "callback_refused") await scheduleQuery(context, subject);
  return fail(code, answers[code]);
}

/** Refuses a callback for something that is not here. */
export function refuseStranger(
  context: ServiceContext,
  refused: { readonly accountId: string; readonly reason: StrangerReason },
): Failure {
  count(context, { ...refused, code: "not_found" });
  return fail("not_found", answers.not_found);
}

function count(
  context: ServiceContext,
  refused: {
    readonly accountId: string;
    readonly code: RefusalCode;
    readonly reason: Refusal | StrangerReason;
    readonly word?: string | undefined;
    readonly subject?: Subject | undefined;
  },
): void {
  const { accountId, code, reason, word, subject } = refused;
  // An unknown account id is a stranger's text and stays out of labels and logs.
  const isKnown = context.accounts.has(accountId) || reason === "account_not_configured";
  const account = isKnown ? accountId : "unknown";
  if (reason === "account_not_configured") {
    context.metrics.count("callbacks", { account, outcome: reason });
    context.logger.error(
      { accountId: account },
      "callback refused: it is for an account that is not configured",
    );
    return;
  }
  context.metrics.count("refused_callbacks", { account, reason });
  context.metrics.count("callbacks", { account, outcome: code });
  const ids = subject === undefined ? {} : { [`${subject.kind}Id`]: subject.row.id };
  const line = { accountId: account, reason, ...(word === undefined ? {} : { word }), ...ids };
  context.logger.warn(line, "callback refused");
}

/**
 * Writes at most once a minute for each reason, also what was said. @returns false if it has been noted within the last minute.
 */
async function note(
  context: ServiceContext,
  subject: Subject,
  refused: HeardCallback & { readonly refusal: Refusal; readonly code: RefusalCode },
): Promise<boolean> {
  const { id, status } = subject.row;
  const { refusal } = refused;
  return await context.database.change({
    load: [refusedCallbacksOf({ subjectId: id })],
    decide([rows = []]) {
      const now = context.clock.now();
      const known = rows.find(({ reason }) => reason === refusal);
      // A clock that was set back is no reason to be silent for longer.
      const sinceMs = known === undefined ? Number.POSITIVE_INFINITY : Math.abs(now - known.last_at);
      if (sinceMs < unverifiedQueryFloorMs) return { writes: [], result: false };
      const row = { subject_id: id, reason: refusal, status, first_at: now, last_at: now };
      const exchange = refusedExchange(context, subject, refused).writes();
      return { writes: [noteRefusedCallback(row), ...exchange], result: true };
    },
  });
}

async function scheduleQuery(context: ServiceContext, subject: Subject): Promise<void> {
  const now = context.clock.now();
  const restedAt = (subject.row.last_query_at ?? 0) + unverifiedQueryFloorMs;
  // A time that is too far ahead was recorded by a clock that has been set back since.
  const isRested = isOver(restedAt, { now, longestMs: unverifiedQueryFloorMs });
  const runAt = isRested ? now : Math.min(restedAt, now + unverifiedQueryFloorMs);
  const kind = subject.kind === "payment" ? "sync_payment" : "sync_payout";
  await scheduleJob(context.database.kysely, {
    kind,
    subjectId: subject.row.id,
    runAt,
    now,
    keepEarlier: true,
  });
  context.wakeJobs("providers");
}
