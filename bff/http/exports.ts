/** The exports of the merchant API: tables that are sent while they are read. */
import type { IRouter, Request, Response } from "express";
import type { z } from "zod";
import { utcDay } from "../core/days.ts";
import { type Result, succeed } from "../core/errors.ts";
import type { ServiceContext } from "../services/context.ts";
import {
  exportEvents,
  exportPayments,
  exportPayouts,
  exportRefunds,
  type Pieces,
} from "../services/exports/exports.ts";
import { callerOf, requireScope } from "./middleware/authenticate-merchant.ts";
import { nameRoute } from "./middleware/observe-request.ts";
import { sendProblem } from "./problem.ts";
import { readInput } from "./read-input.ts";
import { stateOf } from "./request-state.ts";
import {
  exportEventsOperation,
  exportPaymentsOperation,
  exportPayoutsOperation,
  exportRefundsOperation,
} from "./specs/exports.ts";
import type { Operation } from "./specs/operation.ts";
import { streamTable, type TableEnd } from "./stream-table.ts";

interface Export<Query extends z.ZodType> {
  readonly operation: Operation<Query>;
  readonly pieces: (query: z.output<Query>) => Result<Pieces>;
}

/** `payments.csv` of `/v1/exports/payments.csv`, with the days that it is about. */
function fileNameOf(path: string, { from, to }: { readonly from: string; readonly to: string }): string {
  const day = (time: string) => utcDay(Date.parse(time));
  const name = path.slice(path.lastIndexOf("/") + 1, -".csv".length);
  return `${name}_${day(from)}_${day(to)}.csv`;
}

/** @returns how it ended; null where only the headers were wanted. */
async function sendCsv(
  response: Response,
  {
    pieces,
    fileName,
    isHead,
  }: { readonly pieces: Pieces; readonly fileName: string; readonly isHead: boolean },
): Promise<TableEnd | null> {
  // What fails before the first piece still gets an answer of its own.
  const first = await pieces.next();
  response.setHeader("Content-Type", "text/csv; charset=utf-8; header=present");
  response.setHeader("Content-Disposition", `attachment; filename="${fileName}"`);
  response.setHeader("Cache-Control", "no-store, no-transform");
  if (isHead) {
    await pieces.return();
    response.end();
    return null;
  }
  async function* everything() {
    if (first.done !== true) yield first.value;
    yield* pieces;
  }
  return await streamTable(response, everything());
}

function serveExport<Query extends z.ZodType<{ readonly from: string; readonly to: string }>>(
  router: IRouter,
  { logger }: ServiceContext,
  { operation, pieces }: Export<Query>,
): void {
  async function sendTable(request: Request, response: Response): Promise<void> {
    const input = readInput(request, operation);
    if (!input.ok) {
      sendProblem(request, response, input);
      return;
    }
    const { query } = input.value;
    const made = pieces(query);
    if (!made.ok) {
      sendProblem(request, response, made);
      return;
    }
    const isHead = request.method === "HEAD";
    const table = { pieces: made.value, fileName: fileNameOf(operation.path, query), isHead };
    const end = await sendCsv(response, table);
    if (end === null) return;
    const { requestId, route } = stateOf(request);
    const log = { requestId, route, actor: callerOf(request).actor };
    if (end.kind === "failed")
      logger.error({ ...log, err: end.error }, "an export failed midway, and its connection was closed");
    else if (end.kind === "broken_off") logger.info(log, "an export was broken off by its reader");
    else logger.info(log, "an export was read to its end");
  }

  const scopes = operation.access.kind === "api_key" ? operation.access.scopes : [];
  router.get(operation.path, nameRoute(operation.path), requireScope(scopes), sendTable);
}

export function serveExports(router: IRouter, context: ServiceContext): void {
  serveExport(router, context, {
    operation: exportPaymentsOperation,
    pieces: (query) => exportPayments(context, query),
  });
  serveExport(router, context, {
    operation: exportPayoutsOperation,
    pieces: (query) => succeed(exportPayouts(context, query)),
  });
  serveExport(router, context, {
    operation: exportRefundsOperation,
    pieces: (query) => succeed(exportRefunds(context, query)),
  });
  serveExport(router, context, {
    operation: exportEventsOperation,
    pieces: (query) => succeed(exportEvents(context, query)),
  });
}
