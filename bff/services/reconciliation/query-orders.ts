/**
 * Queries the orders of a day that are left, sixteen at a time, and compares the answers. Each order that was answered
 * is taken off the list, so a run that is broken off goes on with the others.
 */
import type { Discrepancy } from "../../contract.ts";
import type { OrderReport } from "../../providers/contract.ts";
import { writeAll } from "../../storage/engine/write-all.ts";
import { paymentById } from "../../storage/repositories/payments.ts";
import { payoutById } from "../../storage/repositories/payouts.ts";
import {
  type OrderKind,
  ordersPerPage,
  ordersToQuery,
  removeOrderToQuery,
} from "../../storage/repositories/reconciliation-orders.ts";
import { countReconciled, type ReconciliationKey } from "../../storage/repositories/reconciliations.ts";
import type { ServiceContext } from "../context.ts";
import { queryPayment } from "../payments/query-payment.ts";
import { queryPayout } from "../payouts/query-payout.ts";
import { compareAnswer, isToBeQueried } from "./compare-answer.ts";
import { forEachInFlight } from "./in-flight.ts";
import type { OurOrder } from "./our-order.ts";

/** 50,000 orders that take 200 ms each are done in 10.4 minutes. It is a quarter of an account's connections. */
const ordersInFlight = 16;
/** After so many orders in a row without an answer the provider is left alone until the next run. */
const silencesInARow = 3 * ordersInFlight;

export interface OrdersPass {
  readonly key: ReconciliationKey;
  readonly kind: OrderKind;
  /** False: the answers are applied and not compared. */
  readonly isCompared: boolean;
  /** True when the process shuts down: no further order is queried. */
  readonly isStopping: () => boolean;
  /** Called with each discrepancy, before its order is taken off the list. */
  readonly report: (discrepancy: Discrepancy) => Promise<void>;
}

/** What became of one order. */
type Outcome =
  | { readonly kind: "compared"; readonly discrepancies: readonly Discrepancy[] }
  /** The provider has nothing to say about it. */
  | { readonly kind: "nothing_to_compare" }
  /** It stays on the list. */
  | { readonly kind: "left"; readonly isSilent: boolean };

const nothingToCompare: Outcome = { kind: "nothing_to_compare" };

/** @returns how many orders were compared. */
export async function queryOrders(context: ServiceContext, pass: OrdersPass): Promise<number> {
  const { accountId } = pass.key;
  const operation = pass.kind === "payment" ? "query" : "payout_query";
  const circuit = () => context.circuits.stateOf(accountId, operation);
  const progress = createProgress(context, pass);
  let silences = 0;
  const options = {
    // A circuit that is not closed lets one call through.
    places: () => (circuit() === "closed" ? ordersInFlight : 1),
    goesOn: () =>
      !pass.isStopping() && circuit() !== "open" && silences < silencesInARow && !progress.hasFailed(),
  };
  try {
    await forEachInFlight(leftOrders(context, pass), options, async ({ subjectId, order }) => {
      const outcome = await queryOrder(context, pass, order);
      if (outcome.kind === "left") {
        if (outcome.isSilent) silences++;
        return;
      }
      if (outcome.kind === "compared") {
        silences = 0;
        for (const discrepancy of outcome.discrepancies) await pass.report(discrepancy);
      }
      progress.add(subjectId, outcome.kind === "compared");
      await progress.hasRoom();
    });
  } catch (error) {
    // What was answered before still leaves the list, and the first error is the one that counts.
    await progress.saved().catch(() => undefined);
    throw error;
  }
  await progress.saved();
  return progress.compared();
}

interface LeftOrder {
  readonly subjectId: string;
  /** Undefined when there is no such order any more. */
  readonly order: OurOrder | undefined;
}

/** The orders that are left, read a page at a time: the next one while those before it are queried. */
async function* leftOrders(context: ServiceContext, pass: OrdersPass): AsyncGenerator<LeftOrder, void> {
  let reading = readPage(context, pass, "");
  try {
    for (;;) {
      const page = await reading;
      const last = page.at(-1);
      const hasMore = last !== undefined && page.length === ordersPerPage;
      if (hasMore) {
        reading = readPage(context, pass, last.subjectId);
        // Thrown where it is awaited, which may be much later.
        reading.catch(() => undefined);
      }
      yield* page;
      if (!hasMore) return;
    }
  } finally {
    // Nobody may have come to the page that was being read.
    await reading.catch(() => undefined);
  }
}

async function readPage(
  context: ServiceContext,
  { key, kind }: OrdersPass,
  after: string,
): Promise<LeftOrder[]> {
  const rows = await context.database.read(ordersToQuery({ ...key, kind, after }));
  const ids = rows.map((row) => row.subject_id);
  const orders = await readOrders(context, kind, ids);
  return ids.map((subjectId, index) => ({ subjectId, order: orders[index] }));
}

/** In the order of the ids. */
async function readOrders(
  context: ServiceContext,
  kind: OrderKind,
  ids: readonly string[],
): Promise<(OurOrder | undefined)[]> {
  const { database } = context;
  if (kind === "payment") {
    const payments = await database.readAll(ids.map((id) => paymentById({ id })));
    return payments.map(([row]) => row && { kind, row });
  }
  const payouts = await database.readAll(ids.map((id) => payoutById({ id })));
  return payouts.map(([row]) => row && { kind, row });
}

/**
 * Takes orders off the list beside the queries, so that no query waits for it. Those that come while a batch is being
 * written are the next batch.
 */
function createProgress(context: ServiceContext, { key, kind }: OrdersPass) {
  let unsaved: { readonly subjectId: string; readonly isCompared: boolean }[] = [];
  let saving: Promise<void> | undefined;
  let failure: { readonly error: unknown } | undefined;
  let compared = 0;
  const saveOnce = async () => {
    const removes = unsaved.map(({ subjectId }) => removeOrderToQuery({ ...key, kind, subjectId }));
    const checked = unsaved.filter(({ isCompared }) => isCompared).length;
    unsaved = [];
    await writeAll(context.database, [...removes, countReconciled({ ...key, checked })]);
    compared += checked;
  };
  const saveAll = async () => {
    try {
      while (unsaved.length > 0) await saveOnce();
    } catch (error) {
      failure ??= { error };
    } finally {
      saving = undefined;
    }
  };
  return {
    compared: () => compared,
    hasFailed: () => failure !== undefined,
    add(subjectId: string, isCompared: boolean) {
      unsaved.push({ subjectId, isCompared });
      saving ??= saveAll();
    },
    /** Resolves when all that were added are off the list. Throws what kept one on it. */
    async saved() {
      await saving;
      if (failure !== undefined) throw failure.error;
    },
    /** Resolves when few enough are waiting to be written. */
    async hasRoom() {
      if (unsaved.length >= ordersPerPage) await saving;
    },
  };
}

async function queryOrder(
  context: ServiceContext,
  pass: OrdersPass,
  order: OurOrder | undefined,
): Promise<Outcome> {
  if (order === undefined || !isToBeQueried(order)) return nothingToCompare;
  const { kind, row } = order;
  if (kind === "payment") {
    const answer = await queryPayment(context, { paymentId: row.id, floorMs: 0, skipIfCircuitOpen: true });
    if (answer.kind !== "answered") return outcomeWithoutAnswer(answer.kind);
    return outcomeOf(pass, { kind, row: answer.queried }, answer.report);
  }
  const answer = await queryPayout(context, { payoutId: row.id, skipIfCircuitOpen: true });
  if (answer.kind !== "answered") return outcomeWithoutAnswer(answer.kind);
  return outcomeOf(pass, { kind, row: answer.queried }, answer.report);
}

function outcomeOf({ isCompared }: OrdersPass, order: OurOrder, report: OrderReport | null): Outcome {
  return isCompared ? { kind: "compared", discrepancies: compareAnswer(order, report) } : nothingToCompare;
}

function outcomeWithoutAnswer(
  why: "no_answer" | "busy" | "circuit_open" | "not_configured" | "cannot_query" | "gone",
): Outcome {
  switch (why) {
    case "cannot_query":
    case "gone":
      return nothingToCompare;
    case "no_answer":
      return { kind: "left", isSilent: true };
    case "busy":
    case "circuit_open":
    case "not_configured":
      return { kind: "left", isSilent: false };
    default:
      return why satisfies never;
  }
}
