/** One attempt to deliver one event to one endpoint: at least once, logged, and never lost by a restart. */
import { judgeDelivery } from "../core/delivery-schedule.ts";
import {
  type AttemptOutcome,
  disabledEndpoints,
  findDelivery,
  recordAttempt,
} from "../storage/deliveries.ts";
import { findEventText } from "../storage/events.ts";
import { finishJob, type JobLease } from "../storage/jobs.ts";
import type { WebhookResult } from "../webhooks/send.ts";
import { signWebhook } from "../webhooks/sign.ts";
import type { ServiceContext, WebhookEndpoint } from "./context.ts";

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
    const attempt = {
      at: now,
      status: null,
      error: "the endpoint is disabled (it answered 410)",
      durationMs: 0,
    };
    await record(context, input, attempt, { kind: "dead", disableEndpoint: false });
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

async function record(
  context: ServiceContext,
  input: { readonly deliveryId: string; readonly lease: JobLease },
  attempt: Parameters<typeof recordAttempt>[1]["attempt"],
  outcome: AttemptOutcome,
): Promise<void> {
  await context.database.transaction(async (trx) => await recordAttempt(trx, { ...input, attempt, outcome }));
  context.metrics.count("webhook_deliveries", { outcome: outcome.kind });
  if (outcome.kind === "delivered") return;
  context.logger.warn(
    { deliveryId: input.deliveryId, status: attempt.status, reason: attempt.error, outcome: outcome.kind },
    "webhook not delivered",
  );
}
