import type { ReadChangeRequest, Session } from "../../contract.ts";
import { amountOf } from "../../core/amount-of.ts";
import type { Author } from "../../core/audit.ts";
import { say } from "../../core/details.ts";
import { type FieldError, fail, type Result, succeed, wrongFields } from "../../core/errors.ts";
import { type Amount, parseAmount, toMoney } from "../../core/money.ts";
import { assertsMoney } from "../../core/payment/assertions.ts";
import { isOpen } from "../../core/payment/status.ts";
import type { PaymentRecord, SessionRecord } from "../../core/records.ts";
import {
  type ChangeDecision,
  type ChangedTerms,
  decideChange,
  isAnotherAmount,
} from "../../core/session/decide-change.ts";
import type { HeldSession } from "../../core/session/draft.ts";
import { changeSession, type Decided } from "../changes/change-session.ts";
import type { ServiceContext } from "../context.ts";
import type { KeyBinding } from "../idempotency/key-binding.ts";
import { abandonPayment } from "../payments/abandon-payment.ts";
import { eligibleMethods } from "../routing/eligible-methods.ts";
import { type PrivateData, readMethods, readPrivateData, sealPrivateData } from "../rows/session-columns.ts";
import { checkItems, checkReturnUrl, whyNone, withAllDecimals } from "./check-terms.ts";
import { readSession } from "./read-sessions.ts";

export interface PatchInput {
  readonly sessionId: string;
  readonly request: ReadChangeRequest;
  readonly author: Author;
  readonly keyBinding: KeyBinding | null;
}

/** A customer who keeps starting payments would otherwise keep the change waiting for ever. */
const maxRounds = 3;

/**
 * Changes what is still to be paid. For another amount, an open payment is abandoned first, if nothing was shown that
 * could be paid or its provider cancels the order.
 *
 * Errors: `not_found`, `validation_failed`, `no_eligible_method`, `session_closed`, `payment_in_progress`,
 * `payment_being_confirmed`.
 */
export async function patchSession(context: ServiceContext, input: PatchInput): Promise<Result<Session>> {
  const { sessionId, author, keyBinding } = input;
  for (let round = 0; round < maxRounds; round++) {
    const changed = await changeSession(context, {
      of: { sessionId },
      keyBinding,
      audited: { author, action: "session.change" },
      decide: (held, { now }) => decide(context, held, { ...input, now }),
    });
    if (changed === undefined) return fail("not_found", "There is no such session.");
    const { answer } = changed;
    if (answer.kind === "refused") return answer.failure;
    if (answer.kind !== "occupied") return await readSession(context, { sessionId });
    const refusal = await cancelOpenPayment(context, answer.by, author);
    if (refusal !== null) return refusal;
  }
  return fail("payment_in_progress", "The customer is starting a payment.");
}

/** Every check that can refuse comes before an open payment is abandoned. */
function decide(
  context: ServiceContext,
  held: HeldSession,
  { request, sessionId, now }: PatchInput & { readonly now: number },
): Decided<ChangeDecision> {
  const { session } = held;
  const read = readTerms(context, session, { request, now });
  if (!read.ok) return { draft: null, answer: { kind: "refused", failure: read } };
  const answer = decideChange(held, { terms: read.value, now });
  if (answer.kind !== "changed") return { draft: null, answer };
  const state = ({ status, ...row }: SessionRecord) => ({ status, amount: toMoney(amountOf(row)) });
  const audits = { before: state(session), after: state(answer.draft.session) };
  return { draft: answer.draft, answer, audits, bindsKeyTo: sessionId };
}

function readTerms(
  context: ServiceContext,
  session: SessionRecord,
  { request, now }: { readonly request: ReadChangeRequest; readonly now: number },
): Result<ChangedTerms> {
  const held = readPrivateData(context, session);
  if (held === null) return fail("session_closed", "The session's data is erased.");
  const errors: FieldError[] = [];
  let amount: Amount | undefined;
  if (request.amount !== undefined) {
    const parsed = parseAmount(request.amount, context.currencies);
    if (parsed.ok) amount = parsed.amount;
    else errors.push({ path: `amount.${parsed.field}`, message: parsed.message });
  }
  if (request.returnUrl !== undefined) errors.push(...checkReturnUrl(context, request.returnUrl));
  const { currency, decimals } = amount ?? amountOf(session);
  const items = request.items === undefined ? held.items : request.items;
  errors.push(...checkItems(context, items, currency));
  if (errors.length > 0) return wrongFields(errors);
  if (isAnotherAmount(session, amount)) {
    const offers = eligibleMethods(context, {
      amount,
      country: session.country,
      methods: readMethods(session),
    });
    if (offers.eligible.size === 0) return fail("no_eligible_method", whyNone(offers));
  }
  const data: PrivateData = {
    description: request.description === undefined ? held.description : request.description,
    metadata: request.metadata === undefined ? held.metadata : (request.metadata ?? {}),
    returnUrl: request.returnUrl ?? held.returnUrl,
    items: withAllDecimals(items, decimals),
  };
  const isSame = JSON.stringify(data) === JSON.stringify({ ...held, items: held.items });
  return succeed({
    amount,
    reference: request.reference,
    expiresAt: request.expiresIn === undefined ? undefined : now + request.expiresIn * 1_000,
    privateSealed: isSame ? undefined : sealPrivateData(context, session.id, data),
  });
}

/** @returns why the payment stays open; null: it does not. */
async function cancelOpenPayment(
  context: ServiceContext,
  payment: PaymentRecord,
  author: Author,
): Promise<ReturnType<typeof fail> | null> {
  const wasShown = payment.next_action_sealed !== null;
  if (wasShown && context.accounts.get(payment.account_id)?.adapter.cancelPayment === undefined) {
    return fail(
      "payment_in_progress",
      "The customer has a code or link that can be paid, and its provider cannot cancel it.",
    );
  }
  const detail = say("merchant_changed_amount", {});
  const after = await abandonPayment(context, { payment, detail, author, onlyIfCanceled: wasShown });
  if (after === undefined || !isOpen(after.status)) return null;
  return assertsMoney(after)
    ? fail("payment_being_confirmed", "A payment of the session was reported and is being confirmed.")
    : fail("payment_in_progress", "The open payment cannot be canceled right now.");
}
