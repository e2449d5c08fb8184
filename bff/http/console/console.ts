/**
 * The console: its own API, and every operation of the merchant API for an operator who has signed in. Without operators
 * in the configuration there is none of it. Source: docs/console.md#console
 */
import express, { type Request, type RequestHandler, type Response, type Router } from "express";
import { type SignedInOperator, signInRequest } from "../../contract.ts";
import { toIsoTime } from "../../core/clock.ts";
import { fail } from "../../core/errors.ts";
import { explainIssue, toFieldErrors } from "../../field-errors.ts";
import type { ServiceContext } from "../../services/context.ts";
import { type OperatorSession, signOut } from "../../services/operators/operator-sessions.ts";
import { createSignIn } from "../../services/operators/sign-in.ts";
import { serveMerchantOperations } from "../merchant.ts";
import { answerNotFound } from "../middleware/handle-errors.ts";
import { clientKeyOf, limitRate } from "../middleware/limit-rate.ts";
import type { Limiters } from "../middleware/limiters.ts";
import { nameRoute } from "../middleware/observe-request.ts";
import { bodyOf, parseJsonBody, readRawBody } from "../middleware/read-body.ts";
import { refuseMethod } from "../middleware/refuse-method.ts";
import { sendJson, sendProblem } from "../problem.ts";
import { stateOf } from "../request-state.ts";
import type { StreamOptions } from "../status-stream.ts";
import { createActionsRouter } from "./actions.ts";
import { authenticateOperator, operatorSessionOf, sourceOf } from "./authenticate-operator.ts";
import { clearSessionCookie, setSessionCookie } from "./cookie.ts";
import { createOverviewRouter } from "./overview.ts";
import { createConsolePageRouter } from "./page.ts";
import { isFromOwnPage } from "./same-origin.ts";
import { streamChanges } from "./stream.ts";

const api = "/console/api";
const bodyLimitBytes = 4 * 1024;

export interface ConsoleOptions {
  /** Where the widget was built; the console's page is in a folder of it. */
  readonly widgetFolder: string;
  readonly limiters: Limiters;
  readonly stream: Omit<StreamOptions, "mostStreams">;
  /** Called at each run of scrypt. */
  readonly onScrypt?: (() => void) | undefined;
}

/** 404 for everything, as for any path that does not exist. */
function requireOperators(context: ServiceContext, { open }: Limiters): RequestHandler {
  const limitStrangers = limitRate(open, clientKeyOf);
  return function requireConsole(request, response, next) {
    if (context.config.console.operators.length > 0) next();
    else limitStrangers(request, response, () => answerNotFound(request, response, next));
  };
}

export function createConsoleRouter(context: ServiceContext, options: ConsoleOptions): Router {
  const { limiters } = options;
  const signIn = createSignIn(context, options.onScrypt);

  function describe({ operator, csrfToken, endsAt, idleEndsAt }: OperatorSession): SignedInOperator {
    const { merchant, environment } = context.config;
    return {
      operator: operator.id,
      scopes: [...operator.scopes],
      csrfToken,
      expiresAt: toIsoTime(endsAt),
      idleExpiresAt: toIsoTime(idleEndsAt),
      merchant: merchant.name,
      environment,
    };
  }

  /** Beside the limit by address: one name is tried only so often, from wherever. */
  const limitOperator = limitRate(limiters.operators, (request) => {
    const input = signInRequest.safeParse(bodyOf(request));
    return input.success ? input.data.operator : "";
  });

  const refuseOtherPages: RequestHandler = (request, response, next) => {
    if (isFromOwnPage(request, context.config.publicUrl)) next();
    else sendProblem(request, response, fail("request_forged", "Sign in on the console's own page."));
  };

  async function takeSignIn(request: Request, response: Response): Promise<void> {
    const input = signInRequest.safeParse(bodyOf(request), { error: explainIssue });
    if (!input.success) {
      const errors = toFieldErrors(input.error.issues);
      sendProblem(request, response, fail("validation_failed", "A field is wrong or unknown.", errors));
      return;
    }
    const result = await signIn({
      ...input.data,
      from: sourceOf(request),
      mayRecord: (subject) => limiters.consoleRecords.take(subject)?.isAllowed !== false,
    });
    if (!result.ok) {
      sendProblem(request, response, result);
      return;
    }
    const { token, session } = result.value;
    setSessionCookie(response, context.config.publicUrl, token);
    sendJson(response, 200, describe(session));
  }

  async function takeSignOut(request: Request, response: Response): Promise<void> {
    await signOut(context, operatorSessionOf(request), sourceOf(request));
    clearSessionCookie(response, context.config.publicUrl);
    response.status(204).end();
  }

  const router = express.Router({ caseSensitive: true, strict: true });
  router.use("/console", nameRoute("/console"), requireOperators(context, limiters));
  router.use(createConsolePageRouter(options.widgetFolder));
  router.use(api, nameRoute(api));
  router.post(
    `${api}/sign-in`,
    nameRoute(`${api}/sign-in`),
    limitRate(limiters.signIns, clientKeyOf),
    refuseOtherPages,
    readRawBody(bodyLimitBytes),
    parseJsonBody,
    limitOperator,
    takeSignIn,
  );
  router.all(`${api}/sign-in`, nameRoute(`${api}/sign-in`), refuseMethod(["POST"]));
  router.use(api, ...authenticateOperator(context, limiters));
  router.get(`${api}/me`, nameRoute(`${api}/me`), (request, response) => {
    sendJson(response, 200, describe(operatorSessionOf(request)));
  });
  router.post(`${api}/sign-out`, nameRoute(`${api}/sign-out`), takeSignOut);
  router.get(`${api}/stream`, nameRoute(`${api}/stream`), streamChanges(context, options.stream));
  router.use(createOverviewRouter(context, api));
  router.use(createActionsRouter(context, api));
  const operations = express.Router({ caseSensitive: true, strict: true });
  serveMerchantOperations(operations, context);
  const standBelow: RequestHandler = (request, _response, next) => {
    stateOf(request).mount = api;
    next();
  };
  router.use(api, standBelow, operations);
  return router;
}
