/**
 * Receives a provider's callback: verifies it, commits its facts, then answers with the provider's exact
 * acknowledgement. A callback that cannot be verified, or that is about another order than the URL's token,
 * changes no state.
 *
 * Source: docs/callbacks.md#post-callbacksaccountidcallbacktoken
 */
import { createHash } from "node:crypto";
import type { Failure } from "../../core/errors.ts";
import { mayBeOrderNo } from "../../core/ids.ts";
import { refusalOf } from "../../core/refused-callback.ts";
import { traceWork } from "../../core/tracer.ts";
import type { Acknowledgement, CallbackFact, CallbackResult, RawCallback } from "../../providers/contract.ts";
import { hasOrdersOf } from "../../storage/repositories/open-work.ts";
import { paymentByOrderNo } from "../../storage/repositories/payments.ts";
import { payoutByOrderNo } from "../../storage/repositories/payouts.ts";
import type { ProviderAccount, ServiceContext } from "../context.ts";
import { watchCallback } from "../exchanges/watch-drift.ts";
import { applyPaymentFacts } from "../payments/apply-facts.ts";
import { applyPayoutFacts } from "../payouts/apply-facts.ts";
import { readPayoutCallback } from "../payouts/paying-side.ts";
import { noteLogFields } from "../process/log-fields.ts";
import { noteUndocumented } from "../runs/note-answer.ts";
import { acceptedExchange, type HeardCallback } from "./callback-exchange.ts";
import { findSubject, type Subject } from "./find-subject.ts";
import { keepStrayMoney } from "./keep-stray-money.ts";
import { refuse, refuseStranger } from "./refuse-callback.ts";

/** As in the configuration. */
const longestAccountId = 64;

export type CallbackAnswer = { readonly ok: true; readonly acknowledgement: Acknowledgement } | Failure;

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
  const startedMs = performance.now();
  const account = context.accounts.has(input.accountId) ? input.accountId : "unknown";
  const start = {
    name: "callback",
    kind: "internal",
    attributes: { "pay_checkout.account": account },
  } as const;
  const { answer, outcome } = await traceWork(context.tracer, start, async (span) => {
    const answer = await receive(context, input);
    const outcome = answer.ok ? "accepted" : "refused";
    span.note({ "pay_checkout.outcome": outcome });
    return { answer, outcome } as const;
  });
  context.metrics.measure("callback_duration", { account, outcome }, (performance.now() - startedMs) / 1_000);
  return answer;
}

async function receive(context: ServiceContext, input: CallbackInput): Promise<CallbackAnswer> {
  const at = context.clock.now();
  const account = context.accounts.get(input.accountId);
  if (account === undefined) return await refuseUnknownAccount(context, input);
  if (input.token === null) return await receiveUnbound(context, account, input);
  const { accountId, token } = input;
  const subject = await findSubject(context, { accountId, token, digest: digestOf(input.raw) });
  if (subject === undefined) return await refuseUnknownToken(context, account, input);
  noteLogFields({ [`${subject.kind}Id`]: subject.row.id });
  const result = read(account, subject, input.raw);
  const said = { at, raw: input.raw, opened: result.kind === "ping" ? undefined : result.opened };
  if (result.kind === "refused") {
    return await refuse(context, {
      accountId,
      subject,
      refusal: refusalOf(result.reason),
      word: result.reason,
      said,
    });
  }
  if (result.kind === "ping") return { ok: true, acknowledgement: account.adapter.acknowledgement };
  if (result.facts.some((fact) => fact.report.orderNo !== subject.row.order_no)) {
    return await refuse(context, { accountId, subject, refusal: "order", said });
  }
  for (const fact of result.facts) await apply(context, subject, fact, said);
  return await acknowledge(context, account);
}

/** Identifies the callback among those of its payment or payout, so that an exact repeat is recognized. */
function digestOf(raw: RawCallback): string {
  return createHash("sha256").update(raw.body).update("\n").update(raw.query).digest("hex");
}

function read(account: ProviderAccount, subject: Subject, raw: RawCallback): CallbackResult {
  if (subject.kind === "payment") return account.adapter.readCallback(raw);
  return readPayoutCallback(account, subject.row, raw);
}

interface ReadAsPayout {
  readonly side: "payouts" | "refunds";
  readonly result: CallbackResult;
}

/** As each side of the adapter that gives money out reads it. */
function readAsPayouts({ adapter }: ProviderAccount, raw: RawCallback): readonly ReadAsPayout[] {
  return (["payouts", "refunds"] as const).flatMap((side) => {
    const result = adapter[side]?.readCallback(raw);
    return result === undefined ? [] : [{ side, result }];
  });
}

/** Without a token, the order number inside the verified callback identifies the order. */
async function receiveUnbound(
  context: ServiceContext,
  account: ProviderAccount,
  input: CallbackInput,
): Promise<CallbackAnswer> {
  const at = context.clock.now();
  const asPayment = account.adapter.readCallback(input.raw);
  if (asPayment.kind === "ping") return { ok: true, acknowledgement: account.adapter.acknowledgement };
  const asPayouts = readAsPayouts(account, input.raw);
  const found: { readonly subject: Subject; readonly fact: CallbackFact; readonly opened?: string }[] = [];
  const openedOf = (result: CallbackResult | undefined) =>
    result?.kind === "facts" && result.opened !== undefined ? { opened: result.opened } : {};
  for (const fact of factsOf(asPayment)) {
    const [row] = await context.database.read(paymentByOrderNo({ orderNo: fact.report.orderNo }));
    if (row?.account_id === account.id)
      found.push({ subject: { kind: "payment", row, known: undefined }, fact, ...openedOf(asPayment) });
  }
  for (const { side, result } of asPayouts) {
    for (const fact of factsOf(result)) {
      const [row] = await context.database.read(payoutByOrderNo({ orderNo: fact.report.orderNo }));
      if (row?.account_id === account.id && row.side === side)
        found.push({ subject: { kind: "payout", row }, fact, ...openedOf(result) });
    }
  }
  if (found.length > 0) {
    for (const { subject, fact, opened } of found) {
      await apply(context, subject, fact, { at, raw: input.raw, opened });
    }
    return await acknowledge(context, account);
  }
  const verified = [asPayment, ...asPayouts.map(({ result }) => result)].some(({ kind }) => kind === "facts");
  if (verified) return await refuseUnknownOrder(context, account, { asPayment, asPayouts });
  const word = asPayment.kind === "refused" ? asPayment.reason : "no_facts";
  return await refuse(context, {
    accountId: account.id,
    subject: undefined,
    refusal: refusalOf(word),
    word,
  });
}

/** The token of an order that was lost with its database is unknown, and its callback verifies all the same. */
async function refuseUnknownToken(
  context: ServiceContext,
  account: ProviderAccount,
  input: CallbackInput,
): Promise<Failure> {
  const asPayment = account.adapter.readCallback(input.raw);
  const asPayouts = readAsPayouts(account, input.raw);
  const verified = [asPayment, ...asPayouts.map(({ result }) => result)].some(({ kind }) => kind === "facts");
  if (verified) return await refuseUnknownOrder(context, account, { asPayment, asPayouts });
  return refuseStranger(context, { accountId: account.id, reason: "unknown_token" });
}

/** 404, so that the provider sends it again; money in it is kept, and the merchant is told (rule 24). */
async function refuseUnknownOrder(
  context: ServiceContext,
  account: ProviderAccount,
  read: { readonly asPayment: CallbackResult; readonly asPayouts: readonly ReadAsPayout[] },
): Promise<Failure> {
  const payments = factsOf(read.asPayment);
  const numbers = new Set(payments.map(({ report }) => report.orderNo));
  // Where one provider's callbacks look alike, the same words are read as both.
  const payouts = read.asPayouts
    .flatMap(({ result }) => factsOf(result))
    .filter(({ report }, at, all) => {
      const isFirst = all.findIndex((other) => other.report.orderNo === report.orderNo) === at;
      return isFirst && !numbers.has(report.orderNo);
    });
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
  return refuseStranger(context, { accountId: account.id, reason: "unknown_order" });
}

/** Those that can be about an order. */
function factsOf(result: CallbackResult | undefined): readonly CallbackFact[] {
  return result?.kind === "facts" ? result.facts.filter(({ report }) => mayBeOrderNo(report.orderNo)) : [];
}

async function apply(
  context: ServiceContext,
  subject: Subject,
  fact: CallbackFact,
  said: HeardCallback & { readonly raw: RawCallback },
): Promise<void> {
  const { report } = fact;
  const ids: Readonly<Record<string, string>> = { [`${subject.kind}Id`]: subject.row.id };
  noteLogFields(ids);
  noteUndocumented(context, { accountId: subject.row.account_id, ids }, report);
  const certainty = fact.mustConfirm ? "must_confirm" : "confirmed";
  const reported = { kind: "report", report, certainty, digest: digestOf(said.raw) } as const;
  watchCallback(context, subject.row.account_id, said);
  const exchanges = acceptedExchange(context, subject, said);
  if (subject.kind === "payment") {
    const { row, known } = subject;
    const about = { paymentId: row.id, cause: "callback", known, exchanges } as const;
    await applyPaymentFacts(context, { ...about, facts: [reported] });
  } else {
    const about = { payoutId: subject.row.id, cause: "callback", exchanges } as const;
    await applyPayoutFacts(context, { ...about, facts: [reported] });
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
  const isMissing =
    accountId.length <= longestAccountId && (await hasOrdersOf(context.database.kysely, accountId));
  const reason = isMissing ? "account_not_configured" : "unknown_account";
  return refuseStranger(context, { accountId, reason });
}
