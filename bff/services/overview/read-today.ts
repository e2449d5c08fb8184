/** What needs a person: for the console's first page. Source: docs/console.md#today */
import { type ConsoleNeed, type NeedKind, needKinds, type TodayAnswer } from "../../contract.ts";
import { amountOf } from "../../core/amount-of.ts";
import { toIsoTime } from "../../core/clock.ts";
import { toMoney } from "../../core/money.ts";
import { readExceptions } from "../../core/payment/status.ts";
import {
  deadDeliveriesOf,
  discrepanciesSince,
  endpointsThatAreDisabled,
  jobsThatDied,
  type NeedingOrder,
  ordersUnknownSince,
  paymentsInReview,
  payoutsInReview,
  payoutsToApprove,
  refundsThatWait,
  reversalsInDoubt,
  strayMoneySince,
} from "../../storage/repositories/needs.ts";
import type { JobKind } from "../../storage/schema/jobs.ts";
import { listAccounts } from "../accounts/accounts.ts";
import type { ServiceContext } from "../context.ts";
import { findUncovered } from "../coverage/find-uncovered.ts";

const mostOfKind = 50;
/** One more than is shown, to know whether there are more. */
const limit = mostOfKind + 1;
const mostDeadCounted = 1_000;
/** A provider is queried again and again meanwhile. */
const longUnknownMs = 60 * 60_000;
const shownMs = 7 * 24 * 60 * 60_000;

type Accounts = Awaited<ReturnType<typeof listAccounts>>;

/** @param accounts read once, for all readers of one answer. */
type Reader = (context: ServiceContext, accounts: () => Promise<Accounts>) => Promise<readonly ConsoleNeed[]>;

const timeOf = (at: number | null) => (at === null ? null : toIsoTime(at));

function ordersAs(kind: NeedKind, object: "payment" | "payout", rows: readonly NeedingOrder[]) {
  return rows.map(
    (row): ConsoleNeed => ({
      ...{ kind, object, id: row.id, since: timeOf(row.since), count: 1 },
      params: { amount: toMoney(amountOf(row)), reference: row.reference, account: row.account_id },
    }),
  );
}

const unknown =
  (kind: NeedKind, object: "payment" | "payout"): Reader =>
  async ({ database, clock }) => {
    const before = clock.now() - longUnknownMs;
    const table = `${object}s` as const;
    return ordersAs(kind, object, await ordersUnknownSince(database.kysely, { table, before, limit }));
  };

const reviewedPayments: Reader = async ({ database }) => {
  const rows = await paymentsInReview(database.kysely, { limit });
  return ordersAs("payment_review", "payment", rows).map((need, index) => {
    const row = rows[index];
    if (row === undefined) return need;
    const received = toMoney({ ...amountOf(row), minor: BigInt(row.received_minor) });
    return { ...need, params: { ...need.params, received, exceptions: readExceptions(row) } };
  });
};

const reviewedPayouts: Reader = async ({ database }) =>
  ordersAs("payout_review", "payout", await payoutsInReview(database.kysely, { limit }));

const reversals =
  (kind: NeedKind, object: "payment" | "payout"): Reader =>
  async ({ database, clock }) => {
    const table = `${object}s` as const;
    const rows = await reversalsInDoubt(database.kysely, { table, now: clock.now(), limit });
    return ordersAs(kind, object, rows);
  };

const refunds =
  (kind: NeedKind, status: "awaiting_approval" | "awaiting_claim"): Reader =>
  async ({ database }) => {
    const rows = await refundsThatWait(database.kysely, { status, limit });
    return rows.map(
      ({ id, since, payment_id: payment, payout_id: payout, account_id: account, ...money }) => ({
        ...{ kind, object: "refund", id, since: timeOf(since), count: 1 },
        params: {
          ...{ amount: toMoney(amountOf(money)), account, payment },
          ...(payout === null ? {} : { payout }),
        },
      }),
    );
  };

const subjects = {
  sync_payment: "payment",
  expire_payment: "payment",
  sync_payout: "payout",
  expire_session: "session",
  replay_events: "replay",
  reconcile: "account",
  deliver_event: "endpoint",
} as const satisfies Record<JobKind, ConsoleNeed["object"]>;

/** What expires is a session or a refund. */
const subjectOf = (kind: JobKind, id: string): ConsoleNeed["object"] =>
  id.startsWith("re_") ? "refund" : subjects[kind];

const deadJobs: Reader = async ({ database }) => {
  const rows = await jobsThatDied(database.kysely, { limit });
  return rows.map(({ kind: what, subject_id, dead_at, last_error }) => ({
    ...{ kind: "dead_job", object: subjectOf(what, subject_id), since: timeOf(dead_at), count: 1 },
    // Reconciliation is of an account and a day.
    id: what === "reconcile" ? (subject_id.split(":", 1)[0] ?? subject_id) : subject_id,
    params: { what, ...(last_error === null ? {} : { detail: last_error }) },
  }));
};

const endpoints =
  (kind: "disabled_endpoint" | "dead_delivery"): Reader =>
  async ({ database, endpoints: configured }) => {
    const disabled = await endpointsThatAreDisabled(database.kysely);
    const needs: ConsoleNeed[] = [];
    for (const { id } of configured) {
      const disabledAt = disabled.get(id);
      if ((disabledAt === undefined) !== (kind === "dead_delivery")) continue;
      const dead = await deadDeliveriesOf(database.kysely, { endpointId: id, limit: mostDeadCounted });
      if (kind === "dead_delivery" && dead.count === 0) continue;
      const since = timeOf(disabledAt ?? dead.since);
      needs.push({ kind, object: "endpoint", id, since, count: dead.count, params: {} });
    }
    return needs;
  };

const discrepancies: Reader = async ({ database, clock }) => {
  const rows = await discrepanciesSince(database.kysely, { since: clock.now() - shownMs, limit });
  return rows.map(({ account_id: id, kind: what, order_no: orderNo, day, detail, ...row }) => ({
    ...{ kind: "discrepancy", object: "account", id, since: toIsoTime(row.found_at), count: 1 },
    params: {
      ...{ what, orderNo, day, detail, account: id },
      ...(row.payment_id === null ? {} : { payment: row.payment_id }),
      ...(row.payout_id === null ? {} : { payout: row.payout_id }),
    },
  }));
};

const strayMoney: Reader = async ({ database, clock }) => {
  const rows = await strayMoneySince(database.kysely, { since: clock.now() - shownMs, limit });
  return rows.map(({ account_id: id, order_no: orderNo, amount, currency, ...row }) => ({
    ...{ kind: "stray_money", object: "account", id, since: toIsoTime(row.first_seen_at), count: row.seen },
    params: {
      ...{ account: id, orderNo, what: row.object },
      ...(amount === null ? {} : { reported: currency === null ? amount : `${amount} ${currency}` }),
    },
  }));
};

const circuits: Reader = async (_context, accounts) => {
  const listed = await accounts();
  if (!listed.ok) return [];
  return listed.value.data.flatMap(({ id, circuits: states }) =>
    Object.entries(states)
      .filter(([, state]) => state !== "closed")
      .map(([what]): ConsoleNeed => {
        return {
          kind: "open_circuit",
          object: "account",
          id,
          since: null,
          count: 1,
          params: { account: id, what },
        };
      }),
  );
};

const drift: Reader = async (_context, accounts) => {
  const listed = await accounts();
  if (!listed.ok) return [];
  return listed.value.data.flatMap(({ id, drift: seen }): ConsoleNeed[] => {
    const [latest] = seen.toSorted((one, other) => other.lastSeenAt.localeCompare(one.lastSeenAt));
    if (latest === undefined) return [];
    const since = seen.map(({ firstSeenAt }) => firstSeenAt).sort()[0] ?? latest.firstSeenAt;
    const params = { account: id, what: latest.kind, name: latest.name };
    return [{ kind: "drift", object: "account", id, since, count: seen.length, params }];
  });
};

/** Reads all that is open. So the answer is kept for a minute, as long as the configuration is the same. */
function createUncovered(): Reader {
  const keptMs = 60_000;
  let kept:
    | { readonly config: object; readonly at: number; readonly needs: readonly ConsoleNeed[] }
    | undefined;
  return async ({ database, config, clock }) => {
    const now = clock.now();
    if (kept !== undefined && kept.config === config && Math.abs(now - kept.at) < keptMs) return kept.needs;
    const found = await findUncovered(database.kysely, config);
    const needs = found.map(({ why: what, id, payments, payouts, deliveries, sentence }): ConsoleNeed => {
      const object = what === "endpoint_missing" ? "endpoint" : "account";
      const count = payments + payouts + deliveries;
      return {
        kind: "uncovered_account",
        object,
        id,
        since: null,
        count,
        params: { what, detail: sentence },
      };
    });
    kept = { config, at: now, needs };
    return needs;
  };
}

/** @returns reads those of the kinds; one at a time, because nobody waits for this page. */
export function createToday(): (
  context: ServiceContext,
  options: { readonly mayRead: (kind: NeedKind) => boolean },
) => Promise<TodayAnswer> {
  const readers: Readonly<Record<NeedKind, Reader>> = {
    payment_review: reviewedPayments,
    payout_review: reviewedPayouts,
    payout_unknown: unknown("payout_unknown", "payout"),
    payment_unknown: unknown("payment_unknown", "payment"),
    payment_reversal: reversals("payment_reversal", "payment"),
    payout_reversal: reversals("payout_reversal", "payout"),
    stray_money: strayMoney,
    discrepancy: discrepancies,
    payout_approval: async ({ database }) =>
      ordersAs("payout_approval", "payout", await payoutsToApprove(database.kysely, { limit })),
    refund_approval: refunds("refund_approval", "awaiting_approval"),
    refund_claim: refunds("refund_claim", "awaiting_claim"),
    open_circuit: circuits,
    uncovered_account: createUncovered(),
    disabled_endpoint: endpoints("disabled_endpoint"),
    dead_delivery: endpoints("dead_delivery"),
    dead_job: deadJobs,
    drift,
  };
  return async (context, { mayRead }) => {
    const data: ConsoleNeed[] = [];
    let truncated = false;
    let listed: Promise<Accounts> | undefined;
    const accounts = () => {
      listed ??= listAccounts(context);
      return listed;
    };
    for (const kind of needKinds.filter(mayRead)) {
      const found = await readers[kind](context, accounts);
      truncated ||= found.length > mostOfKind;
      data.push(...found.slice(0, mostOfKind));
    }
    return { data, truncated };
  };
}
