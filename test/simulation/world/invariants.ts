/** What must hold when everything has come to rest, whatever happened before. Each returns sentences about what is wrong. */
import { z } from "zod";
import { isOpen } from "../../../bff/core/payment-state.ts";
import type { PaymentRow } from "../../../bff/storage/payments.ts";
import type { HeldOrder } from "./provider.ts";
import type { World } from "./run-schedule.ts";

const list = z.array(z.string());
const exceptionsOf = (payment: PaymentRow) => list.parse(JSON.parse(payment.exceptions));

/** Which event tells of a transition into a state; a duplicate's success has its own. */
const eventOfState: Readonly<Record<string, readonly string[]>> = {
  pending: ["payment.pending"],
  partially_paid: ["payment.partially_paid"],
  review: ["payment.review_required"],
  succeeded: ["payment.succeeded", "payment.duplicate"],
  failed: ["payment.failed"],
  canceled: ["payment.canceled"],
  expired: ["payment.expired"],
};

export async function violations(world: World): Promise<string[]> {
  const { kysely } = world.database;
  const payments = await kysely.selectFrom("payments").selectAll().execute();
  const orders = [...world.providers.values()].flatMap((provider) => [...provider.orders.values()]);
  return [
    ...world.failures.map(
      (error) => `something threw: ${error instanceof Error ? error.stack : String(error)}`,
    ),
    ...ordersAgainstPayments(orders, payments),
    ...paymentsAgainstOrders(orders, payments),
    ...creations(world),
    ...(await calledFailed(world, orders, payments)),
    ...(await sessions(world, payments)),
    ...(await events(world, payments)),
    ...(await jobs(world)),
  ];
}

/** Every order that the provider holds as paid is `succeeded` or in `review` here, exactly once. */
function ordersAgainstPayments(orders: readonly HeldOrder[], payments: readonly PaymentRow[]): string[] {
  return orders.flatMap((order) => {
    const mine = payments.filter((payment) => payment.order_no === order.orderNo);
    if (mine.length !== 1) return [`order ${order.orderNo} belongs to ${mine.length} payments`];
    const [payment] = mine;
    if (payment === undefined || order.status !== "succeeded") return [];
    const exact = order.paidMinor === order.amountMinor;
    const right = exact
      ? payment.status === "succeeded" || payment.status === "review"
      : payment.status === "review";
    return right
      ? []
      : [`order ${order.orderNo} is paid (${order.paidMinor}) and its payment is ${payment.status}`];
  });
}

/** Nothing is `succeeded` that the provider does not hold as paid (or has reversed since, which is then on record). */
function paymentsAgainstOrders(orders: readonly HeldOrder[], payments: readonly PaymentRow[]): string[] {
  return payments.flatMap((payment) => {
    const order = orders.find((candidate) => candidate.orderNo === payment.order_no);
    if (payment.status === "creating") return [`payment ${payment.id} is still creating`];
    if (payment.status === "unknown") return [`payment ${payment.id} is still unknown`];
    if (payment.status === "pending") return [`payment ${payment.id} is still pending`];
    if (payment.status !== "succeeded") return [];
    if (order?.status === "reversed") {
      return exceptionsOf(payment).includes("reversed") ? [] : [`payment ${payment.id} hides a reversal`];
    }
    if (order?.status !== "succeeded")
      return [`payment ${payment.id} succeeded, its order is ${order?.status}`];
    return order.paidMinor === order.amountMinor
      ? []
      : [`payment ${payment.id} succeeded with another amount`];
  });
}

/** At most one provider order per payment: no number was ever sent twice. */
function creations(world: World): string[] {
  return [...world.providers.values()].flatMap((provider) =>
    [...provider.creations]
      .filter(([, times]) => times > 1)
      .map(([orderNo, times]) => `order ${orderNo} was created ${times} times`),
  );
}

/** "Failed" is said only when it is known: never of a payment whose order the provider had taken and not failed. */
async function calledFailed(
  world: World,
  orders: readonly HeldOrder[],
  payments: readonly PaymentRow[],
): Promise<string[]> {
  const lines = await world.database.kysely
    .selectFrom("payment_timeline")
    .selectAll()
    .where("to_status", "=", "failed")
    .where("from_status", "<>", "failed")
    .execute();
  return lines.flatMap((line) => {
    const payment = payments.find((candidate) => candidate.id === line.payment_id);
    const order = orders.find((candidate) => candidate.orderNo === payment?.order_no);
    const isTold = order === undefined || order.everFailed;
    return isTold ? [] : [`payment ${line.payment_id} was called failed while its order stood`];
  });
}

async function sessions(world: World, payments: readonly PaymentRow[]): Promise<string[]> {
  const rows = await world.database.kysely.selectFrom("sessions").selectAll().execute();
  return rows.flatMap((session) => {
    const mine = payments.filter((payment) => payment.session_id === session.id);
    const wrong: string[] = [];
    const succeeded = mine.filter((payment) => payment.status === "succeeded");
    if (succeeded.length > 0 && session.status !== "succeeded") {
      wrong.push(`session ${session.id} is ${session.status} with a payment that succeeded`);
    }
    if (succeeded.length === 0 && session.status === "succeeded")
      wrong.push(`session ${session.id} succeeded on its own`);
    const reversed = succeeded.filter((payment) => exceptionsOf(payment).includes("reversed"));
    const duplicates = succeeded.filter((payment) => exceptionsOf(payment).includes("duplicate_paid"));
    const firsts = succeeded.length - duplicates.length;
    if (succeeded.length > 0 && (firsts < 1 || firsts > 1 + reversed.length)) {
      wrong.push(
        `session ${session.id} has ${succeeded.length} successes and ${duplicates.length} duplicates`,
      );
    }
    const open = mine.filter((payment) => isOpen(payment.status) && payment.status !== "review");
    if (open.length > 0) wrong.push(`session ${session.id} has open payments at the end`);
    if (open.length === 0 && session.status === "requires_payment_method") {
      wrong.push(`session ${session.id} never ended`);
    }
    return wrong;
  });
}

/** One outgoing event per transition, and each was delivered at least once. */
async function events(world: World, payments: readonly PaymentRow[]): Promise<string[]> {
  const { kysely } = world.database;
  const rows = await kysely.selectFrom("events").selectAll().execute();
  const timeline = await kysely.selectFrom("payment_timeline").selectAll().execute();
  const undelivered = rows
    .filter((event) => !world.shop.received.has(event.id))
    .map((event) => `event ${event.id} (${event.type}) was never delivered`);
  const unbalanced = payments.flatMap((payment) =>
    Object.entries(eventOfState).flatMap(([state, types]) => {
      const into = timeline.filter(
        (entry) =>
          entry.payment_id === payment.id &&
          entry.to_status === state &&
          entry.from_status !== entry.to_status,
      ).length;
      const told = rows.filter(
        (event) => event.payment_id === payment.id && types.includes(event.type),
      ).length;
      return into === told
        ? []
        : [`payment ${payment.id} came into ${state} ${into} times, told ${told} times`];
    }),
  );
  const paid = payments.filter((payment) => payment.status === "succeeded").map((payment) => payment.id);
  const twice = paid.filter(
    (id) =>
      rows.filter((event) => event.payment_id === id && /succeeded|duplicate/.test(event.type)).length !== 1,
  );
  return [
    ...undelivered,
    ...unbalanced,
    ...twice.map((id) => `payment ${id} was told as paid not exactly once`),
  ];
}

/** Nothing is left behind: no dead job, no lease, nothing overdue. */
async function jobs(world: World): Promise<string[]> {
  const rows = await world.database.kysely.selectFrom("jobs").selectAll().execute();
  return rows
    .filter((job) => job.dead_at !== null || job.kind !== "reconcile")
    .map((job) => `job ${job.id} is left (${job.dead_at === null ? "alive" : `dead: ${job.last_error}`})`);
}
