/**
 * The browser API, called by the widget and trusted by the client token of one session. Its CORS headers are
 * set in app.ts.
 */
import express, { type Request, type RequestHandler, type Response, type Router } from "express";
import type { z } from "zod";
import type { BrowserStatus } from "../contract.ts";
import { fail, type Result } from "../core/errors.ts";
import { readBrowserSession, readBrowserStatus } from "../services/browser/read-for-browser.ts";
import type { ServiceContext } from "../services/context.ts";
import { cancelPaymentByCustomer } from "../services/payments/cancel-payment.ts";
import { startPayment } from "../services/payments/start-payment.ts";
import { noteIdsOf } from "../services/process/log-fields.ts";
import { entityTagOf, matchesEntityTag } from "./entity-tag.ts";
import {
  authenticateBrowser,
  inBody,
  inHeader,
  sessionIdOf,
  sessionOf,
} from "./middleware/authenticate-browser.ts";
import { clientKeyOf, limitRate } from "./middleware/limit-rate.ts";
import type { Limiters } from "./middleware/limiters.ts";
import { nameRoute } from "./middleware/observe-request.ts";
import { parseJsonBody, readRawBody, readTextBody } from "./middleware/read-body.ts";
import { refuseOtherMethodsOf } from "./middleware/refuse-method.ts";
import { sendJson, sendProblem } from "./problem.ts";
import { type OperationInput, readInput, readParam } from "./read-input.ts";
import { setServerTiming } from "./server-timing.ts";
import * as specs from "./specs/browser.ts";
import { expressPath, type Operation } from "./specs/operation.ts";
import { type StreamOptions, streamStatus } from "./status-stream.ts";

const bodyLimitBytes = 32 * 1024;

export interface BrowserRouterOptions extends StreamOptions {
  readonly limiters: Limiters;
}

export function createBrowserRouter(context: ServiceContext, options: BrowserRouterOptions): Router {
  const router = express.Router({ caseSensitive: true, strict: true });
  const { limiters } = options;
  const { failures } = limiters;
  router.use("/checkout", nameRoute("/checkout"), limitRate(limiters.browser, clientKeyOf));
  const readSession = (request: Request) => readBrowserSession(context, { session: sessionOf(request) });
  // Before the others: its client token is the body, and theirs is in a header.
  router.post(
    specs.openSessionOperation.path,
    nameRoute(specs.openSessionOperation.path),
    readRawBody(bodyLimitBytes),
    readTextBody,
    authenticateBrowser(context, { failures, place: inBody }),
    limitRate(limiters.session, sessionIdOf),
    handle({ operation: specs.openSessionOperation, perform: readSession }),
  );
  router.use(
    "/checkout",
    authenticateBrowser(context, { failures, place: inHeader }),
    limitRate(limiters.session, sessionIdOf),
  );

  serveBrowser(router, {
    operation: specs.readBrowserSessionOperation,
    perform: readSession,
  });
  serveBrowser(router, {
    operation: specs.startPaymentOperation,
    perform: (request, { body }) => startPayment(context, { ...body, sessionId: sessionIdOf(request) }),
    answer: (_request, response, { created, payment }) => sendJson(response, created ? 201 : 200, payment),
  });
  serveBrowser(router, {
    operation: specs.readStatusOperation,
    perform: (request) =>
      readBrowserStatus(context, {
        sessionId: sessionIdOf(request),
        session: sessionOf(request),
        maySync: true,
      }),
    answer: sendIfChanged,
  });
  const { streamStatusOperation } = specs;
  router.get(
    expressPath(streamStatusOperation.path),
    nameRoute(streamStatusOperation.path),
    streamStatus(context, options),
  );
  serveBrowser(router, {
    operation: specs.cancelPaymentOperation,
    perform: async (request) => {
      const paymentId = readParam(request, "id");
      return paymentId === undefined
        ? fail("not_found", "There is no such payment.")
        : await cancelPaymentByCustomer(context, { sessionId: sessionIdOf(request), paymentId });
    },
  });
  refuseOtherMethodsOf(router, specs.browserOperations);
  return router;
}

interface BrowserRoute<Query extends z.ZodType, Body extends z.ZodType, Value> {
  readonly operation: Operation<Query, Body>;
  readonly perform: (request: Request, input: OperationInput<Query, Body>) => Promise<Result<Value>>;
  /** How a success is answered; by default with 200 and the value. */
  readonly answer?: (request: Request, response: Response, value: Value) => void;
}

/** Handles one operation: its input, its use case, its answer. */
function handle<Query extends z.ZodType, Body extends z.ZodType, Value>(
  route: BrowserRoute<Query, Body, Value>,
): RequestHandler {
  const { operation, perform, answer = sendValue } = route;
  return async function handleBrowserCall(request: Request, response: Response): Promise<void> {
    const input = readInput(request, operation);
    const result = input.ok ? await perform(request, input.value) : input;
    if (result.ok) noteIdsOf(result.value);
    if (result.ok) answer(request, response, result.value);
    else sendProblem(request, response, result);
  };
}

/** Serves one operation that takes JSON, or no body. */
function serveBrowser<Query extends z.ZodType, Body extends z.ZodType, Value>(
  router: Router,
  route: BrowserRoute<Query, Body, Value>,
): void {
  const { operation } = route;
  const path = expressPath(operation.path);
  const named = nameRoute(operation.path);
  if (operation.method === "GET") router.get(path, named, handle(route));
  else router.post(path, named, readRawBody(bodyLimitBytes), parseJsonBody, handle(route));
}

function sendValue(_request: Request, response: Response, value: unknown): void {
  sendJson(response, 200, value);
}

function sendIfChanged(request: Request, response: Response, status: BrowserStatus): void {
  const tag = entityTagOf(status);
  response.setHeader("ETag", tag);
  if (!matchesEntityTag(request.headers["if-none-match"], tag)) {
    sendJson(response, 200, status);
    return;
  }
  setServerTiming(response);
  response.status(304).end();
}
