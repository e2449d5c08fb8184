/**
 * A shop of Vendure as a program: `node vendure-shop.ts FILE`, where FILE is JSON of its options. It sells one thing, without
 * stock, tax or shipping, and takes money by PayPro as Vendure's own plugins for Mollie and Stripe do: a mutation starts the
 * payment at the provider, and the provider's callback, confirmed by a query, adds the payment to the order.
 */
import { readFileSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { Agent, request } from "undici";
import { z } from "zod";
import { createPaypro } from "../floor/paypro.ts";
import { type App, type Context, loadVendure } from "./vendure-modules.ts";

const shopOptions = z.object({
  /** Where Vendure is installed. */
  packages: z.string(),
  /** A folder for the list of products. */
  folder: z.string(),
  port: z.int(),
  databaseUrl: z.string(),
  paypro: z.object({ baseUrl: z.string(), merchantNo: z.string(), appSecret: z.string() }),
  /** The endpoint that is told of each order that has been placed. */
  webhookUrl: z.string(),
  /** Of the administrator, whom nobody is here. */
  password: z.string(),
  /** Makes the tables and the product, and ends. */
  populates: z.boolean(),
});
export type ShopOptions = z.output<typeof shopOptions>;

const method = "paypro";
const callbackPath = "/callbacks";
const poolSize = 10;
const minorPerMajor = 100;

const initialData = {
  defaultLanguage: "en",
  defaultZone: "Americas",
  countries: [{ name: "Mexico", code: "MX", zone: "Americas" }],
  taxRates: [{ name: "none", percentage: 0 }],
  shippingMethods: [],
  paymentMethods: [{ name: method, handler: { code: method, arguments: [] } }],
  collections: [],
};
const products = `name,slug,description,assets,facets,optionGroups,optionValues,sku,price,taxCategory,stockOnHand,trackInventory,variantAssets,variantFacets
Dinner,dinner,,,,,,D1,150.00,none,0,false,,
`;

const [file = ""] = process.argv.slice(2);
const options = shopOptions.parse(JSON.parse(readFileSync(file, "utf8")));
const { core, nest, parse, populate } = loadVendure(options.packages);
const paypro = createPaypro(options.paypro);
const agent = new Agent({ connections: 32, pipelining: 1 });
const running = Promise.withResolvers<App>();

/** Asks PayPro for an order over the cart. @returns where the customer sends the money. */
async function startPayment(context: Context): Promise<{ orderNo: string; code: string }> {
  const app = await running.promise;
  const orders = app.get(core.OrderService);
  const active = await app.get(core.ActiveOrderService).getActiveOrder(context, undefined);
  const relations = ["customer", "lines.productVariant", "lines.productVariant.translations", "payments"];
  const order = active && (await orders.findOne(context, active.id, relations));
  if (order?.customer === undefined || order.state !== "ArrangingPayment") throw new Error("nothing to pay");
  const eligible = await orders.getEligiblePaymentMethods(context, order.id);
  if (!eligible.some(({ code, isEligible }) => code === method && isEligible))
    throw new Error("not eligible");
  const { firstName, lastName, emailAddress, phoneNumber } = order.customer;
  const made = await paypro.create({
    tradeNo: order.code,
    amount: String(order.totalWithTax / minorPerMajor),
    mobile: phoneNumber,
    email: emailAddress,
    payer: `${firstName} ${lastName}`,
    wayCode: "va",
    notifyUrl: `http://127.0.0.1:${options.port}${callbackPath}/${order.code}`,
    returnUrl: `http://127.0.0.1:${options.port}/thanks`,
  });
  return { orderNo: order.code, code: made.paymentInfo ?? "" };
}

/** A callback alone is no proof, so PayPro is queried, as Vendure's plugin for Mollie does. */
async function takeCallback(orderNo: string, body: string): Promise<void> {
  if (paypro.readCallback(body) === undefined) throw new Error("a callback that is not PayPro's");
  const said = await paypro.query(orderNo);
  const app = await running.promise;
  const outer = await app.get(core.RequestContextService).create({ apiType: "admin" });
  await app.get(core.TransactionalConnection).withTransaction(outer, async (context) => {
    const orders = app.get(core.OrderService);
    const order = await orders.findOneByCode(context, orderNo, ["payments"]);
    if (order === undefined) throw new Error(`there is no order ${orderNo}`);
    const metadata = { transactionId: orderNo, amount: said.amount ?? "" };
    const { state, message } = await orders.addPaymentToOrder(context, order.id, { method, metadata });
    if (state !== "PaymentSettled") throw new Error(`${orderNo} is ${state}: ${message}`);
  });
}

function receive(incoming: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  const orderNo = (incoming.url ?? "").split("/").at(-1) ?? "";
  const answer = (status: number) => response.writeHead(status).end("OK");
  const take = () => takeCallback(orderNo, Buffer.concat(chunks).toString());
  incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
  incoming.on("end", () => {
    take().then(
      () => answer(200),
      (error: unknown) => {
        console.error(error);
        answer(500);
      },
    );
  });
}

/** Once, and unsigned: Vendure sends no webhooks of its own. */
async function announce({ code, totalWithTax, currencyCode }: OrderOf): Promise<void> {
  const body = JSON.stringify({ type: "order.placed", reference: code, totalWithTax, currencyCode });
  const headers = { "content-type": "application/json" };
  const answer = await request(options.webhookUrl, { dispatcher: agent, method: "POST", headers, body });
  await answer.body.dump();
}
type OrderOf = Readonly<Record<"code" | "currencyCode", string>> & { readonly totalWithTax: number };

const payproHandler = new core.PaymentMethodHandler({
  code: method,
  description: [{ languageCode: "en", value: "PayPro" }],
  args: {},
  createPayment: async (
    _context: Context,
    _order: object,
    amount: number,
    _args: object,
    metadata: { readonly transactionId: string },
  ) => ({ amount, state: "Settled", transactionId: metadata.transactionId, metadata }),
  settlePayment: async () => ({ success: true }),
});

/** Written without decorators, which Node does not take. */
class PayproResolver {
  startPayproPayment(context: Context) {
    return startPayment(context);
  }
}
const { prototype } = PayproResolver;
const described = Object.getOwnPropertyDescriptor(prototype, "startPayproPayment");
nest.Mutation("startPayproPayment")(prototype, "startPayproPayment", described);
core.Allow(core.Permission.Owner)(prototype, "startPayproPayment", described);
core.Ctx()(prototype, "startPayproPayment", 0);
nest.Resolver()(PayproResolver);

class PayproPlugin {}
core.VendurePlugin({
  imports: [core.PluginCommonModule],
  compatibility: "^3.0.0",
  shopApiExtensions: {
    schema: parse(
      "type PayproPayment { orderNo: String!, code: String! } extend type Mutation { startPayproPayment: PayproPayment! }",
    ),
    resolvers: [PayproResolver],
  },
})(PayproPlugin);

const config = {
  apiOptions: {
    hostname: "127.0.0.1",
    port: options.port,
    cors: false,
    middleware: [{ route: callbackPath, handler: receive, beforeListen: true }],
  },
  authOptions: {
    tokenMethod: "bearer",
    superadminCredentials: { identifier: "admin", password: options.password },
  },
  dbConnectionOptions: {
    type: "postgres",
    url: options.databaseUrl,
    synchronize: options.populates,
    migrations: [],
    poolSize,
    logging: false,
  },
  logger: new core.DefaultLogger({ level: core.LogLevel.Warn }),
  orderOptions: { process: [core.configureDefaultOrderProcess({ arrangingPaymentRequiresShipping: false })] },
  paymentOptions: { paymentMethodHandlers: [payproHandler] },
  plugins: [PayproPlugin],
};

async function main(): Promise<void> {
  if (!options.populates) {
    const app = await core.bootstrap(config);
    app
      .get(core.EventBus)
      .ofType(core.OrderPlacedEvent)
      .subscribe(({ order }) => void announce(order));
    running.resolve(app);
    process.once("SIGTERM", () => void app.close().then(() => process.exit()));
    return;
  }
  const list = join(options.folder, "products.csv");
  writeFileSync(list, products);
  const app = await populate(() => core.bootstrap(config), initialData, list);
  await app.close();
  process.exit();
}
await main();
