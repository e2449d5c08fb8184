/** The session as the customer's browser may see it. */
import type { BrowserSession, BrowserStatus } from "../../contract.ts";
import { isOver, toIsoTime } from "../../core/clock.ts";
import { fail, type Result, succeed } from "../../core/errors.ts";
import { isOpen } from "../../core/payment/status.ts";
import type { SessionRecord } from "../../core/records.ts";
import { customerQueryFloorMs, customerQueryTime, pollAfterSeconds } from "../../core/schedule.ts";
import { sessionStatusOf } from "../../core/session/status.ts";
import { type PaymentRow, paymentsOfSession } from "../../storage/repositories/payments.ts";
import { type SessionRow, sessionById } from "../../storage/repositories/sessions.ts";
import type { ServiceContext } from "../context.ts";
import { queryPayment } from "../payments/query-payment.ts";
import { createFieldReader } from "../rows/readable-fields.ts";
import { nothingWritten, privateFields, readPrivateData } from "../rows/session-columns.ts";
import { queryLockMs } from "../runs/with-query-lock.ts";
import { browserPaymentView } from "../views/payment.ts";
import { sessionAmount, sessionTotals } from "../views/session.ts";
import { merchantProfile, offerViews } from "./offers.ts";

export async function readBrowserSession(
  context: ServiceContext,
  input: { readonly session: SessionRecord },
): Promise<Result<BrowserSession>> {
  const { session } = input;
  const fields = createFieldReader(context, { id: session.id, reading: "readable" });
  const data = fields.read(privateFields, () => readPrivateData(context, session), nothingWritten);
  if (data === null) return fail("not_found", "There is no such session.");
  const payments = await context.database.read(paymentsOfSession({ sessionId: session.id }));
  const current = currentOf(session, payments);
  return succeed({
    id: session.id,
    status: statusNow(context, session, payments),
    ...readableTotals(context, session, payments),
    merchantName: context.config.merchant.name,
    merchant: merchantProfile(context.config),
    ...(context.config.environment === "sandbox" ? { sandbox: true } : {}),
    ...(data.items === null ? {} : { items: data.items }),
    amount: sessionAmount(session),
    description: data.description,
    reference: session.reference,
    country: session.country,
    locale: session.locale,
    returnUrl: data.returnUrl,
    expiresAt: toIsoTime(session.expires_at),
    serverTime: toIsoTime(context.clock.now()),
    terms: termsOf(context, session),
    methods: fields.read(["methods", "customer"], () => offerViews(context, session), []),
    payment: current === undefined ? null : browserPaymentView(context, current, "readable"),
  });
}

export interface ReadStatusInput {
  readonly sessionId: string;
  /** The session, if the caller has just read it. */
  readonly session?: SessionRecord;
  readonly maySync: boolean;
}

/** The short answer for polling. See {@link readWatchedStatus}. */
export async function readBrowserStatus(
  context: ServiceContext,
  input: ReadStatusInput,
): Promise<Result<BrowserStatus>> {
  const read = await readWatchedStatus(context, input);
  return read.ok ? succeed(read.value.status) : read;
}

export interface WatchedStatus {
  readonly status: BrowserStatus;
  /** Of the session when the status was read, or an earlier one. */
  readonly version: number;
  /** Epoch ms; null: only jobs and callbacks bring news. */
  readonly queryAt: number | null;
}

/**
 * The status, and when the provider is to be queried for the customer. With `maySync` it queries the provider first if
 * that is due: at the ages of the schedule, at most once in 10 s per payment, and one query at a time over all
 * processes.
 */
export async function readWatchedStatus(
  context: ServiceContext,
  input: ReadStatusInput,
): Promise<Result<WatchedStatus>> {
  let found = await readBoth(context, input.sessionId, input.session);
  if (found === undefined) return fail("not_found", "There is no such session.");
  const open = currentOf(found.session, found.payments);
  if (input.maySync && open !== undefined && isQueryable(open) && mayQueryNow(context, open)) {
    const query = { paymentId: open.id, floorMs: customerQueryFloorMs, known: open };
    const outcome = await queryPayment(context, query);
    if (outcome.kind === "answered") found = outcome.applied?.known ?? found;
  }
  const { session, payments } = found;
  const current = currentOf(session, payments);
  const now = context.clock.now();
  const since = current?.created_at ?? session.created_at;
  const status: BrowserStatus = {
    status: statusNow(context, session, payments),
    ...readableTotals(context, session, payments),
    payment: current === undefined ? null : browserPaymentView(context, current, "readable"),
    expiresAt: toIsoTime(session.expires_at),
    serverTime: toIsoTime(now),
    terms: termsOf(context, session),
    pollAfter: pollAfterSeconds(now - since, current !== undefined && isSettling(current)),
  };
  const queryAt = current !== undefined && isQueryable(current) ? queryTimeOf(current, now) : null;
  return succeed({ status, version: session.version, queryAt });
}

function queryTimeOf({ created_at, last_query_at }: PaymentRow, now: number): number | null {
  return customerQueryTime({ createdAt: created_at, lastQueryAt: last_query_at, now });
}

/** Another text once the merchant has changed what the page shows of the session. */
function termsOf({ seal }: ServiceContext, session: SessionRow): string {
  const { amount_minor, currency, reference, private_sealed } = session;
  return seal.hash(JSON.stringify([amount_minor, currency, reference, private_sealed])).slice(0, 12);
}

function readableTotals(context: ServiceContext, session: SessionRow, payments: readonly PaymentRow[]) {
  return sessionTotals(
    session,
    payments,
    createFieldReader(context, { id: session.id, reading: "readable" }),
  );
}

/**
 * A cheap check on the row that was just read; {@link queryPayment} checks again when it takes the lock. Most
 * polls come between two ages, and without this check each of them would cost a write.
 */
function mayQueryNow(context: ServiceContext, payment: PaymentRow): boolean {
  const now = context.clock.now();
  const dueAt = queryTimeOf(payment, now);
  if (dueAt === null || dueAt > now) return false;
  const rested = { now: now - customerQueryFloorMs, longestMs: customerQueryFloorMs };
  return (
    isOver(payment.last_query_at, rested) &&
    isOver(payment.query_lease_until, { now, longestMs: queryLockMs(context) })
  );
}

/**
 * False for a payment that is being created, because its creator is waiting for the provider already, and for
 * one that has ended: its job or a callback brings any news.
 */
function isQueryable(payment: PaymentRow): boolean {
  return isOpen(payment.status) && payment.status !== "creating";
}

function isSettling(payment: PaymentRow): boolean {
  return payment.status === "creating" || payment.status === "unknown" || payment.confirm_pending === 1;
}

interface Found {
  readonly session: SessionRow;
  readonly payments: readonly PaymentRow[];
}

async function readBoth(
  context: ServiceContext,
  sessionId: string,
  known?: SessionRecord,
): Promise<Found | undefined> {
  if (known !== undefined) {
    return { session: known, payments: await context.database.read(paymentsOfSession({ sessionId })) };
  }
  const [[session], payments] = await context.database.readAll([
    sessionById({ id: sessionId }),
    paymentsOfSession({ sessionId }),
  ]);
  if (session === undefined) return undefined;
  return { session, payments };
}

/**
 * The session's status at this moment. Between the session's expiry and the run of the job that records it, the
 * stored status is out of date.
 */
function statusNow(context: ServiceContext, session: SessionRow, payments: readonly PaymentRow[]) {
  const stored = { status: session.status, expiresAt: session.expires_at, payments };
  return sessionStatusOf(stored, context.clock.now());
}

/** The payment to show: the one that paid, else the open one, else the newest. */
export function currentOf(session: SessionRow, payments: readonly PaymentRow[]): PaymentRow | undefined {
  const id = session.paid_payment_id ?? session.open_payment_id;
  return payments.find((payment) => payment.id === id) ?? payments.at(-1);
}
