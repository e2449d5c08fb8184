/**
 * Receives a provider's callback: verifies it, commits its facts, then answers with the provider's exact
 * acknowledgement. A callback that cannot be verified, or that is about another order than the URL's token,
 * changes no state.
 *
 * Source: docs/http-api.md#post-callbacksaccountidcallbacktoken
 */
import { createHash } from "node:crypto";
import { type Failure, fail } from "../../core/errors.ts";
import { mayBeOrderNo } from "../../core/ids.ts";
import { customerQueryFloorMs } from "../../core/schedule.ts";
import type { Acknowledgement, CallbackFact, CallbackResult, RawCallback } from "../../providers/contract.ts";
import { scheduleJob } from "../../storage/jobs/jobs.ts";
import { knownReceiptOfCallback } from "../../storage/repositories/callbacks.ts";
import { heldPaymentsOfCallback, heldSessionOfCallback } from "../../storage/repositories/held-sessions.ts";
import { hasOrdersOf } from "../../storage/repositories/open-work.ts";
import { type PaymentRow, paymentByOrderNo } from "../../storage/repositories/payments.ts";
import {
  type PayoutRow,
  payoutByCallbackToken,
  payoutByOrderNo,
} from "../../storage/repositories/payouts.ts";
import type { ReadSession } from "../changes/change-session.ts";
import type { ProviderAccount, ServiceContext } from "../context.ts";
import { applyPaymentFacts } from "../payments/apply-facts.ts";
import { applyPayoutFacts } from "../payouts/apply-facts.ts";
import { noteLogFields } from "../process/log-fields.ts";
import { noteUndocumented } from "../runs/note-answer.ts";
import { keepStrayMoney } from "./keep-stray-money.ts";

/** As in the configuration. */
const longestAccountId = 64;

export type CallbackAnswer = { readonly ok: true; readonly acknowledgement: Acknowledgement } | Failure;

type Subject =
  | {
      readonly kind: "payment";
      readonly row: PaymentRow;
      /** The session's rows, if they were read with the payment. */
      readonly known: ReadSession | undefined;
    }
  | { readonly kind: "payout"; readonly row: PayoutRow };

export interface CallbackInput {
  readonly accountId: string;
  /** The unguessable part of the URL; null for an address that was typed into a provider's dashboard. */
  readonly token: string | null;
  readonly raw: RawCallback;
}

/**
 * Errors: `not_found` (account, token, order), `callback_refused` (not verified). A database error is thrown,
 * so that the provider gets no acknowledgement.
 */
export async function receiveCallback(
  context: ServiceContext,
  input: CallbackInput,
): Promise<CallbackAnswer> {
  const account = context.accounts.get(input.accountId);
  if (account === undefined) return await refuseUnknownAccount(context, input);
  if (input.token === null) return await receiveUnbound(context, account, input);
  const subject = await findBound(context, account, { token: input.token, digest: digestOf(input.raw) });
  if (subject === undefined) return await refuseUnknownToken(context, account, input);
  noteLogFields({ [`${subject.kind}Id`]: subject.row.id });
  const result = read(account, subject.kind, input.raw);
  if (result.kind === "refused") {
    await scheduleQuery(context, subject);
    return refuse(context, input, "callback_refused", result.reason);
  }
  if (result.kind === "ping") return { ok: true, acknowledgement: account.adapter.acknowledgement };
  if (result.facts.some((fact) => fact.report.orderNo !== subject.row.order_no)) {
    return refuse(context, input, "not_found", "another order than the address is for");
  }
  for (const fact of result.facts) await apply(context, subject, fact, input.raw);
  return await acknowledge(context, account);
}

/**
 * Reads all that a decision on a payment's callback needs, before the callback is verified: it is one round
 * trip either way, and almost every callback is genuine.
 */
async function findBound(
  context: ServiceContext,
  account: ProviderAccount,
  callback: { readonly token: string; readonly digest: string },
): Promise<Subject | undefined> {
  const tokenHash = context.seal.hash(callback.token);
  const { digest } = callback;
  // The session first: if it changes before its payments are read, the commit's gate misses.
  const [[session], payments, receipts] = await context.database.readAll([
    heldSessionOfCallback({ tokenHash }),
    heldPaymentsOfCallback({ tokenHash }),
    knownReceiptOfCallback({ tokenHash, digest }),
  ]);
  const row = payments.find((payment) => payment.callback_token_hash === tokenHash);
  if (session !== undefined && row !== undefined) {
    if (row.account_id !== account.id) return undefined;
    return { kind: "payment", row, known: { session, payments, receipts } };
  }
  const [payout] = await context.database.read(payoutByCallbackToken({ tokenHash }));
  return payout?.account_id === account.id ? { kind: "payout", row: payout } : undefined;
}

/** Identifies the callback among those of its payment or payout, so that an exact repeat is recognized. */
function digestOf(raw: RawCallback): string {
  return createHash("sha256").update(raw.body).update("\n").update(raw.query).digest("hex");
}

function read(account: ProviderAccount, kind: Subject["kind"], raw: RawCallback): CallbackResult {
  if (kind === "payment") return account.adapter.readCallback(raw);
  return account.adapter.payouts?.readCallback(raw) ?? { kind: "refused", reason: "no payouts here" };
}

/** Without a token, the order number inside the verified callback identifies the order. */
async function receiveUnbound(
  context: ServiceContext,
  account: ProviderAccount,
  input: CallbackInput,
): Promise<CallbackAnswer> {
  const asPayment = account.adapter.readCallback(input.raw);
  if (asPayment.kind === "ping") return { ok: true, acknowledgement: account.adapter.acknowledgement };
  const asPayout = account.adapter.payouts?.readCallback(input.raw);
  const found: { readonly subject: Subject; readonly fact: CallbackFact }[] = [];
  for (const fact of factsOf(asPayment)) {
    const [row] = await context.database.read(paymentByOrderNo({ orderNo: fact.report.orderNo }));
    if (row?.account_id === account.id)
      found.push({ subject: { kind: "payment", row, known: undefined }, fact });
  }
  for (const fact of factsOf(asPayout)) {
    const [row] = await context.database.read(payoutByOrderNo({ orderNo: fact.report.orderNo }));
    if (row?.account_id === account.id) found.push({ subject: { kind: "payout", row }, fact });
  }
  if (found.length > 0) {
    for (const { subject, fact } of found) await apply(context, subject, fact, input.raw);
    return await acknowledge(context, account);
  }
  const verified = asPayment.kind === "facts" || asPayout?.kind === "facts";
  if (verified) return await refuseUnknownOrder(context, account, input, { asPayment, asPayout });
  return refuse(
    context,
    input,
    "callback_refused",
    asPayment.kind === "refused" ? asPayment.reason : "no facts",
  );
}

/** The token of an order that was lost with its database is unknown, and its callback verifies all the same. */
async function refuseUnknownToken(
  context: ServiceContext,
  account: ProviderAccount,
  input: CallbackInput,
): Promise<Failure> {
  const asPayment = account.adapter.readCallback(input.raw);
  const asPayout = account.adapter.payouts?.readCallback(input.raw);
  const verified = asPayment.kind === "facts" || asPayout?.kind === "facts";
  if (verified) return await refuseUnknownOrder(context, account, input, { asPayment, asPayout });
  return refuse(context, input, "not_found", "unknown token");
}

/** 404, so that the provider sends it again; money in it is kept, and the merchant is told (rule 24). */
async function refuseUnknownOrder(
  context: ServiceContext,
  account: ProviderAccount,
  input: CallbackInput,
  read: { readonly asPayment: CallbackResult; readonly asPayout: CallbackResult | undefined },
): Promise<Failure> {
  const payments = factsOf(read.asPayment);
  const numbers = new Set(payments.map(({ report }) => report.orderNo));
  // Where one provider's callbacks look alike, the same words are read as both.
  const payouts = factsOf(read.asPayout).filter(({ report }) => !numbers.has(report.orderNo));
  for (const fact of [...payments, ...payouts]) {
    const { orderNo } = fact.report;
    const [ours, theirs] = await context.database.readAll([
      paymentByOrderNo({ orderNo }),
      payoutByOrderNo({ orderNo }),
    ]);
    // An order that we have, at an address that is not its own: a stranger's doing.
    if (ours.length > 0 || theirs.length > 0) continue;
    const object = payments.includes(fact) ? "payment" : "payout";
    await keepStrayMoney(context, { accountId: account.id, object, fact });
  }
  return refuse(context, input, "not_found", "unknown order");
}

/** Those that can be about an order. */
function factsOf(result: CallbackResult | undefined): readonly CallbackFact[] {
  return result?.kind === "facts" ? result.facts.filter(({ report }) => mayBeOrderNo(report.orderNo)) : [];
}

async function apply(
  context: ServiceContext,
  subject: Subject,
  fact: CallbackFact,
  raw: RawCallback,
): Promise<void> {
  const { report } = fact;
  const ids: Readonly<Record<string, string>> = { [`${subject.kind}Id`]: subject.row.id };
  noteLogFields(ids);
  noteUndocumented(context, { accountId: subject.row.account_id, ids }, report);
  const certainty = fact.mustConfirm ? "must_confirm" : "confirmed";
  const said = { kind: "report", report, certainty, digest: digestOf(raw) } as const;
  if (subject.kind === "payment") {
    const { row, known } = subject;
    await applyPaymentFacts(context, { paymentId: row.id, facts: [said], cause: "callback", known });
  } else {
    await applyPayoutFacts(context, { payoutId: subject.row.id, facts: [said], cause: "callback" });
  }
}

async function acknowledge(context: ServiceContext, account: ProviderAccount): Promise<CallbackAnswer> {
  context.metrics.count("callbacks", { account: account.id, outcome: "accepted" });
  context.successes.note(account.id, context.clock.now());
  return { ok: true, acknowledgement: account.adapter.acknowledgement };
}

/**
 * The provider's callbacks for what is open at an account that has left the configuration are lost money until somebody
 * looks (rule 22). Any other account id is a stranger's.
 */
async function refuseUnknownAccount(context: ServiceContext, input: CallbackInput): Promise<Failure> {
  const { accountId } = input;
  if (accountId.length > longestAccountId || !(await hasOrdersOf(context.database.kysely, accountId))) {
    return refuse(context, input, "not_found", "unknown account");
  }
  context.metrics.count("callbacks", { account: accountId, outcome: "account_not_configured" });
  context.logger.error({ accountId }, "callback refused: it is for an account that is not configured");
  return fail("not_found", "There is no such callback address or order.");
}

function refuse(
  context: ServiceContext,
  input: CallbackInput,
  code: "not_found" | "callback_refused",
  reason: string,
): Failure {
  // An unknown account id is a stranger's text and stays out of labels and logs.
  const account = context.accounts.has(input.accountId) ? input.accountId : "unknown";
  context.metrics.count("callbacks", { account, outcome: code });
  context.logger.warn({ accountId: account, reason }, "callback refused");
  return code === "not_found"
    ? fail("not_found", "There is no such callback address or order.")
    : fail("callback_refused", "The callback could not be verified.");
}

/**
 * A callback that cannot be verified may still mean that something happened. Schedules a query, at most one in
 * 10 s.
 */
async function scheduleQuery(context: ServiceContext, subject: Subject): Promise<void> {
  const now = context.clock.now();
  const restedAt = (subject.row.last_query_at ?? 0) + customerQueryFloorMs;
  // At most one floor from now, also if the last query was recorded by a clock that was ahead.
  const runAt = Math.min(Math.max(now, restedAt), now + customerQueryFloorMs);
  const kind = subject.kind === "payment" ? "sync_payment" : "sync_payout";
  await scheduleJob(context.database.kysely, {
    kind,
    subjectId: subject.row.id,
    runAt,
    now,
    keepEarlier: true,
  });
  context.wakeJobs("providers");
}
