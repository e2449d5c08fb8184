/**
 * The browser API, called by the widget and trusted by the client token of one session. Its CORS headers are
 * set in app.ts.
 */
import express, { type Request, type Response, type Router } from "express";
import { fail } from "../core/errors.ts";
import { readBrowserSession, readBrowserStatus } from "../services/browser/read-for-browser.ts";
import type { ServiceContext } from "../services/context.ts";
import { cancelPaymentByCustomer } from "../services/payments/cancel-payment.ts";
import { startPayment } from "../services/payments/start-payment.ts";
import { entityTagOf, matchesEntityTag } from "./entity-tag.ts";
import { authenticateBrowser, sessionIdOf, sessionOf } from "./middleware/authenticate-browser.ts";
import { clientKeyOf, limitRate, type RateLimiter } from "./middleware/limit-rate.ts";
import { nameRoute } from "./middleware/observe-request.ts";
import { parseJsonBody, readRawBody } from "./middleware/read-body.ts";
import { refuseOtherMethodsOf } from "./middleware/refuse-method.ts";
import { sendJson, sendProblem } from "./problem.ts";
import { readInput, readParam } from "./read-input.ts";
import * as specs from "./specs/browser.ts";
import { expressPath, type Operation } from "./specs/operation.ts";
import { type StreamOptions, streamStatus } from "./status-stream.ts";

const bodyLimitBytes = 32 * 1024;

export interface BrowserRouterOptions extends StreamOptions {
  readonly limiter: RateLimiter;
}

export function createBrowserRouter(context: ServiceContext, options: BrowserRouterOptions): Router {
  const router = express.Router({ caseSensitive: true, strict: true });
  router.use("/checkout", limitRate(options.limiter, clientKeyOf), authenticateBrowser(context));
  const body = [readRawBody(bodyLimitBytes), parseJsonBody];
  const at = (operation: Operation) => expressPath(operation.path);
  const named = (operation: Operation) => nameRoute(operation.path);

  const known = (request: Request) => ({ sessionId: sessionIdOf(request), session: sessionOf(request) });

  async function sendSession(request: Request, response: Response): Promise<void> {
    const input = readInput(request, specs.readBrowserSessionOperation);
    const result = input.ok ? await readBrowserSession(context, { session: sessionOf(request) }) : input;
    if (result.ok) sendJson(response, 200, result.value);
    else sendProblem(request, response, result);
  }

  async function sendPayment(request: Request, response: Response): Promise<void> {
    const input = readInput(request, specs.startPaymentOperation);
    const result = input.ok
      ? await startPayment(context, { ...input.value.body, sessionId: sessionIdOf(request) })
      : input;
    if (result.ok) sendJson(response, result.value.created ? 201 : 200, result.value.payment);
    else sendProblem(request, response, result);
  }

  async function sendStatus(request: Request, response: Response): Promise<void> {
    const input = readInput(request, specs.readStatusOperation);
    const result = input.ok ? await readBrowserStatus(context, { ...known(request), maySync: true }) : input;
    if (!result.ok) {
      sendProblem(request, response, result);
      return;
    }
    const tag = entityTagOf(result.value);
    response.setHeader("ETag", tag);
    if (matchesEntityTag(request.headers["if-none-match"], tag)) response.status(304).end();
    else sendJson(response, 200, result.value);
  }

  async function sendCanceled(request: Request, response: Response): Promise<void> {
    const paymentId = readParam(request, "id");
    const input = readInput(request, specs.cancelPaymentOperation);
    const sessionId = sessionIdOf(request);
    const result =
      paymentId === undefined
        ? fail("not_found", "There is no such payment.")
        : input.ok
          ? await cancelPaymentByCustomer(context, { sessionId, paymentId })
          : input;
    if (result.ok) sendJson(response, 200, result.value);
    else sendProblem(request, response, result);
  }

  const { readBrowserSessionOperation, startPaymentOperation, readStatusOperation } = specs;
  const { streamStatusOperation, cancelPaymentOperation } = specs;
  router.get(at(readBrowserSessionOperation), named(readBrowserSessionOperation), sendSession);
  router.post(at(startPaymentOperation), named(startPaymentOperation), ...body, sendPayment);
  router.get(at(readStatusOperation), named(readStatusOperation), sendStatus);
  router.get(at(streamStatusOperation), named(streamStatusOperation), streamStatus(context, options));
  router.post(at(cancelPaymentOperation), named(cancelPaymentOperation), ...body, sendCanceled);
  refuseOtherMethodsOf(router, specs.browserOperations);
  return router;
}
