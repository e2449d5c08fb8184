import { busyRetryMs, circuitRetryMs } from "../../core/schedule.ts";
import type { ServiceContext } from "../context.ts";
import type { JobOutcome } from "./job-outcome.ts";

/**
 * What a job does next whose question was not put to the provider: the same soon. It counts neither for the back-off
 * nor as the last question there is.
 *
 * @param attempts runs of the job, this one included where it counts.
 * @returns null when the provider was asked, or cannot be.
 */
export function againUnasked(
  context: ServiceContext,
  outcome: { readonly kind: string },
  attempts: number,
): JobOutcome | null {
  const waitMs = waitOf(outcome.kind);
  return waitMs === null
    ? null
    : { kind: "again", at: context.clock.now() + waitMs, attempts: Math.max(0, attempts - 1) };
}

function waitOf(kind: string): number | null {
  if (kind === "busy") return busyRetryMs;
  return kind === "circuit_open" ? circuitRetryMs : null;
}
