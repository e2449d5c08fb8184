/** The merchant API, trusted by an API key and its scopes. No browser calls it, so it has no CORS headers. */
import express, { type Router } from "express";
import { succeed } from "../core/errors.ts";
import { listAccounts, readBalance } from "../services/accounts/accounts.ts";
import { listAudit } from "../services/audit/list-audit.ts";
import { refreshForAudit } from "../services/audit/record-refresh.ts";
import type { ServiceContext } from "../services/context.ts";
import { listEvents, readEvent } from "../services/events/read-events.ts";
import { redeliverEvent } from "../services/events/redeliver-event.ts";
import { listPayments, readPayment } from "../services/payments/read-payments.ts";
import { refreshPayment } from "../services/payments/refresh-payment.ts";
import { resolvePayment } from "../services/payments/resolve-payment.ts";
import { approvePayout, rejectPayout } from "../services/payouts/approve-payout.ts";
import { createPayout } from "../services/payouts/create-payout.ts";
import { listPayouts, readPayout } from "../services/payouts/read-payouts.ts";
import { refreshPayout } from "../services/payouts/refresh-payout.ts";
import { resolvePayout } from "../services/payouts/resolve-payout.ts";
import { readStatement } from "../services/reconciliation/read-statement.ts";
import { eraseCustomer, personOf } from "../services/retention/erase-customer.ts";
import { search } from "../services/search/search.ts";
import { cancelSession } from "../services/sessions/cancel-session.ts";
import { createSession } from "../services/sessions/create-session.ts";
import { linkSession } from "../services/sessions/link-session.ts";
import { patchSession } from "../services/sessions/patch-session.ts";
import { listSessions, readSession } from "../services/sessions/read-sessions.ts";
import { serveEventChanges } from "./event-changes.ts";
import { serveExchanges } from "./exchanges.ts";
import { serveExports } from "./exports.ts";
import { authenticateMerchant } from "./middleware/authenticate-merchant.ts";
import type { Limiters } from "./middleware/limiters.ts";
import { nameRoute } from "./middleware/observe-request.ts";
import { refuseOtherMethodsOf } from "./middleware/refuse-method.ts";
import { serveRefunds } from "./refunds.ts";
import { serveMerchant } from "./serve-merchant.ts";
import * as specs from "./specs/merchant.ts";
import * as payouts from "./specs/payouts.ts";
import { searchOperation } from "./specs/search.ts";

export function createMerchantRouter(context: ServiceContext, limiters: Limiters): Router {
  const router = express.Router({ caseSensitive: true, strict: true });
  // A request that is refused before it reaches its operation is measured and logged under its audience.
  router.use("/v1", nameRoute("/v1"), ...authenticateMerchant(context, limiters));
  serveMerchantOperations(router, context);
  return router;
}

/** The operations for whoever has been let in: an API key, or an operator in the console. */
export function serveMerchantOperations(router: Router, context: ServiceContext): void {
  serveMerchant(router, context, {
    operation: specs.createSessionOperation,
    perform: ({ body, ...call }) => createSession(context, { request: body, ...call }),
    holdsKey: false,
  });
  serveMerchant(router, context, {
    operation: specs.listSessionsOperation,
    perform: ({ query }) => listSessions(context, query),
  });
  serveMerchant(router, context, {
    operation: specs.readSessionOperation,
    perform: ({ id }) => readSession(context, { sessionId: id }),
  });
  serveMerchant(router, context, {
    operation: specs.cancelSessionOperation,
    perform: ({ id, author }) => cancelSession(context, { sessionId: id, author }),
  });
  serveMerchant(router, context, {
    operation: specs.changeSessionOperation,
    perform: ({ id, body, author, keyBinding }) =>
      patchSession(context, { sessionId: id, request: body, author, keyBinding }),
    answerForMade: (id) => readSession(context, { sessionId: id }),
  });
  serveMerchant(router, context, {
    operation: specs.linkSessionOperation,
    perform: ({ id, author }) => linkSession(context, { sessionId: id, author }),
  });

  serveMerchant(router, context, {
    operation: specs.listPaymentsOperation,
    perform: ({ query }) => listPayments(context, query),
  });
  serveMerchant(router, context, {
    operation: specs.readPaymentOperation,
    perform: ({ id }) => readPayment(context, { paymentId: id }),
  });
  serveMerchant(router, context, {
    operation: specs.refreshPaymentOperation,
    perform: ({ id, author }) =>
      refreshForAudit(context, { author, action: "payment.refresh", subject: id }, () =>
        refreshPayment(context, { paymentId: id }),
      ),
  });
  serveMerchant(router, context, {
    operation: specs.resolvePaymentOperation,
    perform: ({ id, body, author, keyBinding }) =>
      resolvePayment(context, { ...body, paymentId: id, author, keyBinding }),
    answerForMade: (id) => readPayment(context, { paymentId: id }),
  });

  serveMerchant(router, context, {
    operation: payouts.createPayoutOperation,
    perform: ({ body, ...call }) => createPayout(context, { request: body, ...call }),
    holdsKey: false,
    answerForMade: (id) => readPayout(context, { payoutId: id }),
  });
  serveMerchant(router, context, {
    operation: payouts.listPayoutsOperation,
    perform: ({ query }) => listPayouts(context, query),
  });
  serveMerchant(router, context, {
    operation: payouts.readPayoutOperation,
    perform: ({ id }) => readPayout(context, { payoutId: id }),
  });
  serveMerchant(router, context, {
    operation: payouts.refreshPayoutOperation,
    perform: ({ id, author }) =>
      refreshForAudit(context, { author, action: "payout.refresh", subject: id }, () =>
        refreshPayout(context, { payoutId: id }),
      ),
  });
  serveMerchant(router, context, {
    operation: payouts.resolvePayoutOperation,
    perform: ({ id, body, author, keyBinding }) =>
      resolvePayout(context, { ...body, payoutId: id, author, keyBinding }),
    answerForMade: (id) => readPayout(context, { payoutId: id }),
  });
  serveMerchant(router, context, {
    operation: payouts.approvePayoutOperation,
    perform: ({ id, body, author, keyBinding }) =>
      approvePayout(context, { payoutId: id, note: body?.note ?? null, author, keyBinding }),
    answerForMade: (id) => readPayout(context, { payoutId: id }),
  });
  serveMerchant(router, context, {
    operation: payouts.rejectPayoutOperation,
    perform: ({ id, body, author, keyBinding }) =>
      rejectPayout(context, { payoutId: id, note: body?.note ?? null, author, keyBinding }),
    answerForMade: (id) => readPayout(context, { payoutId: id }),
  });

  serveRefunds(router, context);

  serveMerchant(router, context, {
    operation: searchOperation,
    perform: ({ query }) => search(context, query),
  });
  serveExports(router, context);

  serveMerchant(router, context, {
    operation: specs.listAccountsOperation,
    perform: () => listAccounts(context),
  });
  serveMerchant(router, context, {
    operation: specs.readBalanceOperation,
    perform: ({ id }) => readBalance(context, { accountId: id }),
  });
  serveMerchant(router, context, {
    operation: specs.readStatementOperation,
    perform: ({ id, query }) => readStatement(context, { ...query, accountId: id }),
  });

  serveMerchant(router, context, {
    operation: specs.listEventsOperation,
    perform: ({ query }) => listEvents(context, query),
  });
  serveMerchant(router, context, {
    operation: specs.readEventOperation,
    perform: ({ id }) => readEvent(context, { eventId: id }),
  });
  serveMerchant(router, context, {
    operation: specs.redeliverEventOperation,
    perform: ({ id, author }) => redeliverEvent(context, { eventId: id, author }),
  });
  serveEventChanges(router, context);

  serveMerchant(router, context, {
    operation: specs.listAuditOperation,
    perform: ({ query }) => listAudit(context, query),
  });

  serveMerchant(router, context, {
    operation: specs.eraseCustomerOperation,
    perform: async ({ body, author }) =>
      succeed(await eraseCustomer(context, personOf(body.customer), author)),
  });

  serveExchanges(router, context);

  refuseOtherMethodsOf(router, specs.merchantOperations);
}
