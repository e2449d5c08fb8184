/** What the console reads before an operator refunds a payment, or decides about a payout. */
import express, { type Request, type Response, type Router } from "express";
import { fail } from "../../core/errors.ts";
import type { ServiceContext } from "../../services/context.ts";
import { readPayoutApproval } from "../../services/refunds/payout-approval.ts";
import { readRefundOptions } from "../../services/refunds/refund-options.ts";
import { callerOf, requireScope } from "../middleware/authenticate-merchant.ts";
import { nameRoute } from "../middleware/observe-request.ts";
import { sendResult } from "../problem.ts";
import { readParam } from "../read-input.ts";
import { allowed } from "../specs/merchant-operation.ts";

/** Behind `authenticateOperator`. */
export function createActionsRouter(context: ServiceContext, api: string): Router {
  async function sendRefundOptions(request: Request, response: Response): Promise<void> {
    const paymentId = readParam(request, "id");
    const missing = fail("not_found", "There is no such payment.");
    sendResult(
      request,
      response,
      paymentId === undefined ? missing : await readRefundOptions(context, { paymentId }),
    );
  }

  async function sendPayoutApproval(request: Request, response: Response): Promise<void> {
    const payoutId = readParam(request, "id");
    const { actor, scopes } = callerOf(request);
    const mayApprove = allowed.approvePayouts.some((scope) => scopes.includes(scope));
    const missing = fail("not_found", "There is no such payout.");
    const asked = { actor, mayApprove };
    sendResult(
      request,
      response,
      payoutId === undefined ? missing : await readPayoutApproval(context, { payoutId, ...asked }),
    );
  }

  const router = express.Router({ caseSensitive: true, strict: true });
  const options = `${api}/payments/:id/refund-options`;
  router.get(
    options,
    nameRoute(`${api}/payments/{id}/refund-options`),
    requireScope(allowed.refunds),
    sendRefundOptions,
  );
  const approval = `${api}/payouts/:id/approval`;
  router.get(
    approval,
    nameRoute(`${api}/payouts/{id}/approval`),
    requireScope(allowed.readPayouts),
    sendPayoutApproval,
  );
  return router;
}
