/** The pages that a customer's browser opens: the hosted page, and the way back from a provider's page. */
import express, { type Request, type RequestHandler, type Response, type Router } from "express";
import helmet from "helmet";
import { fail } from "../core/errors.ts";
import { returnCustomer } from "../services/browser/return-customer.ts";
import type { ServiceContext } from "../services/context.ts";
import { clientKeyOf, limitRate, type RateLimiter } from "./middleware/limit-rate.ts";
import { nameRoute } from "./middleware/observe-request.ts";
import { refuseOtherMethodsOf } from "./middleware/refuse-method.ts";
import { readPayPageTexts, renderPayPage } from "./pay-page.ts";
import { sendProblem, sendText } from "./problem.ts";
import { readParam } from "./read-input.ts";
import { payPageOperation, returnOperation, returnPostOperation } from "./specs/open.ts";
import { requireWidget } from "./widget-files.ts";

/**
 * The hosted page loads the widget from this server and nothing from anywhere else. A provider's gateway may
 * be on any host, so the form that leads there is restricted to https (or http in sandbox) only.
 */
function pageSecurity(context: ServiceContext): RequestHandler {
  const frameAncestors = () => context.config.merchant.allowedOrigins.join(" ") || "'none'";
  return helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      connectSrc: ["'self'"],
      imgSrc: ["'self'"],
      formAction: context.config.environment === "live" ? ["https:"] : ["https:", "http:"],
      baseUri: ["'none'"],
      frameAncestors: [frameAncestors],
      requireTrustedTypesFor: ["'script'"],
      trustedTypes: ["lit-html"],
    },
  });
}

export interface PagesOptions {
  /** The browser API's limiter, as the same people open these pages. */
  readonly limiter: RateLimiter;
  readonly widgetFolder: string;
}

export function createPagesRouter(context: ServiceContext, options: PagesOptions): Router {
  const router = express.Router({ caseSensitive: true, strict: true });
  const limit = limitRate(options.limiter, clientKeyOf);

  async function sendPayPage(request: Request, response: Response): Promise<void> {
    const texts = await readPayPageTexts(options.widgetFolder, (tags) => request.acceptsLanguages(tags));
    // frame-ancestors is more exact, and X-Frame-Options would contradict it.
    response.removeHeader("X-Frame-Options");
    response.setHeader("Cache-Control", "no-cache");
    response.vary("Accept-Language");
    const text = renderPayPage(context.config.merchant.name, texts);
    sendText(response, { status: 200, contentType: "text/html; charset=utf-8", text });
  }
  // Browsers request an icon by themselves. An answer keeps an error out of their console.
  const sendNoIcon: RequestHandler = (_request, response) => {
    response.status(204).end();
  };

  async function sendBack(request: Request, response: Response): Promise<void> {
    const paymentId = readParam(request, "paymentId");
    const mac = readParam(request, "mac");
    const result =
      paymentId === undefined || mac === undefined
        ? fail("not_found", "There is no such payment.")
        : await returnCustomer(context, { paymentId, mac });
    if (result.ok) response.status(303).setHeader("Location", result.value.location).end();
    else sendProblem(request, response, result);
  }

  router.get(
    "/pay",
    nameRoute(payPageOperation.path),
    requireWidget(options.widgetFolder),
    pageSecurity(context),
    sendPayPage,
  );
  router.get("/favicon.ico", nameRoute("/favicon.ico"), sendNoIcon);
  const back = [nameRoute(returnOperation.path), limit, sendBack];
  router.get("/return/:paymentId.:mac", ...back);
  router.post("/return/:paymentId.:mac", ...back);
  refuseOtherMethodsOf(router, [payPageOperation, returnOperation, returnPostOperation]);
  return router;
}
