/** A provider whose answers and callbacks the test decides. Callbacks are JSON with `sign: "good"`. */
import type {
  CancelResult,
  CreateResult,
  OrderRef,
  OrderReport,
  PaymentOrder,
  PayoutOrder,
  PayoutRef,
  PayoutResult,
  ProviderAdapter,
  QueryResult,
  RawCallback,
  RefundOrder,
  RefundRef,
} from "../../../bff/providers/contract.ts";
import type { Database } from "../../../bff/storage/engine/database.ts";

/** What the provider answers next; change it at any time. */
export interface Script {
  create: (order: PaymentOrder) => CreateResult | Promise<CreateResult>;
  query: (ref: OrderRef) => QueryResult | Promise<QueryResult>;
  cancel: (ref: OrderRef) => CancelResult | Promise<CancelResult>;
  createPayout: (order: PayoutOrder) => PayoutResult | Promise<PayoutResult>;
  queryPayout: (ref: PayoutRef) => QueryResult | Promise<QueryResult>;
  createRefund: (order: RefundOrder) => PayoutResult | Promise<PayoutResult>;
  queryRefund: (ref: RefundRef) => QueryResult | Promise<QueryResult>;
}

export interface ScriptedProvider {
  readonly adapter: ProviderAdapter;
  readonly script: Script;
  /** The orders that were created at the provider, and the queries that it got. */
  readonly created: PaymentOrder[];
  readonly asked: OrderRef[];
  readonly canceled: OrderRef[];
  readonly payoutsSent: PayoutOrder[];
  readonly payoutsAsked: PayoutRef[];
  readonly refundsSent: RefundOrder[];
  readonly refundsAsked: RefundRef[];
  /**
   * The calls that were made inside a database transaction (rule 4). They are kept here, because the service catches
   * what an adapter throws.
   */
  readonly violations: string[];
}

export interface ScriptedProviderOptions {
  readonly database: Database;
  /** Whether a callback's success counts by itself. */
  readonly strong: boolean;
  /** Whether orders can be canceled at the provider. */
  readonly cancelable: boolean;
  /** Whether it gives money back to whoever paid, by a refund of its own. */
  readonly refunding: boolean;
  /** Whether it has a statement, which lists nothing. */
  readonly listing: boolean;
  readonly adapter?: Partial<ProviderAdapter> | undefined;
}

export function reportOf(ref: { readonly orderNo: string }, report: Partial<OrderReport>): OrderReport {
  return {
    orderNo: ref.orderNo,
    providerOrderId: null,
    status: "pending",
    amountText: null,
    orderedAmountText: null,
    currency: null,
    nextAction: null,
    undocumentedStatus: null,
    ...report,
  };
}

export const accepted: Extract<CreateResult, { kind: "accepted" }> = {
  kind: "accepted",
  providerOrderId: "P-1",
  nextAction: { type: "redirect", url: "https://provider.example/pay" },
  expiresAt: null,
  report: null,
};

/** A store's code can be paid long after the page was closed; a page cannot. */
export function acceptedAs({ method, expiresAt }: PaymentOrder): CreateResult {
  if (method.method !== "store") return accepted;
  const code = {
    type: "display_code",
    codeType: "store",
    code: "93000012345678",
    barcode: null,
    details: [],
  } as const;
  return { ...accepted, nextAction: { ...code, expiresAt } };
}

export const refused = {
  kind: "refused",
  code: "no_capacity",
  retryable: true,
  alarm: false,
} as const;

/** No reliable answer to a creation, a query, a cancel or a payout. */
export const noAnswer = () => ({ kind: "unknown", cause: "timeout" }) as const;

export const notFound = () => ({ kind: "not_found" }) as const;

/** Never ends. */
export const hang = () => new Promise<never>(() => undefined);

export function answers(report: Partial<OrderReport>): (ref: { readonly orderNo: string }) => QueryResult {
  return (ref) => ({ kind: "report", report: reportOf(ref, report) });
}

export function createScriptedProvider(options: ScriptedProviderOptions): ScriptedProvider {
  const { database, strong } = options;
  const created: PaymentOrder[] = [];
  const asked: OrderRef[] = [];
  const canceled: OrderRef[] = [];
  const payoutsSent: PayoutOrder[] = [];
  const payoutsAsked: PayoutRef[] = [];
  const refundsSent: RefundOrder[] = [];
  const refundsAsked: RefundRef[] = [];
  const violations: string[] = [];
  const script: Script = {
    create: acceptedAs,
    query: answers({}),
    cancel: () => ({ kind: "canceled" }),
    createPayout: () => ({ kind: "accepted", providerOrderId: "P-1", report: null }),
    queryPayout: answers({}),
    createRefund: () => ({ kind: "accepted", providerOrderId: "R-1", report: null }),
    queryRefund: answers({}),
  };
  const called = (what: string) => {
    if (database.isInTransaction()) violations.push(what);
  };
  const readCallback = (raw: RawCallback) => {
    const message: { sign: string; report: OrderReport } = JSON.parse(new TextDecoder().decode(raw.body));
    if (message.sign !== "good") return { kind: "refused", reason: "signature" } as const;
    return { kind: "facts", facts: [{ report: message.report, mustConfirm: !strong }] } as const;
  };
  const adapter: ProviderAdapter = {
    capabilities: ["create", "query", "callback"],
    acknowledgement: { status: 200, contentType: "text/plain", body: "success" },
    actionOf: (method) => (method.method === "store" ? "display_code" : "redirect"),
    payerFields: () => [],
    checkPayer: () => [],
    objectToAmount: () => null,
    probe: async () => ({ kind: "ok" }),
    async createPayment(order) {
      called("create");
      created.push(order);
      return await script.create(order);
    },
    async queryPayment(ref) {
      called("query");
      asked.push(ref);
      return await script.query(ref);
    },
    ...(options.cancelable
      ? {
          async cancelPayment(ref: OrderRef) {
            called("cancel");
            canceled.push(ref);
            return await script.cancel(ref);
          },
        }
      : {}),
    readCallback,
    payouts: {
      currencies: ["MXN"],
      forms: () => [{ accountType: "clabe", number: "clabe", fields: [] }],
      check: () => [],
      async create(order) {
        called("create a payout");
        payoutsSent.push(order);
        return await script.createPayout(order);
      },
      async query(ref) {
        called("query a payout");
        payoutsAsked.push(ref);
        return await script.queryPayout(ref);
      },
      readCallback,
    },
    ...(options.refunding
      ? {
          refunds: {
            check: () => [],
            async create(order: RefundOrder) {
              called("create a refund");
              refundsSent.push(order);
              return await script.createRefund(order);
            },
            async query(ref: RefundRef) {
              called("query a refund");
              refundsAsked.push(ref);
              return await script.queryRefund(ref);
            },
            readCallback,
          },
        }
      : {}),
    ...(options.listing
      ? {
          async statement() {
            called("statement");
            return { kind: "statement", total: 0, entries: [] } as const;
          },
        }
      : {}),
    ...options.adapter,
  };
  const payoutCalls = { payoutsSent, payoutsAsked, refundsSent, refundsAsked };
  return { adapter, script, created, asked, canceled, ...payoutCalls, violations };
}
