import type { CreatedSession, ReadSessionRequest } from "../../contract.ts";
import type { Author } from "../../core/audit.ts";
import { type FieldError, fail, type Result, succeed, wrongFields } from "../../core/errors.ts";
import { newId } from "../../core/ids.ts";
import { parseAmount, toMoney } from "../../core/money.ts";
import { expiryGraceMs } from "../../core/schedule.ts";
import { customerDigests } from "../../storage/encryption/personal-digests.ts";
import { sealedContext } from "../../storage/encryption/sealed-columns.ts";
import { insertJob } from "../../storage/jobs/job-writes.ts";
import { newJobRow } from "../../storage/jobs/jobs.ts";
import { insertAuditRow } from "../../storage/repositories/audit.ts";
import { insertSession } from "../../storage/repositories/held-sessions.ts";
import type { SessionRow } from "../../storage/repositories/sessions.ts";
import type { ServiceContext } from "../context.ts";
import type { KeyBinding } from "../idempotency/key-binding.ts";
import { eligibleMethods } from "../routing/eligible-methods.ts";
import { auditRowOf } from "../rows/audit.ts";
import { sealPrivateData } from "../rows/session-columns.ts";
import { sessionView } from "../views/session.ts";
import { checkItems, checkReturnUrl, whyNone, withAllDecimals } from "./check-terms.ts";

/**
 * Writes a session and the job that expires it. Only this answer carries the client token and the hosted page's
 * address.
 *
 * Errors: `validation_failed` (amount, currency, returnUrl, methods), `no_eligible_method`.
 */
export async function createSession(
  context: ServiceContext,
  input: {
    readonly request: ReadSessionRequest;
    readonly author: Author;
    readonly keyBinding: KeyBinding | null;
  },
): Promise<Result<CreatedSession>> {
  const { request, author, keyBinding } = input;
  const parsed = parseAmount(request.amount, context.currencies);
  const errors: FieldError[] = [...checkReturnUrl(context, request.returnUrl), ...checkMethods(request)];
  errors.push(...checkItems(context, request.items ?? null, request.amount.currency));
  if (!parsed.ok) errors.unshift({ path: `amount.${parsed.field}`, message: parsed.message });
  if (!parsed.ok || errors.length > 0) {
    return wrongFields(errors);
  }
  const { amount } = parsed;
  const offers = eligibleMethods(context, {
    amount,
    country: request.country ?? null,
    methods: request.methods ?? null,
  });
  if (offers.eligible.size === 0) return fail("no_eligible_method", whyNone(offers));

  const now = context.clock.now();
  const id = newId("cs", context.random);
  const clientToken = context.seal.clientToken(id);
  const row: SessionRow = {
    id,
    status: "requires_payment_method",
    amount_minor: amount.minor.toString(),
    currency: amount.currency,
    decimals: amount.decimals,
    reference: request.reference,
    country: request.country ?? null,
    locale: request.locale ?? null,
    customer_sealed:
      request.customer == null
        ? null
        : context.seal.seal(JSON.stringify(request.customer), sealedContext("sessions.customer_sealed", id)),
    private_sealed: sealPrivateData(context, id, {
      description: request.description ?? null,
      metadata: request.metadata ?? {},
      returnUrl: request.returnUrl,
      items: withAllDecimals(request.items ?? null, amount.decimals),
    }),
    ...customerDigests(context.seal, request.customer ?? null),
    erasure: "kept",
    retained_from: now,
    methods: request.methods == null ? null : JSON.stringify(request.methods),
    token_hash: context.seal.hash(clientToken),
    open_payment_id: null,
    paid_payment_id: null,
    payment_count: 0,
    announced: "",
    event_sequence: 0,
    version: 0,
    created_at: now,
    expires_at: now + request.expiresIn * 1_000,
    updated_at: now,
  };
  const view: CreatedSession = {
    ...sessionView(context, { session: row, payments: [], methods: () => [...offers.eligible.keys()] }),
    clientToken,
    url: `${context.config.publicUrl}/pay#${clientToken}`,
  };
  const job = newJobRow({
    kind: "expire_session",
    subjectId: id,
    runAt: row.expires_at + expiryGraceMs,
    now,
  });
  const audit = auditRowOf({
    author,
    action: "session.create",
    subject: id,
    before: null,
    after: { status: row.status, amount: toMoney(amount) },
    at: now,
  });
  await context.database.change({
    load: keyBinding === null ? [] : [keyBinding.query],
    decide: ([keyRows]) => ({
      writes: [
        insertSession(row),
        insertJob(job),
        insertAuditRow(audit),
        ...(keyBinding?.bind(keyRows?.[0], id, { status: 201, body: view }) ?? []),
      ],
      result: undefined,
    }),
  });
  context.logger.info({ sessionId: id }, "session created");
  return succeed(view);
}

function checkMethods(request: ReadSessionRequest): FieldError[] {
  const methods = request.methods ?? [];
  return new Set(methods).size === methods.length
    ? []
    : [{ path: "methods", message: "must not name a method twice" }];
}
