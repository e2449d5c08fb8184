/**
 * The ways in which providers tell how an order stands: every shipped one is of one of these kinds. All of them call
 * back; what counts is named.
 */
import type { OrderReport, QueryResult } from "../../../bff/providers/contract.ts";
import type { PaymentRow } from "../../../bff/storage/repositories/payments.ts";
import { answers } from "./scripted-provider.ts";
import type { Stage } from "./stage.ts";

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

/** The two ways that differ most: one report decides, or two do. test/core/payment covers all four, without a database. */
export const unlikeWays = ways.filter((way) => way.strong || way.naming === "untold");

/** The answer of a query about an order in that state. */
export function asked(way: Pick<Way, "naming">, report: Partial<OrderReport>): Partial<OrderReport> {
  switch (way.naming) {
    case "named":
      return report;
    case "unnamed":
      return { ...report, amountText: null };
    case "untold":
      return {
        ...report,
        amountText: null,
        ...(report.status === "succeeded" ? { amountUntold: true } : {}),
      };
    default:
      return way.naming satisfies never;
  }
}

const truths = new WeakMap<Stage, Map<string, Partial<OrderReport>>>();

/** From now on the order has that state. Queries say so; no callback does. */
export function holdAs(
  stage: Stage,
  way: Pick<Way, "naming">,
  payment: Pick<PaymentRow, "order_no">,
  report: Partial<OrderReport>,
): void {
  const orders = truths.get(stage) ?? new Map<string, Partial<OrderReport>>();
  truths.set(stage, orders);
  orders.set(payment.order_no, report);
  stage.script.query = (ref): QueryResult =>
    answers(asked(way, orders.get(ref.orderNo) ?? { status: "pending" }))(ref);
}

/** From now on the order has that state. A callback says so, and the queries that follow from it are made. */
export async function tell(
  stage: Stage,
  way: Pick<Way, "naming">,
  payment: PaymentRow,
  report: Partial<OrderReport>,
): Promise<void> {
  holdAs(stage, way, payment, report);
  await stage.callBack(payment, report);
  await stage.pass(0);
}
