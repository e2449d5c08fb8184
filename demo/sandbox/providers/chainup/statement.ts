import type { ApiFault } from "../../hostility/faults.ts";
import type { ApiRequest, Outcome } from "../../http/answer.ts";
import { matches, oneOf, type Rule } from "../../http/rules.ts";
import type { Order } from "../../state/order.ts";
import { type ChainupDesk, codes, open, refuse, take } from "./desk.ts";
import { coinOf, orderedAmount, payTimeOf } from "./orders.ts";

/** "the maximum is 2000" */
const maxPageSize = 2000;

const statementRules = {
  orderType: { required: false, test: oneOf("1", "11") },
  day: { required: false, test: matches(/^\d{4}-\d{2}-\d{2}$/) },
  pageNum: { required: false, test: matches(/^[1-9]\d{0,5}$/) },
  pageSize: { required: false, test: matches(/^[1-9]\d{0,3}$/) },
} as const satisfies Record<string, Rule>;

const utcDay = (epochMs: number) => new Date(epochMs).toISOString().slice(0, 10);

const isDay = (day: string) => {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isFinite(at) && utcDay(at) === day;
};

/** `merchantBillingDay`: the payments and transfers of a day (UTC), page by page. */
export function merchantBillingDay(desk: ChainupDesk, request: ApiRequest, fault: ApiFault | null): Outcome {
  const opened = open(desk, request, { rules: statementRules, fault });
  if (!opened.ok) return opened.refusal;
  const { text } = opened;
  const day = text("day") || utcDay(desk.now());
  const pageSize = Number(text("pageSize") || maxPageSize);
  if (!isDay(day) || pageSize > maxPageSize) return refuse(codes.badParameter);
  const type = text("orderType");
  const paid = desk.store
    .list({ provider: "chainup" })
    .filter((order) => order.status === "succeeded" && order.paidAt !== null && utcDay(order.paidAt) === day)
    .filter((order) => type === "" || order.detail.orderType === type);
  const start = (Number(text("pageNum") || 1) - 1) * pageSize;
  return take(desk, {
    data: {
      count: paid.length,
      list: paid.slice(start, start + pageSize).map((order) => entryOf(desk, order)),
    },
  });
}

function entryOf(desk: ChainupDesk, order: Order): Record<string, unknown> {
  return {
    appOrderId: order.orderNo,
    payCoinSymbol: coinOf(desk, order),
    orderAmount: orderedAmount(order),
    orderType: order.detail.orderType ?? "1",
    userId: order.detail.userId ?? "",
    openId: order.detail.openId ?? "",
    createTime: order.createdAt,
    payTime: payTimeOf(desk, order),
  };
}
