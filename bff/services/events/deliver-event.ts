/** One attempt to deliver one event to one endpoint: at least once, logged, and never lost by a restart. */
import { judgeDelivery } from "../../core/delivery-schedule.ts";
import { finishJob, type JobLease, rescheduleJob } from "../../storage/jobs/jobs.ts";
import { type AttemptOutcome, findDelivery, recordAttempt } from "../../storage/repositories/deliveries.ts";
import {
  disabledEndpoints,
  endpointDisabled,
  holdDisabledEndpoints,
} from "../../storage/repositories/disabled-endpoints.ts";
import { findEventText } from "../../storage/repositories/events.ts";
import type { WebhookResult } from "../../webhooks/send.ts";
import { signWebhook } from "../../webhooks/sign.ts";
import type { ServiceContext, WebhookEndpoint } from "../context.ts";

/** Sends, writes down what came of it and ends the job's run in the same transaction. */
export async function deliverEvent(
  context: ServiceContext,
  input: { readonly deliveryId: string; readonly lease: JobLease },
): Promise<void> {
  const { deliveryId, lease } = input;
  const { kysely } = context.database;
  const delivery = await findDelivery(kysely, deliveryId);
  const endpoint = context.endpoints.find((candidate) => candidate.id === delivery?.endpointId);
  const body =
    delivery === undefined ? undefined : await findEventText(kysely, context.seal, delivery.eventId);
  if (delivery === undefined || body === undefined || delivery.state === "delivered") {
    await finishJob(kysely, lease);
    return;
  }
  const now = context.clock.now();
  if ((await disabledEndpoints(kysely, [delivery.endpointId])).has(delivery.endpointId)) {
    await recordDisabled(context, { ...input, endpointId: delivery.endpointId, now });
    return;
  }
  const result = await sendTo(context, endpoint, { id: delivery.eventId, body, now });
  const attempt = delivery.attemptCount + 1;
  const randomByte = context.random.bytes(1)[0] ?? 128;
  const verdict = judgeDelivery(result, { attempt, randomByte });
  const after = context.clock.now();
  const outcome: AttemptOutcome =
    verdict.kind === "retry" ? { kind: "retry", runAt: after + verdict.waitMs } : verdict;
  const log = {
    at: now,
    status: result.kind === "answer" ? result.status : null,
    error: errorOf(result),
    durationMs: after - now,
  };
  await record(context, input, log, outcome);
}

type Sent = WebhookResult | { readonly kind: "no_answer"; readonly error: typeof notConfigured };

/**
 * Not configured in this process says nothing about the others, which may run with the next configuration already, or
 * with the last one still: it is a failed attempt like any other.
 */
const notConfigured = "the endpoint is not configured in the process that tried";

async function sendTo(
  context: ServiceContext,
  endpoint: WebhookEndpoint | undefined,
  message: { readonly id: string; readonly body: string; readonly now: number },
): Promise<Sent> {
  if (endpoint === undefined) return { kind: "no_answer", error: notConfigured };
  const { url, secrets } = endpoint;
  const headers = { ...signWebhook({ ...message, secrets }) };
  return await context.webhooks.send({ url, headers, body: message.body, now: message.now });
}

function errorOf(result: Sent): string | null {
  if (result.kind === "no_answer") return result.error;
  return result.status >= 200 && result.status < 300 ? null : `answered ${result.status}`;
}

type Input = { readonly deliveryId: string; readonly lease: JobLease };
type Attempt = Parameters<typeof recordAttempt>[1]["attempt"];

async function record(
  context: ServiceContext,
  input: Input,
  attempt: Attempt,
  outcome: AttemptOutcome,
): Promise<void> {
  const { deliveryId, lease } = input;
  await context.database.transaction(
    async (trx) => await recordAttempt(trx, { deliveryId, lease, attempt, outcome }),
  );
  const disables = outcome.kind === "dead" && outcome.disableEndpoint;
  tell(context, { deliveryId, attempt, outcome: disables ? "disabled" : outcome.kind });
}

/** Unless a redelivery has enabled the endpoint meanwhile: that one revived what was dead, which this is not yet. */
async function recordDisabled(
  context: ServiceContext,
  input: Input & { readonly endpointId: string; readonly now: number },
): Promise<void> {
  const { deliveryId, lease, endpointId, now } = input;
  const attempt: Attempt = { at: now, status: null, error: endpointDisabled, durationMs: 0 };
  const isDead = await context.database.transaction(async (trx) => {
    if (!(await holdDisabledEndpoints(trx, [endpointId])).has(endpointId)) {
      await rescheduleJob(trx, { lease, runAt: now });
      return false;
    }
    const outcome = { kind: "dead", disableEndpoint: false } as const;
    await recordAttempt(trx, { deliveryId, lease, attempt, outcome });
    return true;
  });
  if (isDead) tell(context, { deliveryId, attempt, outcome: "disabled" });
}

function tell(
  context: ServiceContext,
  what: {
    readonly deliveryId: string;
    readonly attempt: Attempt;
    readonly outcome: AttemptOutcome["kind"] | "disabled";
  },
): void {
  const { deliveryId, attempt, outcome } = what;
  context.metrics.count("webhook_deliveries", { outcome });
  if (outcome === "delivered") return;
  const fields = { deliveryId, status: attempt.status, reason: attempt.error, outcome };
  // Nothing more reaches that endpoint until somebody acts.
  if (outcome === "disabled") context.logger.error(fields, "webhook not delivered: the endpoint is disabled");
  else context.logger.warn(fields, "webhook not delivered");
}
