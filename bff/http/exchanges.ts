/** What was said to and by a provider, in the merchant API. */
import type { Router } from "express";
import type { ServiceContext } from "../services/context.ts";
import { readPaymentExchanges, readPayoutExchanges } from "../services/exchanges/read-exchanges.ts";
import { serveMerchant } from "./serve-merchant.ts";
import { listPaymentExchangesOperation, listPayoutExchangesOperation } from "./specs/exchanges.ts";

export function serveExchanges(router: Router, context: ServiceContext): void {
  serveMerchant(router, context, {
    operation: listPaymentExchangesOperation,
    perform: ({ id, showsPersonalDetails }) => readPaymentExchanges(context, { id, showsPersonalDetails }),
  });
  serveMerchant(router, context, {
    operation: listPayoutExchangesOperation,
    perform: ({ id, showsPersonalDetails }) => readPayoutExchanges(context, { id, showsPersonalDetails }),
  });
}
