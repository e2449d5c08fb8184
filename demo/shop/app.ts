import express, { type Express, type NextFunction, type Request, type Response } from "express";
import helmet from "helmet";
import { z } from "zod";
import { amountText, markets } from "./catalog.ts";
import { createSession } from "./create-session.ts";
import { limitOrders, refuseOtherSites } from "./guard-orders.ts";
import { createOrderBook, type Order } from "./orders.ts";
import { renderCheckout, renderMissing, renderOrder, renderProduct } from "./pages.ts";
import { receiveWebhook } from "./receive-webhook.ts";

export interface ShopOptions {
  /** Where browsers reach the shop. It is known once the shop listens. */
  readonly shopUrl: () => string;
  /** The checkout's BFF, where the shop's backend and browsers reach it. */
  readonly bffUrl: string;
  readonly bffPublicUrl: string;
  readonly apiKey: string;
  readonly webhookSecret: string;
  readonly sandboxUrl: string;
}

const [firstMarket] = markets;
const orderSchema = z.object({
  market: z.string(),
  quantity: z.coerce.number().int().min(1).max(5),
  locale: z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/),
});

/** What Express passes on if it cannot take a body. */
const httpErrorSchema = z.object({ status: z.number().int().min(400).max(499) });

/** The shop: a product page, a checkout page, an order page, and the endpoint for webhooks, which mark orders as paid. */
export function shopApp(options: ShopOptions): Express {
  const { shopUrl, bffUrl, bffPublicUrl, apiKey, webhookSecret, sandboxUrl } = options;
  const orders = createOrderBook();
  const app = express();
  app.use(
    helmet({
      // With none at all, a browser sends the shop's own forms with `Origin: null`.
      referrerPolicy: { policy: "same-origin" },
      // What a strict page needs for <pay-checkout>: scripts and calls, both from the BFF only.
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          "default-src": ["'none'"],
          "script-src": ["'self'", bffPublicUrl],
          "connect-src": ["'self'", bffPublicUrl],
          "style-src": ["'self'"],
          "img-src": ["'self'", "data:"],
          "base-uri": ["'none'"],
          "frame-ancestors": ["'none'"],
          "require-trusted-types-for": ["'script'"],
          "trusted-types": ["lit-html"],
        },
      },
    }),
  );
  app.use(express.static(`${import.meta.dirname}/public`));

  app.post("/webhooks", express.raw({ type: () => true, limit: "256kb" }), (request, response) => {
    const body: unknown = request.body;
    const headers = Object.fromEntries(
      ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => [name, request.get(name) ?? ""]),
    );
    const received = Buffer.isBuffer(body)
      ? receiveWebhook({ secret: webhookSecret, orders, body, headers })
      : "refused";
    response.status(received === "refused" ? 401 : 204).end();
  });

  app.get("/", (request, response) => {
    const market = markets.find(({ id }) => id === request.query.market) ?? firstMarket;
    if (market) response.type("html").send(renderProduct(market, sandboxUrl));
  });

  const parseForm = express.urlencoded({ extended: false });
  app.post("/orders", refuseOtherSites, limitOrders(), parseForm, async (request, response) => {
    const form = orderSchema.safeParse(request.body);
    const market = markets.find(({ id }) => id === form.data?.market);
    if (!form.success || !market) {
      response.status(422).type("html").send(renderMissing(sandboxUrl));
      return;
    }
    const order = orders.add({ ...form.data, market });
    const returnUrl = `${shopUrl()}/thanks?order=${order.id}`;
    const session = await createSession({ bffUrl, apiKey, order, returnUrl });
    if (!session.ok) {
      response
        .status(502)
        .type("html")
        .send(renderProduct(market, sandboxUrl, session.why));
      return;
    }
    const { id, clientToken } = session;
    orders.update(order.id, { session: { id, clientToken } });
    response.redirect(303, `/checkout/${order.id}`);
  });

  /** Pages of an order. No cache may keep them, because one holds the customer's token. */
  function orderPage(render: (order: Order, response: Response) => void) {
    return (request: Request, response: Response) => {
      const { id } = request.params;
      const order = typeof id === "string" ? orders.find(id) : undefined;
      response.setHeader("Cache-Control", "no-store");
      if (order) render(order, response);
      else response.status(404).type("html").send(renderMissing(sandboxUrl));
    };
  }

  app.get(
    "/checkout/:id",
    orderPage((order, response) => {
      if (order.session) response.type("html").send(renderCheckout(order, bffPublicUrl, sandboxUrl));
      else response.redirect(303, `/orders/${order.id}`);
    }),
  );
  app.get(
    "/orders/:id.json",
    orderPage(({ id, number, status, notices, events, session, market, totalMinor }, response) => {
      const amount = { value: amountText(totalMinor, market.decimals), currency: market.currency };
      response.json({ id, number, status, notices, events, sessionId: session?.id ?? null, amount });
    }),
  );
  app.get(
    "/orders/:id",
    orderPage((order, response) => {
      response.type("html").send(renderOrder(order, sandboxUrl));
    }),
  );
  // The return URL. The checkout adds `session_id` for a customer who comes back from a provider's page; that
  // customer goes back to the widget, which knows how the payment stands. A customer who pressed "Back to the
  // shop" there goes to the order.
  app.get("/thanks", (request, response) => {
    const { order, session_id: sessionId } = request.query;
    const page = sessionId === undefined ? "orders" : "checkout";
    response.redirect(303, `/${page}/${encodeURIComponent(String(order))}`);
  });
  app.use((_request: Request, response: Response) => {
    response.status(404).type("html").send(renderMissing(sandboxUrl));
  });
  // A customer never sees a stack. What is not the sender's mistake goes into the shop's own log.
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const status = httpErrorSchema.safeParse(error).data?.status ?? 500;
    if (status === 500) process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    response.status(status).type("text/plain").send("Something went wrong. Please try again.");
  });
  return app;
}
