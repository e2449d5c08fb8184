/** What the console shows beside the objects of the merchant API: the numbers of its charts. */
import express, { type Request, type Response, type Router } from "express";
import { chartsQuery } from "../../contract.ts";
import { fail } from "../../core/errors.ts";
import { explainIssue, toFieldErrors } from "../../field-errors.ts";
import type { ServiceContext } from "../../services/context.ts";
import { readCharts } from "../../services/overview/read-charts.ts";
import { findForbiddenText } from "../forbidden-text.ts";
import { requireScope } from "../middleware/authenticate-merchant.ts";
import { nameRoute } from "../middleware/observe-request.ts";
import { sendJson, sendProblem } from "../problem.ts";
import { allowed } from "../specs/merchant-operation.ts";

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

  const router = express.Router({ caseSensitive: true, strict: true });
  const charts = `${api}/charts`;
  router.get(charts, nameRoute(charts), requireScope(allowed.reports), sendCharts);
  return router;
}
