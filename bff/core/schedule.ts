/**
 * When a provider is queried again, and for how long. Pure. Source:
 * docs/queries.md#when-providers-are-queried.
 */

const seconds = 1_000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

/** Waits before the first, second … query while something is in doubt. The last one repeats. */
export const doubtfulWaitsMs = [
  5 * seconds,
  15 * seconds,
  60 * seconds,
  5 * minutes,
  15 * minutes,
  1 * hours,
] as const;

/**
 * Waits before the first, second … query while the provider holds an order that is not paid yet. The last one
 * repeats.
 */
export const pendingWaitsMs = [1 * minutes, 5 * minutes, 15 * minutes, 1 * hours] as const;

/** At most one query in this time on behalf of a customer. */
export const customerQueryFloorMs = 10 * seconds;

/**
 * How old a payment is when its provider is queried because a customer waits for it. After the last of these, only jobs
 * and callbacks bring news: a thousand customers who wait must not be a thousand callers of the provider.
 */
export const customerQueryAgesMs = [15 * seconds, 45 * seconds, 2 * minutes] as const;

/**
 * When the provider is to be queried next for a customer who waits. A query of any cause counts.
 *
 * @param times epoch ms; `lastQueryAt` is null before the first query.
 * @returns epoch ms, not later than `now` if it is due; null after the last age.
 */
export function customerQueryTime(times: {
  readonly createdAt: number;
  readonly lastQueryAt: number | null;
  readonly now: number;
}): number | null {
  const { createdAt, now } = times;
  const ages = customerQueryAgesMs.map((ageMs) => createdAt + ageMs);
  const due = ages.findLast((at) => at <= now);
  // The time of a query that lies ahead was taken from a clock that was wrong.
  const lastQueryAt = times.lastQueryAt !== null && times.lastQueryAt <= now ? times.lastQueryAt : null;
  if (due !== undefined && (lastQueryAt === null || lastQueryAt < due)) return due;
  return ages.find((at) => at > now) ?? null;
}

/** The least time between two queries that callbacks cause which nobody could verify. */
export const unverifiedQueryFloorMs = 60 * seconds;

/** The wait of a job whose query was skipped, because another query about the same order was under way. */
export const busyRetryMs = 5 * seconds;

/** The same, because the circuit was open: as long as a circuit stays open. */
export const circuitRetryMs = 30 * seconds;

/**
 * The same, because the account is not in the configuration of the process that ran the job. Another process may have
 * it, so the job comes again soon. It comes more rarely the longer nobody has queried the provider.
 *
 * @param sinceMs the time since the last query, or since the creation.
 */
export function missingAccountRetryMs(sinceMs: number): number {
  return Math.min(Math.max(Math.round(sinceMs / 64), 5 * seconds), 15 * minutes);
}

/** "No such order" has to stay the answer this long before it is believed (rule 10). */
export const absentForMs = 15 * minutes;

/** A little after the expiry, so that the provider's clock has passed it too. */
export const expiryGraceMs = 1 * seconds;

/** The provider is queried for this long about an assertion, even if the watch would have ended earlier. */
export const doubtWatchMs = 24 * hours;

/** A provider that does not answer at the end of a watch is queried for this long after it (rule 14). */
export const lastAnswerMs = 24 * hours;

/** How long a payout stays under watch: a failure that turns out wrong is noticed within that time. */
export const payoutWatchMs = 72 * hours;

const codeWatchMs = 72 * hours;
const redirectWatchMs = 24 * hours;

/**
 * How long after its expiry a payment is watched for late money. A printed code may be paid long after the
 * page was closed.
 */
export function watchMsOf(action: "display_code" | "display_qr" | "redirect" | "redirect_form"): number {
  return action === "display_code" ? codeWatchMs : redirectWatchMs;
}

/** The wait ± 20 %, so that many payments of one moment are not queried in one moment. */
export function withJitter(waitMs: number, randomByte: number): number {
  return Math.round(waitMs * (0.8 + (0.4 * randomByte) / 255));
}

/** The wait at that index of a schedule; the last one repeats. */
export function waitMsOf(waits: readonly number[], step: number): number {
  return waits[Math.min(step, waits.length - 1)] ?? hours;
}

/** Which wait of a schedule comes next, and from when. */
export interface WaitInput {
  /** Index into the schedule. */
  readonly step: number;
  /** Epoch ms. */
  readonly now: number;
  /** For the jitter. */
  readonly randomByte: number;
}

/** The wait of a schedule, in milliseconds. */
export function waitWithJitter(
  waits: readonly number[],
  { step, randomByte }: Omit<WaitInput, "now">,
): number {
  return withJitter(waitMsOf(waits, step), randomByte);
}

/**
 * When an order is queried next.
 *
 * @param input.lastAt the time of its last query, epoch ms.
 * @returns epoch ms, or null when that time has come.
 */
export function queryTime(
  input: WaitInput & { readonly inDoubt: boolean; readonly lastAt: number },
): number | null {
  const { inDoubt, lastAt, now } = input;
  if (now >= lastAt) return null;
  return Math.min(now + waitWithJitter(inDoubt ? doubtfulWaitsMs : pendingWaitsMs, input), lastAt);
}

/**
 * How many seconds a browser should wait before it polls again: few while the payment is young, more as it
 * grows older.
 */
export function pollAfterSeconds(ageMs: number, waitingForUs: boolean): number {
  if (waitingForUs) return ageMs < 60 * seconds ? 2 : 5;
  if (ageMs < 2 * minutes) return 3;
  if (ageMs < 10 * minutes) return 5;
  if (ageMs < 1 * hours) return 15;
  return 60;
}

/** How long a refund waits for the customer to claim it. */
export const claimMs = 30 * 24 * hours;
