/** The pages that a customer's browser opens: the hosted page, the claim page, and the way back from a provider's page. */
import express, {
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
  type Router,
} from "express";
import helmet from "helmet";
import { basePathOf } from "../base-path.ts";
import { fail } from "../core/errors.ts";
import { returnCustomer } from "../services/browser/return-customer.ts";
import type { ServiceContext } from "../services/context.ts";
import { type Coding, createCompressedCopies } from "./compressed-copies.ts";
import { matchesEntityTag } from "./entity-tag.ts";
import { clientKeyOf, limitRate, type RateLimiter } from "./middleware/limit-rate.ts";
import { nameRoute } from "./middleware/observe-request.ts";
import { refuseOtherMethodsOf } from "./middleware/refuse-method.ts";
import { makeClaimPage, makePayPage, type PageInput, type PayPage } from "./pay-page.ts";
import { sendProblem } from "./problem.ts";
import { readParam } from "./read-input.ts";
import { claimPageOperation, payPageOperation, returnOperation, returnPostOperation } from "./specs/open.ts";
import { requireWidget } from "./widget-files.ts";

const codings: readonly Coding[] = ["br", "gzip"];

/**
 * The hosted page runs the scripts and styles that stand in it, which are known by their hashes, and what it loads from
 * this server; nothing from anywhere else. A provider's gateway may be on any host, so the form that leads there is
 * restricted to https (or http in sandbox) only.
 */
function pageSecurity(context: ServiceContext, { scriptHashes, styleHashes }: PayPage): RequestHandler {
  const frameAncestors = () => context.config.merchant.allowedOrigins.join(" ") || "'none'";
  return helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'", ...scriptHashes],
      styleSrc: ["'self'", ...styleHashes],
      connectSrc: ["'self'"],
      imgSrc: ["'self'"],
      formAction: context.config.environment === "live" ? ["https:"] : ["https:", "http:"],
      baseUri: ["'none'"],
      frameAncestors: [frameAncestors],
      ...trustedTypes,
    },
  });
}

/** The claim page sends no form, shows no picture, and stands in no frame, where somebody could lead the customer's hand. */
function claimSecurity({ scriptHashes, styleHashes }: PayPage): RequestHandler {
  return helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'", ...scriptHashes],
      styleSrc: styleHashes.slice(),
      connectSrc: ["'self'"],
      formAction: ["'none'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
      ...trustedTypes,
    },
  });
}

const trustedTypes = { requireTrustedTypesFor: ["'script'"], trustedTypes: ["lit-html"] };

export interface PagesOptions {
  /** The browser API's limiter, as the same people open these pages. */
  readonly limiter: RateLimiter;
  readonly widgetFolder: string;
}

export function createPagesRouter(context: ServiceContext, options: PagesOptions): Router {
  const router = express.Router({ caseSensitive: true, strict: true });
  const limit = limitRate(options.limiter, clientKeyOf);

  const copyOf = createCompressedCopies();

  const inputFor = (request: Request): PageInput => ({
    folder: options.widgetFolder,
    merchantName: context.config.merchant.name,
    accepts: (tags) => request.acceptsLanguages(tags),
  });

  async function sendPayPage(request: Request, response: Response, next: NextFunction): Promise<void> {
    const page = await makePayPage(inputFor(request));
    // frame-ancestors is more exact, and X-Frame-Options would contradict it.
    response.removeHeader("X-Frame-Options");
    sendPage(page, pageSecurity(context, page), { request, response, next });
  }

  async function sendClaimPage(request: Request, response: Response, next: NextFunction): Promise<void> {
    const page = await makeClaimPage(inputFor(request));
    sendPage(page, claimSecurity(page), { request, response, next });
  }

  function sendPage(
    page: PayPage,
    security: RequestHandler,
    call: { readonly request: Request; readonly response: Response; readonly next: NextFunction },
  ): void {
    const { request, response, next } = call;
    response.setHeader("Cache-Control", "no-cache");
    response.setHeader("ETag", page.entityTag);
    response.vary("Accept-Language, Accept-Encoding");
    const send = async () => {
      // A page that the browser has already, script and all, needs no bytes.
      if (matchesEntityTag(request.headers["if-none-match"], page.entityTag)) {
        response.status(304).end();
        return;
      }
      const coding = codings.find((one) => request.acceptsEncodings(one));
      const body =
        coding === undefined ? Buffer.from(page.html) : await copyOf(page.entityTag, page.html, coding);
      if (coding !== undefined) response.setHeader("Content-Encoding", coding);
      response.setHeader("Content-Type", "text/html; charset=utf-8");
      response.setHeader("Content-Length", body.length);
      response.end(body);
    };
    security(request, response, (error?: unknown) => {
      if (error === undefined) send().catch(next);
      else next(error);
    });
  }
  // Mail and chat programs append a slash to links. Browsers keep the fragment, which has the token. A relative address would
  // lead out of a base such as `/pay`, whose `/pay/` comes here, too.
  const sendTo =
    (path: string): RequestHandler =>
    (request, response) => {
      const { search } = new URL(request.url, context.config.publicUrl);
      const location = `${basePathOf(context.config.publicUrl)}${path}${search}`;
      response.status(308).setHeader("Location", location).end();
    };
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

  router.get("/pay", nameRoute(payPageOperation.path), requireWidget(options.widgetFolder), sendPayPage);
  router.get("/pay/", nameRoute(payPageOperation.path), sendTo(payPageOperation.path));
  const claimPath = claimPageOperation.path;
  router.get(claimPath, nameRoute(claimPath), requireWidget(options.widgetFolder), sendClaimPage);
  router.get(`${claimPath}/`, nameRoute(claimPath), sendTo(claimPath));
  router.get("/favicon.ico", nameRoute("/favicon.ico"), sendNoIcon);
  const back = [nameRoute(returnOperation.path), limit, sendBack];
  router.get("/return/:paymentId.:mac", ...back);
  router.post("/return/:paymentId.:mac", ...back);
  refuseOtherMethodsOf(router, [payPageOperation, claimPageOperation, returnOperation, returnPostOperation]);
  return router;
}
