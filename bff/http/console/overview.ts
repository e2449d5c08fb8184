/** What the console shows beside the objects of the merchant API: what needs a person, what was found, and its charts. */
import express, { type Request, type Response, type Router } from "express";
import type { ZodType } from "zod";
import type { Scope } from "../../config/types.ts";
import { chartsQuery, comparedDayQuery, type NeedKind, searchQuery } from "../../contract.ts";
import { fail } from "../../core/errors.ts";
import { explainIssue, toFieldErrors } from "../../field-errors.ts";
import type { ServiceContext } from "../../services/context.ts";
import { readCharts } from "../../services/overview/read-charts.ts";
import { createToday } from "../../services/overview/read-today.ts";
import { readComparedDay } from "../../services/reconciliation/read-compared-day.ts";
import { searchForPeople } from "../../services/search/search-for-people.ts";
import { findForbiddenText } from "../forbidden-text.ts";
import { callerOf, requireScope } from "../middleware/authenticate-merchant.ts";
import { nameRoute } from "../middleware/observe-request.ts";
import { sendJson, sendProblem, sendResult } from "../problem.ts";
import { allowed } from "../specs/merchant-operation.ts";

/** Whoever may read what is listed, or put it right. */
const readPayments: readonly Scope[] = [...allowed.reports, ...allowed.operate];
const readPayouts: readonly Scope[] = [...allowed.readPayouts, ...allowed.operate];
const readersOf: Readonly<Record<NeedKind, readonly Scope[]>> = {
  payment_review: readPayments,
  payout_review: readPayouts,
  payout_unknown: readPayouts,
  payment_unknown: readPayments,
  payment_reversal: readPayments,
  payout_reversal: readPayouts,
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
  /** Refuses a query that is wrong, and then gives undefined. */
  function readQuery<T>(request: Request, response: Response, schema: ZodType<T>): T | undefined {
    const input = schema.safeParse(request.query, { error: explainIssue });
    const forbidden = findForbiddenText(request.query);
    if (input.success && forbidden.length === 0) return input.data;
    const errors = [...forbidden, ...toFieldErrors(input.error?.issues ?? [])];
    sendProblem(request, response, fail("validation_failed", "A field is wrong or unknown.", errors));
    return undefined;
  }

  async function sendCharts(request: Request, response: Response): Promise<void> {
    const query = readQuery(request, response, chartsQuery);
    if (query !== undefined) sendJson(response, 200, await readCharts(context, query));
  }

  async function sendFound(request: Request, response: Response): Promise<void> {
    const query = readQuery(request, response, searchQuery);
    if (query === undefined) return;
    sendResult(request, response, await searchForPeople(context, query));
  }

  async function sendComparedDay(request: Request, response: Response): Promise<void> {
    const query = readQuery(request, response, comparedDayQuery);
    if (query === undefined) return;
    const { account: accountId, day } = query;
    sendResult(request, response, await readComparedDay(context, { accountId, day }));
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
  const found = `${api}/search`;
  router.get(found, nameRoute(found), requireScope(allowed.reports), sendFound);
  const compared = `${api}/reconciliation`;
  router.get(compared, nameRoute(compared), requireScope(allowed.reports), sendComparedDay);
  const today = `${api}/today`;
  router.get(today, nameRoute(today), requireScope(readersOfAny), sendToday);
  return router;
}
