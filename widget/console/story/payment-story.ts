/** A payment's story in sentences that a shop's owner understands. Pure. */
import type { Money, Payment, Refund, Session, TimelineEntry } from "../../../bff/contract.ts";
import { fill } from "../../i18n/text.ts";
import { excessOf, type Format, isZero, stillMissing } from "../i18n/format.ts";
import { type Texts, textFor } from "../i18n/texts.ts";
import { nameOfActor } from "./actor.ts";
import { detailParts, readReported } from "./detail.ts";
import { tellOpenRefunds, tellRefund } from "./refund-story.ts";
import { amountRefunded } from "./refunded.ts";

export interface StoryStep {
  readonly at: string;
  readonly text: string;
  /** A sentence of ours beside it; null: none. */
  readonly more: string | null;
  /** Somebody's own words beside it; null: none. */
  readonly quote: string | null;
}

export interface Story {
  /** How it stands, a sentence each. */
  readonly now: readonly string[];
  /** What is not as it should be, a sentence each: of a payment in review, why it is. */
  readonly unexpected: readonly string[];
  readonly steps: readonly StoryStep[];
}

export interface Told {
  readonly payment: Payment;
  /** Its session, for the customer's name; null: not known. */
  readonly session: Session | null;
  /** Its refunds, with their timelines where they are known. */
  readonly refunds: readonly Refund[];
  readonly texts: Texts;
  readonly format: Format;
}

function valuesOf({ payment, session, texts, format }: Told): Readonly<Record<string, string>> {
  const { amount, amountReceived } = payment;
  const amountOf = (money: Money | null) => (money === null ? "" : format.money(money));
  return {
    customer: session?.customer?.name ?? texts.unnamed,
    account: payment.account,
    method: textFor(texts.method, payment.method),
    amount: format.money(amount),
    received: format.money(amountReceived),
    missing: amountOf(stillMissing(amount, amountReceived)),
    excess: amountOf(excessOf(amount, amountReceived)),
    reference: session?.reference ?? "",
    code: payment.failure === null ? "" : textFor(texts.told.failure, payment.failure.code),
  };
}

function shownBy({ nextAction, method }: Payment): keyof Texts["story"]["step"] {
  if (nextAction?.type === "display_code")
    return nextAction.codeType === "store" ? "shownStore" : "shownAccount";
  if (nextAction?.type === "display_qr") return "shownQr";
  if (nextAction !== null) return "shownPage";
  if (method === "store") return "shownStore";
  return method === "bank_transfer" ? "shownAccount" : "shown";
}

function stepText(entry: TimelineEntry, { payment, texts }: Told, reported: string | null): string {
  const { step } = texts.story;
  if (entry.from === null) return step.created;
  if (entry.from === entry.to) return reported === null ? step.noted : step.reported;
  if (entry.cause === "operator") return step.settled;
  if (entry.to === "pending") return entry.from === "creating" ? step[shownBy(payment)] : step.changed;
  return Object.hasOwn(step, entry.to) ? textFor(step, entry.to) : step.changed;
}

function tellStep(entry: TimelineEntry, told: Told, values: Readonly<Record<string, string>>): StoryStep {
  const { texts } = told;
  const reported = readReported(entry, told);
  const text = fill(stepText(entry, told, reported), {
    ...values,
    reported: reported ?? "",
    actor: entry.actor === null ? textFor(texts.cause, entry.cause) : nameOfActor(entry.actor, texts),
    cause: textFor(texts.cause, entry.cause),
    from: textFor(texts.status.payment, entry.from ?? ""),
    to: textFor(texts.status.payment, entry.to),
    status: textFor(texts.status.payment, entry.to),
  });
  const isTold = reported !== null && entry.from === entry.to;
  if (isTold) return { at: entry.at, text, more: null, quote: null };
  const { ours, quote } = detailParts(entry, told);
  return { at: entry.at, text, more: ours, quote };
}

/** That too much was paid, and what of it is left. */
function tellExcess({ payment, texts, format }: Told, values: Readonly<Record<string, string>>): string {
  const { exception } = texts.story;
  const refunded = amountRefunded(payment);
  const excess = excessOf(payment.amount, payment.amountReceived);
  const isDuplicate = payment.exceptions.includes("duplicate_paid");
  if (refunded === null || isZero(refunded) || excess === null || isDuplicate) {
    return fill(exception.overpaid, values);
  }
  const rest = stillMissing(excess, refunded);
  if (rest === null) return fill(exception.overpaidReturned, values);
  return fill(exception.overpaidRest, { ...values, rest: format.money(rest) });
}

function tellException(
  exception: Payment["exceptions"][number],
  told: Told,
  values: Readonly<Record<string, string>>,
): string {
  const { texts } = told;
  const hasAmount =
    exception === "overpaid" ? values.excess !== "" : exception !== "underpaid" || values.missing !== "";
  if (!hasAmount) return `${textFor(texts.exception, exception)}.`;
  if (exception === "overpaid") return tellExcess(told, values);
  return fill(textFor(texts.story.exception, exception), values);
}

const ended: ReadonlySet<string> = new Set(["failed", "canceled", "expired"]);

/** The whole story: how it stands now, then each step. */
export function tellPayment(told: Told): Story {
  const { payment, texts } = told;
  const { story } = texts;
  const values = valuesOf(told);
  const now = [fill(textFor(story.now, payment.status), values)];
  if (ended.has(payment.status) && !isZero(payment.amountReceived)) {
    now.push(fill(story.receivedAfterEnd, values));
  }
  const unexpected = payment.exceptions
    // The first sentence has said it already.
    .filter((exception) => exception !== "partially_paid" || payment.status !== "partially_paid")
    .map((exception) => tellException(exception, told, values));
  if (payment.inDoubt !== undefined) unexpected.unshift(fill(story.inDoubt, values));
  now.push(...unexpected);
  const refunded = amountRefunded(payment);
  if (refunded !== null && !isZero(refunded)) {
    now.push(fill(story.refunded, { refunded: told.format.money(refunded) }));
  }
  now.push(...tellOpenRefunds(told.refunds, told));
  if (payment.failure !== null) {
    now.push(fill(story.failure, values));
    if (payment.failure.retryable) now.push(story.retry);
  }
  const own = (payment.timeline ?? []).map((entry) => tellStep(entry, told, values));
  const ofRefunds = told.refunds.flatMap((refund) =>
    tellRefund(refund, told).map(({ at, text }): StoryStep => ({ at, text, more: null, quote: null })),
  );
  // The sort is stable: what happened at once stays in its order.
  return {
    now,
    unexpected,
    steps: [...own, ...ofRefunds].sort((one, other) => Date.parse(one.at) - Date.parse(other.at)),
  };
}
