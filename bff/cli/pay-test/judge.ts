/** Reads from a payment and its events what has been proven. */
import type { EventView, Payment } from "../../contract.ts";
import type { Finding } from "./report.ts";

/** A payment's end, as seen from outside; the same for everybody who reads it. */
export const endStates: ReadonlySet<Payment["status"]> = new Set([
  "succeeded",
  "failed",
  "canceled",
  "expired",
  "review",
]);

function judgeSuccess({ status, amountReceived }: Payment): Finding {
  const { value, currency } = amountReceived;
  return status === "succeeded"
    ? { step: "success", isProven: true, sentence: `${value} ${currency} arrived.` }
    : {
        step: "success",
        isProven: false,
        sentence: `The payment is ${status}, and ${value} ${currency} arrived.`,
      };
}

function judgeCallback({ timeline = [] }: Payment): Finding {
  const isProven = timeline.some(({ cause }) => cause === "callback");
  const sentence = isProven
    ? "The provider called, and its signature was right."
    : "No callback with a right signature changed the payment: can the provider reach publicUrl, and has its console the address?";
  return { step: "callback", isProven, sentence };
}

function judgeWebhook(events: readonly EventView[] | undefined): Finding {
  if (events === undefined)
    return { step: "webhook", isProven: false, sentence: "The session's events could not be read." };
  const event = events.find(({ type }) => type === "session.succeeded");
  const states = event?.deliveries.map(({ state }) => state) ?? [];
  const isProven = states.length > 0 && states.every((state) => state === "delivered");
  const why =
    states.length === 0
      ? "No endpoint was to get session.succeeded."
      : `Its deliveries are ${states.join(", ")}.`;
  return { step: "webhook", isProven, sentence: isProven ? "Your backend took session.succeeded." : why };
}

export interface JudgeInput {
  readonly payment: Payment;
  /** Of the payment's session; undefined: they could not be read. */
  readonly events: readonly EventView[] | undefined;
  /** Whether the provider answered a query at the end. */
  readonly isAnswered: boolean;
}

/** What a payment at its end has proven, one finding a step. */
export function judgePayment({ payment, events, isAnswered }: JudgeInput): Finding[] {
  const isQueried = isAnswered || payment.timeline?.some(({ cause }) => cause === "query") === true;
  return [
    judgeSuccess(payment),
    judgeCallback(payment),
    {
      step: "query",
      isProven: isQueried,
      sentence: isQueried
        ? "The provider answered a query about it."
        : "The provider answered no query about it.",
    },
    judgeWebhook(events),
  ];
}
