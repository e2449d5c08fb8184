/** The little of Vendure's and Nest's modules that the shop uses. They are no packages of this project, so their types are not here. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { z } from "zod";

/** Vendure's context of a request, which only Vendure looks into. */
export interface Context {
  readonly languageCode: string;
}

export interface Order {
  readonly id: number;
  readonly code: string;
  readonly state: string;
  readonly totalWithTax: number;
  readonly currencyCode: string;
  readonly customer?: {
    readonly firstName: string;
    readonly lastName: string;
    readonly emailAddress: string;
    readonly phoneNumber: string;
  };
}

export interface OrderService {
  findOne(context: Context, id: number, relations: readonly string[]): Promise<Order | undefined>;
  findOneByCode(context: Context, code: string, relations: readonly string[]): Promise<Order | undefined>;
  getEligiblePaymentMethods(
    context: Context,
    id: number,
  ): Promise<readonly { readonly code: string; readonly isEligible: boolean }[]>;
  addPaymentToOrder(
    context: Context,
    id: number,
    payment: { readonly method: string; readonly metadata: object },
  ): Promise<Partial<Order> & { readonly message?: string }>;
}

interface OrderPlaced {
  readonly order: Order;
}

/** What a name of Vendure's container stands for. */
interface Services {
  readonly ActiveOrderService: {
    getActiveOrder(context: Context, input: undefined): Promise<Order | undefined>;
  };
  readonly OrderService: OrderService;
  readonly RequestContextService: { create(of: { readonly apiType: "admin" }): Promise<Context> };
  readonly TransactionalConnection: {
    withTransaction<T>(context: Context, work: (context: Context) => Promise<T>): Promise<T>;
  };
  readonly EventBus: {
    ofType(event: unknown): { subscribe(take: (event: OrderPlaced) => void): unknown };
  };
}

type Tokens = { readonly [Name in keyof Services]: { readonly name: Name } };

/** A running Vendure. */
export interface App {
  get<Name extends keyof Services>(token: { readonly name: Name }): Services[Name];
  close(): Promise<void>;
}

type Decorator = (...of: readonly unknown[]) => void;

interface Core extends Tokens {
  readonly VENDURE_VERSION: string;
  readonly OrderPlacedEvent: unknown;
  readonly PluginCommonModule: unknown;
  readonly Permission: { readonly Owner: string };
  readonly LogLevel: { readonly Warn: number };
  readonly DefaultLogger: new (options: { readonly level: number }) => object;
  readonly PaymentMethodHandler: new (options: object) => object;
  configureDefaultOrderProcess(options: object): object;
  VendurePlugin(options: object): Decorator;
  Allow(permission: string): Decorator;
  Ctx(): Decorator;
  bootstrap(config: object): Promise<App>;
}

/** The modules of a folder in which `@vendure/core` is installed. */
export function loadVendure(folder: string) {
  const load = createRequire(join(folder, "package.json"));
  const core = z.custom<Core>().parse(load("@vendure/core"));
  const nest = z
    .custom<{ Resolver(): Decorator; Mutation(name: string): Decorator }>()
    .parse(load("@nestjs/graphql"));
  const { parse } = z.custom<{ parse(text: string): object }>().parse(load("graphql"));
  const { populate } = z
    .custom<{ populate(start: () => Promise<App>, data: object, products: string): Promise<App> }>()
    .parse(load("@vendure/core/cli"));
  return { core, nest, parse, populate };
}
