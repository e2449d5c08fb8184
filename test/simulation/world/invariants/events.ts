/** What the merchant hears: one event for each transition and none without, each delivered, none that contradicts. */
import type { EventBody } from "../../../../bff/contract.ts";
import type { PaymentRow } from "../../../../bff/storage/repositories/payments.ts";
import { exceptionsOf, type Records } from "./records.ts";

/** Which event tells of a transition into a state; a duplicate's success has its own. */
const eventsOfState = {
  pending: ["payment.pending"],
  partially_paid: ["payment.partially_paid"],
  review: ["payment.review_required"],
  succeeded: ["payment.succeeded", "payment.duplicate"],
  failed: ["payment.failed"],
  canceled: ["payment.canceled"],
  expired: ["payment.expired"],
} as const;

export function eventInvariants(records: Records): string[] {
  return [
    ...records.events
      .filter((event) => !records.received.has(event.id))
      .map((event) => `event ${event.id} (${event.type}) was never delivered`),
    ...[...records.received.keys()]
      .filter((id) => !records.events.some((event) => event.id === id))
      .map((id) => `event ${id} was delivered and is nowhere on record`),
    ...[...records.askedAgain]
      .filter(([id, at]) => (records.receivedAt.get(id) ?? 0) < at)
      .map(([id]) => `event ${id} was asked for again and did not come`),
    ...records.contradictions.map((id) => `event ${id} came with two bodies`),
    ...records.payments.flatMap((payment) => balance(records, payment)),
    ...eventsWithoutCause(records),
    ...records.payments.flatMap((payment) => successTold(records, payment)),
    ...records.sessions.flatMap((session) => sessionTold(records, session.id, session.status)),
    ...[...records.received].flatMap(([id, body]) => bodyFits(id, body)),
  ];
}

function balance(records: Records, payment: PaymentRow): string[] {
  return Object.entries(eventsOfState).flatMap(([state, types]) => {
    const into = records.timeline.filter(
      (entry) =>
        entry.payment_id === payment.id && entry.to_status === state && entry.from_status !== entry.to_status,
    ).length;
    const told = records.events.filter(
      (event) => event.payment_id === payment.id && types.some((type) => type === event.type),
    ).length;
    // That its money came again is told as a duplicate, when another payment had paid the session meanwhile.
    const again = state === "succeeded" && isDuplicateLater(records, payment) ? 1 : 0;
    return into === told || told === into + again
      ? []
      : [`payment ${payment.id} came into ${state} ${into} times, told ${told} times`];
  });
}

/** An event was written with its transition or not at all: both bear the same moment. */
function eventsWithoutCause(records: Records): string[] {
  return records.events.flatMap((event) => {
    const states = Object.entries(eventsOfState).filter(([, types]) =>
      types.some((type) => type === event.type),
    );
    if (states.length === 0) return [];
    const [[state] = []] = states;
    const hasCause = records.timeline.some(
      (entry) =>
        entry.payment_id === event.payment_id &&
        entry.to_status === state &&
        (entry.from_status !== state || event.type === "payment.duplicate") &&
        entry.at === event.created_at,
    );
    return hasCause ? [] : [`event ${event.id} (${event.type}) tells of nothing that happened then`];
  });
}

/** Nobody ships twice: of a session's successes one is told as such, the others as duplicates. */
function successTold(records: Records, payment: PaymentRow): string[] {
  const types = records.events.filter((event) => event.payment_id === payment.id).map((event) => event.type);
  const count = (type: string) => types.filter((other) => other === type).length;
  const isPaid = payment.status === "succeeded";
  const isDuplicate = exceptionsOf(payment).includes("duplicate_paid");
  const isReversed = exceptionsOf(payment).includes("reversed");
  const reversals = reversalsOf(records, payment);
  const mayBe: Readonly<Record<string, readonly number[]>> = {
    "payment.succeeded": isPaid && !isDuplicate ? [1] : isDuplicateLater(records, payment) ? [0, 1] : [0],
    "payment.duplicate": isPaid && isDuplicate ? [1] : [0],
    "payment.reversed": Array.from({ length: reversals + 1 }, (_, times) => times).slice(isReversed ? 1 : 0),
  };
  return Object.entries(mayBe)
    .filter(([type, times]) => !times.includes(count(type)))
    .map(
      ([type, times]) => `payment ${payment.id}: ${type} was told ${count(type)} times instead of ${times}`,
    );
}

/** How often its provider has taken the money back. */
function reversalsOf(records: Records, payment: PaymentRow): number {
  const order = records.orders.find((candidate) => candidate.orderNo === payment.order_no);
  return order?.history.filter(({ status }) => status === "reversed").length ?? 0;
}

/** It was reversed, and the money came again, perhaps when another payment had paid the session (rule 20). */
function isDuplicateLater(records: Records, payment: PaymentRow): boolean {
  if (!exceptionsOf(payment).includes("duplicate_paid")) return false;
  const order = records.orders.find((candidate) => candidate.orderNo === payment.order_no);
  const first = order?.history.findIndex(({ status }) => status === "reversed") ?? -1;
  return first >= 0 && order?.history.slice(first).some(({ status }) => status === "succeeded") === true;
}

function sessionTold(records: Records, id: string, status: string): string[] {
  const told = records.events.filter((event) => event.session_id === id && event.payment_id === null);
  const count = (type: string) => told.filter((event) => event.type === type).length;
  const wrong: string[] = [];
  if (told.some((event) => count(event.type) > 1)) wrong.push(`session ${id} was told of one end twice`);
  if (count("session.succeeded") !== (status === "succeeded" ? 1 : 0)) {
    wrong.push(`session ${id} is ${status} and was told as paid ${count("session.succeeded")} times`);
  }
  if ((status === "expired" || status === "canceled") && count(`session.${status}`) < 1) {
    wrong.push(`session ${id} is ${status} and that was not told`);
  }
  return wrong;
}

/** These tell of what changed beside the state, whatever the state is. */
const besideTheState: ReadonlySet<string> = new Set([
  "payment.updated",
  "payment.reversed",
  "payout.reversed",
  "payout.review_required",
]);

function stateTold(type: string, verb: string): string | undefined {
  if (besideTheState.has(type)) return undefined;
  if (verb === "review_required") return "review";
  return verb === "duplicate" ? "succeeded" : verb;
}

/** The end of a claim that nobody made is told as a failure. */
const shownOfRefund: Readonly<Record<string, readonly string[]>> = {
  created: ["awaiting_claim", "awaiting_approval", "creating"],
  succeeded: ["succeeded"],
  failed: ["failed", "expired"],
};

function refundBodyFits(id: string, verb: string, { refund }: EventBody["data"]): string[] {
  const shown = refund?.status ?? "nothing";
  return shownOfRefund[verb]?.includes(shown) === true ? [] : [`event ${id} (refund.${verb}) shows ${shown}`];
}

/** A body shows the state that its type tells of, not one from before or after. */
function bodyFits(id: string, { type, data }: EventBody): string[] {
  const [subject, verb = ""] = type.split(".");
  // It shows what differs, and no state.
  if (subject === "reconciliation") return [];
  if (subject === "refund") return refundBodyFits(id, verb, data);
  const shown =
    subject === "session" ? data.session?.status : data[subject === "payout" ? "payout" : "payment"]?.status;
  const wanted = stateTold(type, verb);
  if (wanted !== undefined && shown !== wanted) return [`event ${id} (${type}) shows ${shown}`];
  if (verb === "duplicate" && data.payment?.exceptions.includes("duplicate_paid") !== true) {
    return [`event ${id} (${type}) does not show the exception`];
  }
  if (data.payment !== undefined && data.payment.session !== data.session?.id) {
    return [`event ${id} (${type}) shows another session`];
  }
  return [];
}
