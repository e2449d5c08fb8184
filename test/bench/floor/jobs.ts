/** The rows of jobs. */
import { randomUUID } from "node:crypto";

const instanceId = randomUUID();
const leaseMs = 10_000;

/** The columns of a job that nobody runs. */
export const free = { locked_by: null, locked_until: null, locked_at: null, lease_token: null };

export function newJob(
  kind: string,
  subjectId: string,
  parts: { readonly queue: string; readonly runAt: number; readonly now: number },
) {
  return {
    id: `${kind}:${subjectId}`,
    kind,
    queue: parts.queue,
    subject_id: subjectId,
    run_at: parts.runAt,
    step: 0,
    failures: 0,
    created_at: parts.now,
  };
}

/** A job whose run has begun: it is due now. */
export function leasedJob(
  kind: string,
  subjectId: string,
  parts: { readonly queue: string; readonly now: number },
) {
  const { queue, now } = parts;
  const lease = { locked_by: instanceId, locked_until: now + leaseMs, locked_at: now };
  return { ...newJob(kind, subjectId, { queue, runAt: now, now }), ...lease, lease_token: randomUUID() };
}
