/** Rule 15: "not found" is a provider's word about an order. */
import { describe, expect, test } from "vitest";
import { readRefusal } from "../../bff/providers/parsing/refusal-words.ts";

describe("rule 15: an order is missing", () => {
  test.each([
    "order does not exist",
    "Order [20261119a] doesn't exist",
    "orderNo not exist!",
    "tradeno not exist",
    "The order 2026 was not found",
    "ORDER_NOT_FOUND",
    "orderNotFound",
    "No such order: 2026",
    "unknown order",
    "No order found",
    "Merchant order number does not exist",
    "Order with this number does not exist in the system",
    "Transaction not found",
    "payout could not be found",
    "Record not found",
    "sourceNo not found",
    "商户订单号不存在",
    "交易记录不存在",
    "未找到该订单",
    "查无此订单",
    "Error 1004: the collection order was not found",
    "Details of order 7 not found",
  ])("when the provider says %j", (words) => {
    expect(readRefusal({ code: "", words })).toBe("not_found");
    expect(readRefusal({ code: "1004", words })).toBe("not_found");
  });

  test.each([
    "Payment channel does not exist",
    "Payment code not exist",
    "Transaction type does not exist",
    "order service not found",
    "/order/query not found",
    "No such payment gateway",
    "no such order service",
    "No payment channel found",
    "payment routing config was not found",
    "DNS record not found",
    "Data source not found",
    "billing service not found",
    "no order in progress",
    "交易通道不存在",
    "订单类型不存在",
    "商户订单查询接口不存在",
    "找不到订单服务",
    "Table 'pay.trade_order' doesn't exist",
    'relation "orders" does not exist',
    "Upstream order does not exist",
    "channel order not found",
    "Route for order 20261119 not found",
    "Beneficiary of order 7 not found",
    "key 'order:7' not found",
    "上游订单不存在",
    "渠道方订单不存在",
  ])("but not when something else is: %j", (words) => {
    expect(readRefusal({ code: "", words })).not.toBe("not_found");
    expect(readRefusal({ code: "400", words })).not.toBe("not_found");
  });

  test.each([
    "Order not found yet, please retry",
    "The order was not found in the cache",
    "order not found: connection refused",
    "暂未找到该订单",
    "订单不存在或尚未同步",
  ])("but not when that holds only for now: %j", (words) => {
    expect(readRefusal({ code: "", words })).not.toBe("not_found");
  });

  test.each(["无效的商户", "商户不存在", "Merchant account not found"])(
    "but not when our account is: %j",
    (words) => {
      expect(readRefusal({ code: "", words })).toBe("credentials");
    },
  );
});
