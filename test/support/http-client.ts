/** HTTP clients for tests: the merchant's, the browser's, and a plain one. */
import { request } from "undici";
import type { z } from "zod";
import {
  type BrowserPayment,
  type BrowserSession,
  type BrowserStatus,
  browserPayment,
  browserSession,
  browserStatus,
  type CreatedSession,
  type CreateSessionRequest,
  createdSession,
  type Payment,
  type ProblemDetails,
  payment,
  problemDetails,
  type Session,
  session,
} from "../../bff/contract.ts";
import { checkAnswer } from "./api-check.ts";

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The body as parsed JSON. */
  json(): unknown;
  /** The body, parsed by a schema of the contract. */
  as<T extends z.ZodType>(schema: T): z.output<T>;
  /** The body as problem+json. Throws when it is none, or when its status differs from the answer's. */
  problem(): ProblemDetails;
}

export interface Call {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS" | "HEAD";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent unchanged, instead of `body`. */
  readonly rawBody?: string | Buffer;
}

/** Makes any call to the BFF, and compares its answer with the OpenAPI document. */
export async function callApi(baseUrl: string, call: Call): Promise<Reply> {
  const reply = await callHttp(baseUrl, call);
  const { method = "GET", path } = call;
  const { status, headers, text } = reply;
  const contentType = String(headers["content-type"] ?? "");
  const isReplayed = headers["idempotency-replayed"] === "true";
  checkAnswer({ method, path, status, contentType, text, isReplayed });
  return reply;
}

/** Makes any call. Follows no redirect. */
export async function callHttp(baseUrl: string, call: Call): Promise<Reply> {
  const { method = "GET", path, headers = {}, body, rawBody } = call;
  const json = body === undefined ? {} : { "content-type": "application/json" };
  const content = rawBody ?? (body === undefined ? null : JSON.stringify(body));
  const answer = await request(`${baseUrl}${path}`, {
    method,
    headers: { ...json, ...headers },
    body: content,
  });
  const text = await answer.body.text();
  const reply: Reply = {
    status: answer.statusCode,
    headers: answer.headers,
    text,
    json: () => JSON.parse(text),
    as: (schema) => schema.parse(JSON.parse(text)),
    problem() {
      const problem = problemDetails.parse(JSON.parse(text));
      const type = String(answer.headers["content-type"]);
      if (problem.status !== answer.statusCode || !type.startsWith("application/problem+json")) {
        throw new Error(`not a problem: ${answer.statusCode} ${type} ${text}`);
      }
      return problem;
    },
  };
  return reply;
}

export interface MerchantClient {
  call(call: Call): Promise<Reply>;
  get(path: string): Promise<Reply>;
  post(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  /** Creates a session, by default for MXN 150.00 and `order-1001`. Throws when it is refused. */
  createSession(changes?: Partial<CreateSessionRequest>): Promise<CreatedSession>;
  readSession(id: string): Promise<Session>;
  readPayment(id: string): Promise<Payment>;
}

function expectStatus(reply: Reply, ...statuses: readonly number[]): Reply {
  if (!statuses.includes(reply.status)) throw new Error(`unexpected answer ${reply.status}: ${reply.text}`);
  return reply;
}

export interface MerchantOptions {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly returnUrl: string;
}

export function createMerchantClient({ baseUrl, apiKey, returnUrl }: MerchantOptions): MerchantClient {
  const call = (given: Call) =>
    callApi(baseUrl, { ...given, headers: { authorization: `Bearer ${apiKey}`, ...given.headers } });
  const get = (path: string) => call({ path });
  const post: MerchantClient["post"] = (path, body, headers = {}) =>
    call({ method: "POST", path, body, headers });
  return {
    call,
    get,
    post,
    async createSession(changes = {}) {
      const amount = { value: "150.00", currency: "MXN" };
      const body = { amount, reference: "order-1001", returnUrl, ...changes };
      return expectStatus(await post("/v1/sessions", body), 201).as(createdSession);
    },
    readSession: async (id) => expectStatus(await get(`/v1/sessions/${id}`), 200).as(session),
    readPayment: async (id) => expectStatus(await get(`/v1/payments/${id}`), 200).as(payment),
  };
}

export interface BrowserClient {
  call(call: Call): Promise<Reply>;
  session(): Promise<BrowserSession>;
  /** Throws unless the status is 200 or 201. */
  start(method: string, payer?: Readonly<Record<string, string>>): Promise<BrowserPayment>;
  status(): Promise<BrowserStatus>;
  cancel(paymentId: string): Promise<Reply>;
}

export interface BrowserOptions {
  readonly baseUrl: string;
  readonly clientToken: string;
  /** The page's origin. */
  readonly origin: string;
}

export function createBrowserClient({ baseUrl, clientToken, origin }: BrowserOptions): BrowserClient {
  const call = (given: Call) =>
    callApi(baseUrl, {
      ...given,
      headers: { origin, authorization: `Bearer ${clientToken}`, ...given.headers },
    });
  return {
    call,
    session: async () => expectStatus(await call({ path: "/checkout/session" }), 200).as(browserSession),
    async start(method, payer) {
      const body = payer === undefined ? { method } : { method, payer };
      const reply = await call({ method: "POST", path: "/checkout/payments", body });
      return expectStatus(reply, 200, 201).as(browserPayment);
    },
    status: async () => expectStatus(await call({ path: "/checkout/status" }), 200).as(browserStatus),
    cancel: (paymentId) => call({ method: "POST", path: `/checkout/payments/${paymentId}/cancel` }),
  };
}
