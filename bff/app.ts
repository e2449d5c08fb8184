/** Builds the Express app: first what every request passes through, then one router for each audience. */
import express, { type Express } from "express";
import { createBrowserRouter } from "./http/browser.ts";
import { createCallbackRouter } from "./http/callbacks.ts";
import { createClaimsRouter } from "./http/claims.ts";
import { createConsoleRouter } from "./http/console/console.ts";
import { createHeartbeats } from "./http/heartbeats.ts";
import { createImagesRouter } from "./http/images.ts";
import type { Lifecycle } from "./http/lifecycle.ts";
import { createMerchantRouter } from "./http/merchant.ts";
import { allowOrigins } from "./http/middleware/allow-origins.ts";
import { answerRefused } from "./http/middleware/answer-refused.ts";
import { answerNotFound, createErrorHandler } from "./http/middleware/handle-errors.ts";
import { identifyRequest } from "./http/middleware/identify-request.ts";
import { limitOpenRoutes } from "./http/middleware/limit-open-routes.ts";
import type { Limiters } from "./http/middleware/limiters.ts";
import { type HttpSample, observeRequests } from "./http/middleware/observe-request.ts";
import { refuseReadBodies } from "./http/middleware/refuse-read-bodies.ts";
import { refuseWhileDraining } from "./http/middleware/refuse-while-draining.ts";
import { securityHeaders } from "./http/middleware/security-headers.ts";
import { trustedProxies, warnOfProxies } from "./http/middleware/trusted-proxies.ts";
import { createOperationsRouter } from "./http/operations.ts";
import { createPagesRouter } from "./http/pages.ts";
import { timeAnswers } from "./http/server-timing.ts";
import { createWidgetRouter } from "./http/widget-files.ts";
import { mostStreams } from "./open-connections.ts";
import type { ServiceContext } from "./services/context.ts";

const standardHeartbeatMs = 15_000;

/** What the app needs besides the context of the use cases. */
export interface AppParts {
  readonly lifecycle: Lifecycle;
  readonly limiters: Limiters;
  readonly observe: (sample: HttpSample) => void;
  readonly countStream: (change: 1 | -1) => void;
  readonly renderMetrics: () => Promise<{ readonly contentType: string; readonly body: string }>;
  /** Whether the database answers. */
  readonly isReady: () => Promise<boolean>;
  /** Where the built widget is. */
  readonly widgetFolder: string;
  readonly version: string;
  /** How many event streams of customers may be open at once; the default leaves connections for everything else. */
  readonly mostStreams?: number;
  /** The time between two comment lines of an event stream; default 15 s. */
  readonly heartbeatMs?: number;
  /** True where another program's server brings the requests, and may look at them after the answer. */
  readonly isEmbedded?: boolean | undefined;
  /** Called at each run of scrypt, which is the work of a sign-in to the console. */
  readonly onScrypt?: (() => void) | undefined;
}

export function createApp(context: ServiceContext, parts: AppParts): Express {
  const { config } = context;
  const { lifecycle, limiters, widgetFolder, countStream } = parts;
  const { version, isReady, renderMetrics, heartbeatMs = standardHeartbeatMs } = parts;
  const app = express();
  app.disable("x-powered-by");
  app.enable("strict routing");
  app.enable("case sensitive routing");
  app.set("query parser", "simple");
  app.set("trust proxy", trustedProxies(config.network.trustedProxies));

  app.use(
    identifyRequest,
    timeAnswers(config),
    warnOfProxies(context),
    observeRequests(context, parts.observe),
    securityHeaders(config),
  );
  app.use(answerRefused(context.logger), refuseReadBodies(context.logger), limitOpenRoutes(limiters));
  app.use(
    createOperationsRouter({
      config,
      lifecycle,
      failures: limiters.failures,
      version,
      isReady,
      renderMetrics,
    }),
  );
  // Before anything that can refuse: without CORS headers a browser hides the answer, error or not, from the
  // page.
  app.use("/checkout", allowOrigins(context));
  app.use(refuseWhileDraining(lifecycle));
  app.use("/widget", createWidgetRouter(widgetFolder));
  app.use(createImagesRouter(context));
  app.use(createPagesRouter(context, { limiter: limiters.browser, widgetFolder }));
  app.use(createCallbackRouter(context, limiters.callbacks));
  app.use(createClaimsRouter(context, limiters));
  const heartbeats = createHeartbeats({
    intervalMs: heartbeatMs,
    onError: (error) => context.logger.warn({ err: error }, "a heartbeat failed"),
  });
  const stream = { lifecycle, countStream, heartbeats, ownsRequests: parts.isEmbedded !== true };
  app.use(
    createBrowserRouter(context, { limiters, ...stream, mostStreams: parts.mostStreams ?? mostStreams() }),
  );
  app.use(createMerchantRouter(context, limiters));
  app.use(createConsoleRouter(context, { limiters, stream, widgetFolder, onScrypt: parts.onScrypt }));
  app.use(answerNotFound, createErrorHandler(context));
  return app;
}
