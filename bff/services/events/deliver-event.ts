/**
 * Makes one attempt to deliver one event to one endpoint. An event is delivered at least once, each attempt is
 * logged, and a restart loses none.
 */
import { earliestNow } from "../../core/clock.ts";
import { judgeDelivery } from "../../core/delivery-schedule.ts";
import { randomByte } from "../../core/ids.ts";
import { webhookTextOf } from "../../core/personal-details.ts";
import { traceWork } from "../../core/tracer.ts";
import { gate } from "../../storage/engine/statements.ts";
import { finishJob, handBackJob, type JobEnd } from "../../storage/jobs/end-jobs.ts";
import { wasPutOff } from "../../storage/jobs/job-times.ts";
import type { ClaimedJob } from "../../storage/jobs/jobs.ts";
import type { AttemptRecord } from "../../storage/repositories/deliveries.ts";
import {
  disabledEndpointList,
  disabledError,
  endpointIdsOf,
} from "../../storage/repositories/disabled-endpoints.ts";
import { holdDisabledEndpoint } from "../../storage/repositories/event-writes.ts";
import { type DeliveryToSend, findDeliveryToSend } from "../../storage/repositories/events.ts";
import {
  type AttemptOutcome,
  attemptWrites,
  heldRun,
  recordAttempt,
} from "../../storage/repositories/record-attempt.ts";
import type { WebhookResult } from "../../webhooks/send.ts";
import { signWebhook } from "../../webhooks/sign.ts";
import type { DeliveryOutcome, ServiceContext, WebhookEndpoint } from "../context.ts";
import type { DeliveryPayload } from "../process/job-place.ts";
import { type LogFields, withLogFields } from "../process/log-fields.ts";
import { endpointOf } from "./endpoints.ts";

const notConfiguredRetryMs = 60_000;

/**
 * For a claimed job: loads the event and sends it, unless it has been delivered or the endpoint is disabled.
 */
export async function deliverEvent(context: ServiceContext, job: ClaimedJob): Promise<JobEnd> {
  const { kysely } = context.database;
  const delivery = await findDeliveryToSend(context.database, context.seal, job.subjectId);
  if (delivery === undefined || delivery.state === "delivered") return await finishJob(kysely, job);
  const about = idsOf(delivery);
  if (delivery.isEndpointDisabled) {
    return await withLogFields(about, () => recordDisabled(context, job, delivery));
  }
  const { eventId, endpointId, text } = delivery;
  const payload = { kind: "delivery", deliveryId: job.subjectId, eventId, endpointId, text, about } as const;
  return await sendAndRecord(context, job, payload);
}

/**
 * Sends the event, then records the attempt and ends the job's run in one batch. A process that wrote the job
 * itself still has the payload and calls this directly.
 */
export async function sendAndRecord(
  context: ServiceContext,
  job: ClaimedJob,
  payload: DeliveryPayload,
): Promise<JobEnd> {
  return await withLogFields(payload.about, () => attemptDelivery(context, job, payload));
}

/** So that a payment can be followed by its id to the merchant's server. */
function idsOf({ eventId, sessionId, paymentId, payoutId }: DeliveryToSend): LogFields {
  const ids = Object.entries({ sessionId, paymentId, payoutId });
  return { eventId, ...Object.fromEntries(ids.flatMap(([name, id]) => (id === null ? [] : [[name, id]]))) };
}

async function attemptDelivery(
  context: ServiceContext,
  job: ClaimedJob,
  payload: DeliveryPayload,
): Promise<JobEnd> {
  const endpoint = endpointOf(context, payload.endpointId);
  // It may have left the configuration since the job was written.
  if (endpoint === undefined) return await leaveWaiting(context, job);
  const now = context.clock.now();
  const result = await send(context, { endpoint, payload, now });
  const attemptNumber = job.step + 1;
  const counts = !wasPutOff(job, now);
  const judged = { attempt: attemptNumber, counts, randomByte: randomByte(context.random) };
  const verdict = judgeDelivery(result, judged);
  const after = context.clock.now();
  const outcome: AttemptOutcome =
    verdict.kind === "retry"
      ? { kind: "retry", runAt: earliestNow(context.clock) + verdict.waitMs, counts }
      : verdict;
  const attempt: AttemptRecord = {
    at: now,
    status: result.kind === "answer" ? result.status : null,
    error: errorOf(result),
    // The clock may have been set back meanwhile.
    durationMs: Math.max(0, after - now),
  };
  // Its own id: the delivery may still have that of its address.
  const { id: endpointId } = endpoint;
  const end = await recordAttempt(context.database, { job, endpointId, attempt, outcome });
  noteAttempt(context, { ...payload, endpointId, attempt, outcome });
  const labels = { endpoint: endpointId, outcome: wordOf(outcome) };
  context.metrics.measure("webhook_delivery_duration", labels, attempt.durationMs / 1_000);
  return end;
}

/**
 * A delivery whose endpoint is not configured here waits for a process that has it. That is no attempt (rule 22). The
 * queues keep such a delivery from being claimed at all, but for the moments in which a configuration changes.
 */
async function leaveWaiting(context: ServiceContext, job: ClaimedJob): Promise<JobEnd> {
  context.logger.warn({ deliveryId: job.subjectId }, "a delivery waits: its endpoint is not configured");
  const runAt = context.clock.now() + notConfiguredRetryMs;
  return await handBackJob(context.database.kysely, { lease: job, runAt });
}

interface Sending {
  readonly endpoint: WebhookEndpoint;
  readonly payload: DeliveryPayload;
  readonly now: number;
}

async function send(context: ServiceContext, { endpoint, payload, now }: Sending): Promise<WebhookResult> {
  const { eventId, text } = payload;
  const body = webhookTextOf(text);
  const { url, secrets } = endpoint;
  const attributes = { "pay_checkout.endpoint": endpoint.id };
  return await traceWork(context.tracer, { name: "webhook", kind: "client", attributes }, async (span) => {
    const headers = { ...signWebhook({ id: eventId, body, now, secrets }), ...span.headers() };
    const result = await context.webhooks.send({ url, headers, body, now });
    if (result.kind === "answer") span.note({ "http.response.status_code": result.status });
    const error = errorOf(result);
    if (error !== null) span.fail(error);
    return result;
  });
}

/** Why an attempt failed, as its log has it; null: it did not. */
export function errorOf(result: WebhookResult): string | null {
  if (result.kind === "no_answer") return result.error;
  return result.status >= 200 && result.status < 300 ? null : `answered ${result.status}`;
}

/**
 * Records that the endpoint is disabled and marks the delivery as dead. If a redelivery has enabled the
 * endpoint meanwhile, the job is handed back instead: that redelivery revived only deliveries that were dead
 * already.
 */
async function recordDisabled(
  context: ServiceContext,
  job: ClaimedJob,
  { eventId, endpointId }: Pick<DeliveryToSend, "eventId" | "endpointId">,
): Promise<JobEnd> {
  const now = context.clock.now();
  const attempt: AttemptRecord = { at: now, status: null, error: disabledError, durationMs: 0 };
  const outcome = { kind: "dead", reason: "endpoint_disabled" } as const;
  const end = await context.database.change({
    load: [heldRun({ id: job.id }), disabledEndpointList({})],
    decide([[run], [disabled]]) {
      const isStillDisabled = disabled !== undefined && endpointIdsOf(disabled).has(endpointId);
      if (!isStillDisabled) return { writes: [], result: null };
      const { writes, end } = attemptWrites(run, { job, endpointId, attempt, outcome });
      return { writes: [gate(holdDisabledEndpoint({ id: endpointId })), ...writes], result: end };
    },
  });
  if (end === null) return await handBackJob(context.database.kysely, { lease: job, runAt: now });
  noteAttempt(context, { deliveryId: job.subjectId, eventId, endpointId, attempt, outcome });
  return end;
}

function wordOf(outcome: AttemptOutcome): DeliveryOutcome {
  const isDisabled = outcome.kind === "dead" && outcome.reason === "endpoint_disabled";
  return isDisabled ? "disabled" : outcome.kind;
}

/** Counts and logs the attempt, and notifies the consoles that show the event. */
function noteAttempt(
  context: ServiceContext,
  what: {
    readonly deliveryId: string;
    readonly eventId: string;
    readonly endpointId: string;
    readonly attempt: AttemptRecord;
    readonly outcome: AttemptOutcome;
  },
): void {
  const { deliveryId, eventId, endpointId, attempt } = what;
  const outcome = wordOf(what.outcome);
  const isDisabled = outcome === "disabled";
  context.channel.publishAttempt(eventId);
  context.metrics.count("webhook_deliveries", { outcome });
  const { status, durationMs, error: reason } = attempt;
  const fields = { deliveryId, endpointId, outcome, status, reason, durationMs };
  // Nothing more reaches that endpoint until a redelivery enables it.
  if (outcome === "delivered") context.logger.info(fields, "webhook delivered");
  else if (isDisabled) context.logger.error(fields, "webhook not delivered: the endpoint is disabled");
  else context.logger.warn(fields, "webhook not delivered");
}
