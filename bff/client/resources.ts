/** The calls of the merchant API, by what they are about. Source: docs/merchant-api.md#merchant-api. */
import type {
  AccountView,
  AuditEntry,
  BalanceView,
  ChangeSessionRequest,
  CreatedSession,
  CreatePayoutRequest,
  CreateRefundRequest,
  CreateSessionRequest,
  DecidePayoutRequest,
  EraseRequest,
  Erasure,
  EventReplayView,
  EventView,
  ListAuditQuery,
  ListEventsQuery,
  ListExchangesAnswer,
  ListPaymentsQuery,
  ListPayoutsQuery,
  ListRefundsQuery,
  ListSessionsQuery,
  Payment,
  Payout,
  Refund,
  ReplayEventsRequest,
  ResolvePaymentRequest,
  ResolvePayoutRequest,
  SearchAnswer,
  Session,
  SessionLink,
  StatementQuery,
  StatementView,
  TestEventRequest,
  TestedEndpoints,
} from "../contract.ts";
import { type List, listOf, type Page } from "./lists.ts";
import type { CallOptions, ChangeOptions, Settings } from "./options.ts";
import { pathOf, withQuery } from "./paths.ts";
import { openStream, send } from "./send.ts";

/** Of a call that queries the provider. */
export interface ProviderAnswer {
  /** False: the provider did not answer, or was not queried. The state is what was known before. */
  readonly providerAnswered: boolean;
}

/** Sends the calls of one client. */
export interface Sender {
  get<T>(path: string, options?: CallOptions): Promise<T>;
  post<T>(path: string, body: unknown, options?: ChangeOptions): Promise<T>;
  patch<T>(path: string, body: unknown, options?: ChangeOptions): Promise<T>;
  refresh<T>(path: string, options?: ChangeOptions): Promise<T & ProviderAnswer>;
  list<T>(path: string, query?: object, options?: CallOptions): List<T>;
  open(path: string, options?: CallOptions): Promise<ReadableStream<Uint8Array>>;
}

export function createSender(settings: Settings): Sender {
  const get = async <T>(path: string, options: CallOptions = {}): Promise<T> =>
    JSON.parse((await send(settings, { method: "GET", path }, options)).text);
  return {
    get,
    open: async (path, options = {}) => await openStream(settings, path, options),
    post: async (path, body, options = {}) =>
      JSON.parse((await send(settings, { method: "POST", path, body }, options)).text),
    patch: async (path, body, options = {}) =>
      JSON.parse((await send(settings, { method: "PATCH", path, body }, options)).text),
    async refresh(path, options = {}) {
      const { text, headers } = await send(settings, { method: "POST", path }, options);
      return { ...JSON.parse(text), providerAnswered: headers.get("x-provider-answer") !== "none" };
    },
    list: <T>(path: string, query: object = {}, options: CallOptions = {}) =>
      listOf<T>((cursor) =>
        get<Page<T>>(withQuery(path, cursor === undefined ? query : { ...query, cursor }), options),
      ),
  };
}

export interface Sessions {
  /** What is to be paid, once. The page gets its `clientToken`, or the customer goes to its `url`. */
  create(request: CreateSessionRequest, options?: ChangeOptions): Promise<CreatedSession>;
  get(id: string, options?: CallOptions): Promise<Session>;
  list(query?: ListSessionsQuery, options?: CallOptions): List<Session>;
  /** What is still to be paid. 409 `payment_in_progress`: the open payment cannot be canceled. */
  change(id: string, request: ChangeSessionRequest, options?: ChangeOptions): Promise<Session>;
  /** And, where the provider can, its open payment. 409 `payment_being_confirmed`: money is on its way. */
  cancel(id: string, options?: ChangeOptions): Promise<Session>;
  /** Its `clientToken` and `url` again, for a message to the customer. */
  link(id: string, options?: ChangeOptions): Promise<SessionLink>;
}

export function sessionsOf(sender: Sender): Sessions {
  return {
    create: (request, options) => sender.post("/v1/sessions", request, options),
    get: async (id, options) => sender.get(pathOf("sessions", id), options),
    list: (query, options) => sender.list("/v1/sessions", query, options),
    change: async (id, request, options) => sender.patch(pathOf("sessions", id), request, options),
    cancel: async (id, options) => sender.post(pathOf("sessions", id, "/cancel"), undefined, options),
    link: async (id, options) => sender.post(pathOf("sessions", id, "/link"), undefined, options),
  };
}

export interface Payments {
  /** With its timeline. */
  get(id: string, options?: CallOptions): Promise<Payment>;
  list(query?: ListPaymentsQuery, options?: CallOptions): List<Payment>;
  /** Queries the provider now. */
  refresh(id: string, options?: ChangeOptions): Promise<Payment & ProviderAnswer>;
  /** Settles one that is in `review`. */
  resolve(id: string, request: ResolvePaymentRequest, options?: ChangeOptions): Promise<Payment>;
  /** What was said between the BFF and the provider about it, oldest first. */
  exchanges(id: string, options?: CallOptions): Promise<ListExchangesAnswer>;
}

export function paymentsOf(sender: Sender): Payments {
  return {
    get: async (id, options) => sender.get(pathOf("payments", id), options),
    list: (query, options) => sender.list("/v1/payments", query, options),
    refresh: async (id, options) => sender.refresh(pathOf("payments", id, "/refresh"), options),
    resolve: async (id, request, options) =>
      sender.post(pathOf("payments", id, "/resolve"), request, options),
    exchanges: async (id, options) => sender.get(pathOf("payments", id, "/exchanges"), options),
  };
}

export interface Payouts {
  /**
   * Sends money. A payout's key is never free again: give one of your own (`options.idempotencyKey`), made from what the
   * payout is for, so that a program that crashed and calls again does not pay twice.
   */
  create(request: CreatePayoutRequest, options?: ChangeOptions): Promise<Payout>;
  /** With its timeline. */
  get(id: string, options?: CallOptions): Promise<Payout>;
  list(query?: ListPayoutsQuery, options?: CallOptions): List<Payout>;
  /** Queries the provider now. */
  refresh(id: string, options?: ChangeOptions): Promise<Payout & ProviderAnswer>;
  /** Settles one that is in `review`. */
  resolve(id: string, request: ResolvePayoutRequest, options?: ChangeOptions): Promise<Payout>;
  /** What was said between the BFF and the provider about it, oldest first. */
  exchanges(id: string, options?: CallOptions): Promise<ListExchangesAnswer>;
  /** By another API key than the one that made it. */
  approve(id: string, request?: DecidePayoutRequest, options?: ChangeOptions): Promise<Payout>;
  /** By another API key than the one that made it. */
  reject(id: string, request?: DecidePayoutRequest, options?: ChangeOptions): Promise<Payout>;
}

export function payoutsOf(sender: Sender): Payouts {
  const post = async (id: string, after: string, body: unknown, options?: ChangeOptions): Promise<Payout> =>
    sender.post(pathOf("payouts", id, after), body, options);
  return {
    create: (request, options) => sender.post("/v1/payouts", request, options),
    get: async (id, options) => sender.get(pathOf("payouts", id), options),
    list: (query, options) => sender.list("/v1/payouts", query, options),
    refresh: async (id, options) => sender.refresh(pathOf("payouts", id, "/refresh"), options),
    exchanges: async (id, options) => sender.get(pathOf("payouts", id, "/exchanges"), options),
    resolve: (id, request, options) => post(id, "/resolve", request, options),
    approve: (id, request, options) => post(id, "/approve", request ?? undefined, options),
    reject: (id, request, options) => post(id, "/reject", request ?? undefined, options),
  };
}

export interface Refunds {
  /**
   * Gives money of a payment back. The key is one of your own, as of a payout. Without a beneficiary the customer is asked:
   * send them the refund's `claimUrl`.
   */
  create(paymentId: string, request: CreateRefundRequest, options?: ChangeOptions): Promise<Refund>;
  /** With its timeline. */
  get(id: string, options?: CallOptions): Promise<Refund>;
  list(query?: ListRefundsQuery, options?: CallOptions): List<Refund>;
  /** Only while it waits for its claim or for an approval. */
  cancel(id: string, options?: ChangeOptions): Promise<Refund>;
}

export function refundsOf(sender: Sender): Refunds {
  return {
    create: async (paymentId, request, options) =>
      sender.post(pathOf("payments", paymentId, "/refunds"), request, options),
    get: async (id, options) => sender.get(pathOf("refunds", id), options),
    list: (query, options) => sender.list("/v1/refunds", query, options),
    cancel: async (id, options) => sender.post(pathOf("refunds", id, "/cancel"), undefined, options),
  };
}

export interface Accounts {
  /** All of them, in the order they are tried, on one page. */
  list(options?: CallOptions): List<AccountView>;
  /** Queries the provider. */
  balance(id: string, options?: CallOptions): Promise<BalanceView>;
  /** A day as the provider lists it, and what does not agree with it here. */
  statement(id: string, query?: StatementQuery, options?: CallOptions): Promise<StatementView>;
}

export function accountsOf(sender: Sender): Accounts {
  return {
    list: (options) =>
      listOf(async () => ({
        ...(await sender.get<{ readonly data: readonly AccountView[] }>("/v1/accounts", options)),
        nextCursor: null,
      })),
    balance: async (id, options) => sender.get(pathOf("accounts", id, "/balance"), options),
    statement: async (id, query = {}, options = {}) =>
      sender.get(withQuery(pathOf("accounts", id, "/statement"), query), options),
  };
}

export interface Events {
  /** With its deliveries. */
  get(id: string, options?: CallOptions): Promise<EventView>;
  list(query?: ListEventsQuery, options?: CallOptions): List<EventView>;
  redeliver(id: string, options?: ChangeOptions): Promise<EventView>;
  /** Delivers all events of a time once more, in the background. */
  replay(request: ReplayEventsRequest, options?: ChangeOptions): Promise<EventReplayView>;
  /** How far a replay has come. */
  getReplay(id: string, options?: CallOptions): Promise<EventReplayView>;
  /** Sends a signed test event, and says how each endpoint answered. */
  test(request?: TestEventRequest, options?: ChangeOptions): Promise<TestedEndpoints>;
}

export function eventsOf(sender: Sender): Events {
  return {
    get: async (id, options) => sender.get(pathOf("events", id), options),
    list: (query, options) => sender.list("/v1/events", query, options),
    redeliver: async (id, options) => sender.post(pathOf("events", id, "/redeliver"), undefined, options),
    replay: (request, options) => sender.post("/v1/events/replay", request, options),
    getReplay: async (id, options) => sender.get(pathOf("event-replays", id), options),
    test: (request, options) => sender.post("/v1/events/test", request ?? undefined, options),
  };
}

export interface Customers {
  /** Erases a person's data: at once where all has ended, else when it ends. */
  erase(request: EraseRequest, options?: ChangeOptions): Promise<Erasure>;
}

export function customersOf(sender: Sender): Customers {
  return { erase: (request, options) => sender.post("/v1/customers/erase", request, options) };
}

export interface Audit {
  /** Who changed what. */
  list(query?: ListAuditQuery, options?: CallOptions): List<AuditEntry>;
}

export function auditOf(sender: Sender): Audit {
  return { list: (query, options) => sender.list("/v1/audit", query, options) };
}

/** Finds by an id, a number, a code, a reference, an address or an amount what fits it. */
export type Search = (q: string, options?: CallOptions) => Promise<SearchAnswer>;

export function searchOf(sender: Sender): Search {
  return (q, options) => sender.get(withQuery("/v1/search", { q }), options);
}
