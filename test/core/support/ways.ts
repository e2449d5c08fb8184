/**
 * The ways in which providers report how an order stands: every shipped one is of one of these kinds. Both a callback
 * and what a query answers come from the same truth.
 */
import type { OrderReport } from "../../../bff/core/report.ts";
import type { HeldSession } from "../../../bff/core/session/draft.ts";
import { query, strongCallback, weakCallback } from "./facts.ts";
import { type Applied, type ApplyOptions, apply, jobsOf } from "./held.ts";
import { start } from "./records.ts";
import { minute } from "./times.ts";

export interface Way {
  readonly title: string;
  /** A callback counts by itself. */
  readonly strong: boolean;
  /** What a query says about the amount: the amount; nothing; or nothing, although "paid" can mean any amount. */
  readonly naming: "named" | "unnamed" | "untold";
}

export const ways: readonly Way[] = [
  { title: "a callback that counts by itself", strong: true, naming: "named" },
  { title: "a query that names the amount", strong: false, naming: "named" },
  { title: "a query that names no amount", strong: false, naming: "unnamed" },
  { title: "a query that says paid of any amount", strong: false, naming: "untold" },
];

/** The answer of a query about an order in that state. */
export function answerOf(way: Pick<Way, "naming">, truth: Partial<OrderReport>): Partial<OrderReport> {
  if (way.naming === "named") return truth;
  const answer = { ...truth, amountText: null };
  return way.naming === "untold" && truth.status === "succeeded" ? { ...answer, amountUntold: true } : answer;
}

export interface Told {
  readonly after: HeldSession;
  /** In the order in which they were made. */
  readonly decisions: readonly Applied["decision"][];
}

/**
 * A callback says so. If the decision schedules a query at once, the query answers by the truth.
 *
 * @param truth the order's state at the provider; default: the state in the callback.
 */
export function tell(
  held: HeldSession,
  way: Way,
  input: {
    readonly says: Partial<OrderReport>;
    readonly truth?: Partial<OrderReport>;
    readonly digest?: string;
  },
  options: ApplyOptions = {},
): Told {
  const { says, truth = says, digest } = input;
  const at = options.at ?? start + minute;
  const orderNo = `order-no-${options.paymentId ?? held.payments.at(-1)?.id}`;
  const callback = (way.strong ? strongCallback : weakCallback)({ orderNo, ...says }, digest);
  const first = apply(held, [callback], { ...options, at });
  if (!jobsOf(first.decision, "sync_payment").some((job) => job.runAt <= at)) {
    return { after: first.after, decisions: [first.decision] };
  }
  const asked = apply(first.after, [query({ orderNo, ...answerOf(way, truth) })], { ...options, at });
  return { after: asked.after, decisions: [first.decision, asked.decision] };
}
