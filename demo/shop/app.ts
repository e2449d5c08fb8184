import express, { type Express, type NextFunction, type Request, type Response } from "express";
import helmet from "helmet";
import { z } from "zod";
import { amountText, markets } from "./catalog.ts";
import { createSession } from "./create-session.ts";
import { createOrderBook, type Order } from "./orders.ts";
import { renderCheckout, renderMissing, renderOrder, renderProduct } from "./pages.ts";
import { receiveWebhook } from "./receive-webhook.ts";

export interface ShopOptions {
  /** The shop's address for browsers, known once it listens. */
  readonly shopUrl: () => string;
  /** The BFF's address for the shop's backend, and the one for browsers. */
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

/** The error that Express passes on for a body that it cannot parse. */
const httpErrorSchema = z.object({ status: z.number().int().min(400).max(499) });

/** The shop: a product page, a checkout page, an order page, and the endpoint for webhooks, which mark orders as paid. */
export function shopApp(options: ShopOptions): Express {
  const { shopUrl, bffUrl, bffPublicUrl, apiKey, webhookSecret, sandboxUrl } = options;
  const orders = createOrderBook();
  const app = express();
  app.use(
    helmet({
      // <pay-checkout> needs only this on a page with a strict policy: scripts from the BFF, and requests to it.
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

  app.post("/orders", express.urlencoded({ extended: false }), async (request, response) => {
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

  /** The pages of an order. No cache may store them, because one contains the customer's client token. */
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
  // The return URL. The checkout adds session_id when the customer comes from a provider's page; they go back to the
  // widget, which shows the status of the payment. Without session_id, they pressed "Back to the shop" in the widget.
  app.get("/thanks", (request, response) => {
    const { order, session_id: sessionId } = request.query;
    const page = sessionId === undefined ? "orders" : "checkout";
    response.redirect(303, `/${page}/${encodeURIComponent(String(order))}`);
  });
  app.use((_request: Request, response: Response) => {
    response.status(404).type("html").send(renderMissing(sandboxUrl));
  });
  // A customer never sees a stack trace. Errors that are not the sender's fault go to the shop's log.
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const status = httpErrorSchema.safeParse(error).data?.status ?? 500;
    if (status === 500) process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    response.status(status).type("text/plain").send("Something went wrong. Please try again.");
  });
  return app;
}
