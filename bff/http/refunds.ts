/** The routes of refunds in the merchant API. */
import type { Router } from "express";
import type { ServiceContext } from "../services/context.ts";
import { cancelRefund } from "../services/refunds/cancel-refund.ts";
import { createRefund } from "../services/refunds/create-refund.ts";
import { listRefunds, readChangedRefund, readRefund } from "../services/refunds/read-refunds.ts";
import { serveMerchant } from "./serve-merchant.ts";
import * as specs from "./specs/refunds.ts";

export function serveRefunds(router: Router, context: ServiceContext): void {
  serveMerchant(router, context, {
    operation: specs.createRefundOperation,
    perform: ({ id, body, author, keyBinding }) =>
      createRefund(context, { paymentId: id, request: body, author, keyBinding }),
    holdsKey: false,
    answerForMade: (id) => readChangedRefund(context, id),
  });
  serveMerchant(router, context, {
    operation: specs.listRefundsOperation,
    perform: ({ query }) => listRefunds(context, query),
  });
  serveMerchant(router, context, {
    operation: specs.readRefundOperation,
    // Who has the claim's address says where the money goes: reading alone must not hand it out.
    perform: ({ id, scopes }) =>
      readRefund(context, { refundId: id, withClaimUrl: scopes.includes("refunds") }),
  });
  serveMerchant(router, context, {
    operation: specs.cancelRefundOperation,
    perform: ({ id, author, keyBinding }) => cancelRefund(context, { refundId: id, author, keyBinding }),
    answerForMade: (id) => readChangedRefund(context, id),
  });
}
