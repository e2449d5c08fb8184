/** Events that are due, written beforehand for a BFF that then works them off. */
import type { ServiceContext } from "../../../bff/services/context.ts";
import { changeAndDeliver } from "../../../bff/services/events/outbox.ts";
import { createSession } from "../../../bff/services/sessions/create-session.ts";
import { readSession } from "../../../bff/services/sessions/read-sessions.ts";
import { backend } from "../../support/authors.ts";

const perTransaction = 200;

export async function writeEvents(context: ServiceContext, count: number): Promise<void> {
  const amount = { value: "150.00", currency: "MXN" };
  const returnUrl = `${[...context.config.merchant.allowedOrigins][0]}/thanks`;
  const request = { amount, reference: "order-1001", returnUrl, expiresIn: 3600 };
  const created = await createSession(context, { request, author: backend, keyBinding: null });
  if (!created.ok) throw new Error(created.detail);
  const session = await readSession(context, { sessionId: created.value.id });
  if (!session.ok) throw new Error(session.detail);
  const data = { session: session.value };
  const ids = { sessionId: session.value.id, paymentId: null, payoutId: null };
  for (let start = 0; start < count; start += perTransaction) {
    const some = Math.min(perTransaction, count - start);
    const event = { type: "session.canceled", data, ...ids, at: context.clock.now() } as const;
    await changeAndDeliver(context, {
      load: [],
      decide: (_rows, outbox) => ({
        writes: Array.from({ length: some }, () => outbox.record(event, new Set())).flat(),
        result: undefined,
      }),
    });
  }
}
