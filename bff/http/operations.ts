/** Routes for whoever runs the server: health, readiness, metrics, and the description of the API. */
import express, { type Request, type Response, type Router } from "express";
import type { CheckoutConfig } from "../config/types.ts";
import { fail } from "../core/errors.ts";
import { bearerOf, digestOf, isToken } from "./bearer.ts";
import type { Lifecycle } from "./lifecycle.ts";
import { type RateLimiter, refuseCredentials } from "./middleware/limit-rate.ts";
import { nameRoute } from "./middleware/observe-request.ts";
import { refuseOtherMethodsOf } from "./middleware/refuse-method.ts";
import { describeApi } from "./openapi.ts";
import { sendJson, sendJsonText, sendProblem, sendText } from "./problem.ts";
import { healthOperation, metricsOperation, openApiOperation, readyOperation } from "./specs/open.ts";

export interface OperationsOptions {
  readonly config: CheckoutConfig;
  readonly lifecycle: Lifecycle;
  /** Counts wrong tokens. */
  readonly failures: RateLimiter;
  readonly version: string;
  /** Whether the database answers. */
  readonly isReady: () => Promise<boolean>;
  readonly renderMetrics: () => Promise<{ readonly contentType: string; readonly body: string }>;
}

export function createOperationsRouter(options: OperationsOptions): Router {
  const { config, lifecycle } = options;
  const router = express.Router({ caseSensitive: true, strict: true });
  const token = config.metrics.token === null ? null : digestOf(config.metrics.token.reveal());
  let apiText: string | undefined;

  async function sendReadiness(request: Request, response: Response): Promise<void> {
    if (lifecycle.isDraining()) {
      sendProblem(request, response, fail("unavailable", "The server is shutting down."));
    } else if (await options.isReady()) {
      sendJson(response, 200, { status: "ready" });
    } else {
      sendProblem(
        request,
        response,
        fail("unavailable", "The database cannot be reached, or takes no writes."),
      );
    }
  }

  async function sendMetrics(request: Request, response: Response): Promise<void> {
    if (token === null) {
      sendProblem(request, response, fail("not_found", "There is nothing at this path."));
      return;
    }
    if (!isToken(bearerOf(request) ?? "", token)) {
      const failure = fail("unauthorized", "Send metrics.token as Authorization: Bearer.");
      refuseCredentials(options.failures, { request, response, failure });
      return;
    }
    const { contentType, body } = await options.renderMetrics();
    sendText(response, { status: 200, contentType, text: body });
  }

  function sendApi(_request: Request, response: Response): void {
    apiText ??= JSON.stringify(describeApi({ publicUrl: config.publicUrl, version: options.version }));
    response.setHeader("Cache-Control", "public, max-age=300");
    sendJsonText(response, 200, apiText);
  }

  router.get("/healthz", nameRoute("/healthz"), (_request, response) => {
    sendJson(response, 200, { status: "ok" });
  });
  router.get("/readyz", nameRoute("/readyz"), sendReadiness);
  router.get("/metrics", nameRoute("/metrics"), sendMetrics);
  router.get("/openapi.json", nameRoute("/openapi.json"), sendApi);
  const open = token === null ? [] : [metricsOperation];
  refuseOtherMethodsOf(router, [healthOperation, readyOperation, openApiOperation, ...open]);
  return router;
}
