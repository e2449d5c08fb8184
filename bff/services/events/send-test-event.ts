/**
 * A test event: a signed message to each endpoint, that is marked as a test and recorded nowhere but in the audit.
 *
 * Source: docs/webhooks.md#a-test-event
 */
import { type EventBody, type EventType, type TestedEndpoints, testType } from "../../contract.ts";
import type { Author } from "../../core/audit.ts";
import { toIsoTime } from "../../core/clock.ts";
import { type Result, succeed, wrongFields } from "../../core/errors.ts";
import { testEventId } from "../../core/ids.ts";
import { asTestData } from "../../core/test-data.ts";
import { addAuditRow } from "../../storage/repositories/audit.ts";
import { tryEndpoint } from "../../webhooks/try-endpoint.ts";
import type { ServiceContext, WebhookEndpoint } from "../context.ts";
import { auditRowOf } from "../rows/audit.ts";
import { errorOf } from "./deliver-event.ts";
import { endpointsFor } from "./endpoints.ts";

export interface TestEventRequest {
  /** Of an event of this type; null: a type that means nothing. */
  readonly type: EventType | null;
  /** An event's data as an example. Its ids and names are replaced by ones that nothing has. */
  readonly example: EventBody["data"] | null;
  /** The address or id of one endpoint, whatever types it takes; null: all that take the type. */
  readonly endpoint: string | null;
  readonly author: Author;
}

/** Errors: `validation_failed` at `endpoint`. */
export async function sendTestEvent(
  context: ServiceContext,
  test: TestEventRequest,
): Promise<Result<TestedEndpoints>> {
  const chosen = choose(context, test);
  if (chosen === undefined) {
    const errors = [{ path: "endpoint", message: "is none of the configured endpoints" }];
    return wrongFields(errors);
  }
  const { clock, database, random, webhooks } = context;
  const at = clock.now();
  const id = testEventId(random);
  const type = test.type ?? testType;
  const data = { ...asTestData(test.example ?? {}), test: true };
  const text = JSON.stringify({ type, timestamp: toIsoTime(at), data });
  const after = { type, endpoints: chosen.length };
  const audited = {
    author: test.author,
    action: "event.test",
    subject: id,
    before: null,
    after,
    at,
  } as const;
  // Before anything is sent: it goes out under the merchant's signature.
  await addAuditRow(database.kysely, auditRowOf(audited));
  const endpoints = await Promise.all(
    chosen.map(async (endpoint): Promise<TestedEndpoints["endpoints"][number]> => {
      const { result, durationMs, objection } = await tryEndpoint(webhooks, endpoint, {
        id,
        text,
        now: clock.now,
      });
      return {
        at: toIsoTime(at),
        endpoint: endpoint.url,
        status: result.kind === "answer" ? result.status : null,
        error: errorOf(result),
        durationMs,
        accepted: objection === null,
        detail: objection,
      };
    }),
  );
  return succeed({ object: "event_test", id, type, endpoints });
}

function choose(
  context: ServiceContext,
  { type, endpoint }: TestEventRequest,
): readonly WebhookEndpoint[] | undefined {
  if (endpoint === null) return type === null ? context.endpoints : endpointsFor(context, type);
  const found = context.endpoints.find(({ id, url }) => endpoint === id || endpoint === url);
  return found === undefined ? undefined : [found];
}
