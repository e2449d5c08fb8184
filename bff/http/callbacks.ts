/**
 * Providers' callbacks, trusted by the provider's own signature over the raw bytes.
 * Source: docs/callbacks.md#callbacks.
 */
import express, { type Request, type Response, type Router } from "express";
import { fail } from "../core/errors.ts";
import { receiveCallback } from "../services/callbacks/receive-callback.ts";
import { refuseBySource, refuseUnread } from "../services/callbacks/refuse-callback.ts";
import type { ServiceContext } from "../services/context.ts";
import { clientKeyOf, limitRate, type RateLimiter } from "./middleware/limit-rate.ts";
import { nameRoute } from "./middleware/observe-request.ts";
import { readDecodedBody } from "./middleware/read-body.ts";
import { refuseOtherMethodsOf } from "./middleware/refuse-method.ts";
import { sendProblem, sendText } from "./problem.ts";
import { readParam } from "./read-input.ts";
import { accountCallbackOperation, callbackOperation } from "./specs/open.ts";
import { expressPath } from "./specs/operation.ts";

const bodyLimitBytes = 64 * 1024;

/**
 * One text for each header. A header that comes several times is joined; no provider puts its signature into
 * one.
 */
function headersOf(request: Request): Record<string, string> {
  const entries = Object.entries(request.headers).map(([name, value]): [string, string] => [
    name,
    Array.isArray(value) ? value.join(", ") : (value ?? ""),
  ]);
  return Object.fromEntries(entries);
}

function queryOf(request: Request): string {
  const start = request.originalUrl.indexOf("?");
  return start === -1 ? "" : request.originalUrl.slice(start + 1);
}

export function createCallbackRouter(context: ServiceContext, limiter: RateLimiter): Router {
  const router = express.Router({ caseSensitive: true, strict: true });
  router.use("/callbacks", nameRoute("/callbacks"), limitRate(limiter, clientKeyOf));

  async function takeCallback(request: Request, response: Response): Promise<void> {
    const accountId = readParam(request, "accountId");
    const token = "callbackToken" in request.params ? readParam(request, "callbackToken") : null;
    if (accountId === undefined || token === undefined) {
      sendProblem(request, response, fail("not_found", "There is no such callback address."));
      return;
    }
    const arrival = { accountId, token };
    const refusal = await refuseBySource(context, { ...arrival, source: request.ip ?? "" });
    if (refusal !== null) {
      sendProblem(request, response, refusal);
      return;
    }
    const read = await readDecodedBody({ request, response }, bodyLimitBytes);
    if (!read.ok) {
      sendProblem(request, response, await refuseUnread(context, { ...arrival, refusal: read.reason }));
      return;
    }
    const raw = { body: read.bytes, headers: headersOf(request), query: queryOf(request) };
    const answer = await receiveCallback(context, { accountId, token, raw });
    if (!answer.ok) {
      sendProblem(request, response, answer);
      return;
    }
    const { status, contentType, body: text } = answer.acknowledgement;
    sendText(response, { status, contentType, text });
  }

  const operations = [callbackOperation, accountCallbackOperation];
  for (const { path } of operations) {
    router.post(expressPath(path), nameRoute(path), takeCallback);
  }
  refuseOtherMethodsOf(router, operations);
  return router;
}
