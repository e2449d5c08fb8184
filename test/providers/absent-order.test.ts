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
  ])("but not when something else is: %j", (words) => {
    expect(readRefusal({ code: "", words })).not.toBe("not_found");
    expect(readRefusal({ code: "400", words })).not.toBe("not_found");
  });

  test.each(["无效的商户", "商户不存在", "Merchant account not found"])(
    "but not when our account is: %j",
    (words) => {
      expect(readRefusal({ code: "", words })).toBe("credentials");
    },
  );
});
