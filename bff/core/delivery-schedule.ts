/** When an event is sent again. Pure. Source: docs/webhook-delivery.md#delivery. */
import { withJitter } from "./schedule.ts";

const seconds = 1_000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

/** Waits before attempt 1, 2, 3 … */
export const deliveryWaitsMs = [
  0,
  5 * seconds,
  5 * minutes,
  30 * minutes,
  2 * hours,
  5 * hours,
  10 * hours,
  10 * hours,
  24 * hours,
  24 * hours,
] as const;

export type DeliveryAnswer =
  | { readonly kind: "answer"; readonly status: number; readonly retryAfterSeconds: number | null }
  | { readonly kind: "no_answer" };

export type DeliveryVerdict =
  | { readonly kind: "delivered" }
  | { readonly kind: "retry"; readonly waitMs: number }
  /** An endpoint that answers 410 is gone, and gets no more deliveries. */
  | { readonly kind: "dead"; readonly reason: "gave_up" | "endpoint_disabled" };

/**
 * What follows from attempt number `attempt` (1, 2, …). One that does not count because only a wrong clock made it due
 * (rule 23) is never the last. Only 2xx is a delivery; a redirect is not followed and is a
 * failure. `Retry-After` can make the wait longer, not shorter.
 */
export function judgeDelivery(
  answer: DeliveryAnswer,
  input: { readonly attempt: number; readonly counts?: boolean; readonly randomByte: number },
): DeliveryVerdict {
  if (answer.kind === "answer") {
    if (answer.status >= 200 && answer.status < 300) return { kind: "delivered" };
    if (answer.status === 410) return { kind: "dead", reason: "endpoint_disabled" };
  }
  const wait =
    deliveryWaitsMs[input.attempt] ?? (input.counts === false ? deliveryWaitsMs.at(-1) : undefined);
  if (wait === undefined) return { kind: "dead", reason: "gave_up" };
  const requestedMs = answer.kind === "answer" ? (answer.retryAfterSeconds ?? 0) * seconds : 0;
  return { kind: "retry", waitMs: Math.max(withJitter(wait, input.randomByte), requestedMs) };
}
