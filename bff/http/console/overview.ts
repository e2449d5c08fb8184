/** What the console shows beside the objects of the merchant API: what needs a person, and the numbers of its charts. */
import express, { type Request, type Response, type Router } from "express";
import type { Scope } from "../../config/types.ts";
import { chartsQuery, type NeedKind } from "../../contract.ts";
import { fail } from "../../core/errors.ts";
import { explainIssue, toFieldErrors } from "../../field-errors.ts";
import type { ServiceContext } from "../../services/context.ts";
import { readCharts } from "../../services/overview/read-charts.ts";
import { createToday } from "../../services/overview/read-today.ts";
import { findForbiddenText } from "../forbidden-text.ts";
import { callerOf, requireScope } from "../middleware/authenticate-merchant.ts";
import { nameRoute } from "../middleware/observe-request.ts";
import { sendJson, sendProblem } from "../problem.ts";
import { allowed } from "../specs/merchant-operation.ts";

/** Whoever may read what is listed, or put it right. */
const readPayments: readonly Scope[] = [...allowed.reports, ...allowed.operate];
const readPayouts: readonly Scope[] = [...allowed.readPayouts, ...allowed.operate];
const readersOf: Readonly<Record<NeedKind, readonly Scope[]>> = {
  payment_review: readPayments,
  payout_review: readPayouts,
  payout_unknown: readPayouts,
  payment_unknown: readPayments,
  stray_money: allowed.reports,
  discrepancy: allowed.reports,
  payout_approval: readPayouts,
  refund_approval: allowed.readRefunds,
  refund_claim: allowed.readRefunds,
  open_circuit: allowed.reports,
  uncovered_account: allowed.reports,
  disabled_endpoint: readPayments,
  dead_delivery: readPayments,
  dead_job: readPayments,
  drift: allowed.reports,
};
const readersOfAny = [...new Set(Object.values(readersOf).flat())];

/** Behind `authenticateOperator`. */
export function createOverviewRouter(context: ServiceContext, api: string): Router {
  async function sendCharts(request: Request, response: Response): Promise<void> {
    const input = chartsQuery.safeParse(request.query, { error: explainIssue });
    const forbidden = findForbiddenText(request.query);
    if (!input.success || forbidden.length > 0) {
      const errors = [...forbidden, ...toFieldErrors(input.error?.issues ?? [])];
      sendProblem(request, response, fail("validation_failed", "A field is wrong or unknown.", errors));
      return;
    }
    sendJson(response, 200, await readCharts(context, input.data));
  }

  const readToday = createToday();

  async function sendToday(request: Request, response: Response): Promise<void> {
    const { scopes } = callerOf(request);
    const mayRead = (kind: NeedKind) => readersOf[kind].some((scope) => scopes.includes(scope));
    sendJson(response, 200, await readToday(context, { mayRead }));
  }

  const router = express.Router({ caseSensitive: true, strict: true });
  const charts = `${api}/charts`;
  router.get(charts, nameRoute(charts), requireScope(allowed.reports), sendCharts);
  const today = `${api}/today`;
  router.get(today, nameRoute(today), requireScope(readersOfAny), sendToday);
  return router;
}
