/** When to ask a provider again, and how long. Pure. Source: payment lifecycle, "Asking providers" and rule 9. */

const seconds = 1_000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

/** Waits before the first, second … question while an answer is in doubt; the last one repeats. */
export const doubtfulWaitsMs = [
  5 * seconds,
  15 * seconds,
  60 * seconds,
  5 * minutes,
  15 * minutes,
  1 * hours,
] as const;

/** The same while the provider holds an order that the customer has not paid. */
export const pendingWaitsMs = [1 * minutes, 5 * minutes, 15 * minutes, 1 * hours] as const;

/** A provider is asked on behalf of a customer's poll at most this often. */
export const customerQueryFloorMs = 10 * seconds;

/** Somebody else is asking at this moment: soon we know what was said. */
export const busyRetryMs = 5 * seconds;

/** About the time for which a circuit stays open. */
export const circuitRetryMs = 30 * seconds;

/** "No such order" has to stay the answer this long before it is believed (rule 10). */
export const absentForMs = 15 * minutes;

/** A little after the expiry, so that the provider's clock has passed it too. */
export const expiryGraceMs = 1 * seconds;

/** What a callback claims is asked about this long, also where nobody would have asked any more. */
export const doubtWatchMs = 24 * hours;

const codeWatchMs = 72 * hours;
const redirectWatchMs = 24 * hours;

/** How long late money is looked for after the expiry: a code can be paid long after the page was closed. */
export function watchMsOf(action: "display_code" | "display_qr" | "redirect" | "redirect_form"): number {
  return action === "display_code" ? codeWatchMs : redirectWatchMs;
}

/** A wait of about that long: ± 20 %, so that many payments of one moment do not ask in one moment. */
export function withJitter(waitMs: number, randomByte: number): number {
  return Math.round(waitMs * (0.8 + (0.4 * randomByte) / 255));
}

/**
 * How many steps of its schedule lie behind, after so many questions. What a callback claims is asked about at once, and
 * that question is no step of the schedule.
 */
export function stepOf(attempts: number, isToConfirm: boolean): number {
  return isToConfirm ? Math.max(0, attempts - 1) : attempts;
}

/** The wait after so many steps of a schedule. */
export function waitMsOf(waits: readonly number[], step: number): number {
  return waits[Math.min(step, waits.length - 1)] ?? hours;
}

/** The server's advice to a polling browser, in seconds: often while it is fresh, rarely when it has been up for long. */
export function pollAfterSeconds(ageMs: number, waitingForUs: boolean): number {
  if (waitingForUs) return ageMs < 60 * seconds ? 2 : 5;
  if (ageMs < 2 * minutes) return 3;
  if (ageMs < 10 * minutes) return 5;
  if (ageMs < 1 * hours) return 15;
  return 60;
}
