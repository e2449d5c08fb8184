/** A BFF of fixtures for the console: the built page under its own policy, and answers that a test can change. */
import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join } from "node:path";
import type { Changed } from "../../../../widget/console/net/live.ts";
import { startTestServer } from "../../../support/net.ts";
import * as answers from "./answers.ts";
import * as days from "./answers-of-days.ts";

const dist = join(import.meta.dirname, "../../../../dist/widget/console");
const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".css": "text/css",
};

/** The policy of the console's page. Nothing comes from anywhere else, and no text becomes a script. */
export const consolePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types lit-html",
].join("; ");

/** A request that changes something, as it came. */
export interface Sent {
  readonly path: string;
  readonly body: unknown;
  readonly key: string | undefined;
  readonly csrf: string | undefined;
}

type Reply = { readonly status: number; readonly body: unknown } | "hold" | "drop";

export interface PretendedConsole {
  /** The console's address. */
  readonly url: string;
  readonly sent: readonly Sent[];
  /** Answers of GETs and POSTs by `METHOD path`, such as `GET v1/payments`. A test puts others in. */
  readonly replies: Map<string, Reply>;
  /** Answers the requests that a reply of `hold` has kept waiting. */
  readonly release: (name: string, reply: Reply) => void;
  /** Says on the stream that something has changed. */
  readonly change: (object: Changed, id: string) => void;
  signedIn: boolean;
  /** What the operator may do. */
  scopes: readonly string[];
  readonly close: () => Promise<void>;
}

const list = (...data: readonly unknown[]) => ({ status: 200, body: { data, nextCursor: null } });
const one = (body: unknown) => ({ status: 200, body });

function defaults(): Map<string, Reply> {
  const { inReview, paid, waiting, session, payout, refund, event, account, auditEntry } = answers;
  const { refundOptions, payoutApproval, mxn } = answers;
  return new Map<string, Reply>([
    ["GET today", one(days.today)],
    ["GET v1/payments", list(inReview, waiting, paid)],
    ...[inReview, paid, waiting].flatMap((payment): [string, Reply][] => [
      [`GET v1/payments/${payment.id}`, one(payment)],
      [`GET v1/payments/${payment.id}/exchanges`, one({ data: answers.exchanges })],
      [`POST v1/payments/${payment.id}/refresh`, one(payment)],
      [
        `POST v1/payments/${payment.id}/resolve`,
        one({ ...payment, status: "succeeded", exceptions: ["underpaid"] }),
      ],
      [`POST v1/payments/${payment.id}/refunds`, { status: 201, body: refund }],
      [`GET payments/${payment.id}/refund-options`, one(refundOptions(payment))],
    ]),
    ["GET v1/sessions", list(session)],
    [`GET v1/sessions/${session.id}`, one(session)],
    [
      `POST v1/sessions/${session.id}/link`,
      one({ url: "https://pay.example.com/pay#ct_1", clientToken: "ct_1" }),
    ],
    [`POST v1/sessions/${session.id}/cancel`, one({ ...session, status: "canceled" })],
    [`PATCH v1/sessions/${session.id}`, one(session)],
    ["GET v1/payouts", list(payout)],
    [`GET v1/payouts/${payout.id}`, one(payout)],
    [`GET v1/payouts/${payout.id}/exchanges`, one({ data: [] })],
    [`GET payouts/${payout.id}/approval`, one(payoutApproval)],
    [`POST v1/payouts/${payout.id}/approve`, one({ ...payout, status: "creating" })],
    [`POST v1/payouts/${payout.id}/reject`, one({ ...payout, status: "rejected" })],
    ["GET v1/refunds", list(refund)],
    [`GET v1/refunds/${refund.id}`, one(refund)],
    ["GET v1/events", list(event)],
    [`GET v1/events/${event.id}`, one(event)],
    [`POST v1/events/${event.id}/redeliver`, { status: 202, body: event }],
    ["GET v1/accounts", one({ data: [account] })],
    [
      `GET v1/accounts/${account.id}/balance`,
      one({
        available: { value: "1200.00", currency: "MXN" },
        total: null,
        frozen: null,
        asOf: auditEntry.at,
      }),
    ],
    [`GET v1/accounts/${account.id}/statement`, one(days.statement)],
    ["GET reconciliation", one(days.comparedDay)],
    ["GET v1/audit", list(auditEntry)],
    ["GET charts", one(days.charts)],
    [
      "GET search",
      one({
        data: [
          {
            ...{ object: "payment", id: waiting.id, why: "email", status: "review", reference: "order-1000" },
            ...{ amount: mxn("150.00"), amountReceived: mxn("151.37"), createdAt: waiting.createdAt },
            needsPerson: true,
          },
          {
            ...{ object: "session", id: session.id, why: "email", status: session.status },
            ...{ amount: session.amount, amountReceived: null, reference: session.reference },
            ...{ createdAt: session.createdAt, needsPerson: false },
          },
        ],
      }),
    ],
  ]);
}

/** Of a list, what has the status that is asked for. */
function only(reply: Reply | undefined, status: string | null): Reply | undefined {
  if (status === null || reply === undefined || typeof reply === "string") return reply;
  const { body } = reply;
  if (typeof body !== "object" || body === null || !("data" in body) || !Array.isArray(body.data))
    return reply;
  return {
    ...reply,
    body: { ...body, data: body.data.filter((item: { status: string }) => item.status === status) },
  };
}

/** As a real server, it answers HEAD as it would GET. */
const methodOf = ({ method }: IncomingMessage) => (method === "HEAD" ? "GET" : method);

async function readBody(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const text = Buffer.concat(parts).toString();
  return text === "" ? null : JSON.parse(text);
}

async function sendFile(name: string, response: ServerResponse): Promise<void> {
  try {
    const bytes = await readFile(join(dist, name));
    response.writeHead(200, {
      "content-type": types[extname(name)] ?? "text/html; charset=utf-8",
      "content-security-policy": consolePolicy,
    });
    response.end(bytes);
  } catch {
    response.writeHead(404).end();
  }
}

/** Starts it, with an operator who is signed in already. */
export async function startPretendedConsole(): Promise<PretendedConsole> {
  const replies = defaults();
  const sent: Sent[] = [];
  const streams = new Set<ServerResponse>();
  const held = new Map<string, ((reply: Reply) => void)[]>();
  const state: { signedIn: boolean; scopes: readonly string[] } = {
    signedIn: true,
    scopes: answers.operator.scopes,
  };
  const operator = () => ({ ...answers.operator, scopes: state.scopes });

  function send(response: ServerResponse, status: number, body: unknown): void {
    response.writeHead(status, {
      "content-type": "application/json",
      "x-request-id": "req_8sQm1VfX0bYw7LrTn2C3Zk",
    });
    response.end(JSON.stringify(body));
  }
  function refuse(response: ServerResponse, status: number, code: string, detail: string): void {
    const requestId = "req_8sQm1VfX0bYw7LrTn2C3Zk";
    send(response, status, { type: `urn:x:${code}`, title: "Refused", status, code, detail, requestId });
  }

  async function answerSignIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = JSON.stringify(await readBody(request));
    const isRight = body === JSON.stringify({ operator: "ana", password: "correct horse", totp: "123456" });
    if (!isRight) refuse(response, 401, "sign_in_refused", "The name, the password or the code is wrong.");
    else {
      state.signedIn = true;
      send(response, 200, operator());
    }
  }

  async function keep(path: string, request: IncomingMessage): Promise<void> {
    const header = (name: string) => request.headers[name]?.toString();
    sent.push({
      path,
      body: await readBody(request),
      key: header("idempotency-key"),
      csrf: header("x-csrf-token"),
    });
  }

  async function answerApi(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (path === "sign-in") return await answerSignIn(request, response);
    if (!state.signedIn) return refuse(response, 401, "signed_out", "Sign in.");
    if (path === "me") return send(response, 200, operator());
    if (path === "stream") {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(": here\n\n");
      streams.add(response);
      response.on("close", () => streams.delete(response));
      return;
    }
    const method = methodOf(request);
    if (method !== "GET") await keep(path, request);
    if (path === "sign-out") {
      state.signedIn = false;
      response.writeHead(204).end();
      return;
    }
    const { searchParams } = new URL(request.url ?? "/", "http://console");
    const name = `${method} ${path}`;
    const reply = only(replies.get(name), searchParams.get("status"));
    const answer = (given: Reply | undefined) => answerWith(given, request, response);
    if (reply === "hold") held.set(name, [...(held.get(name) ?? []), answer]);
    else answer(reply);
  }

  function answerWith(reply: Reply | undefined, request: IncomingMessage, response: ServerResponse): void {
    if (reply === "hold") return;
    if (reply === "drop") request.socket.destroy();
    else if (reply === undefined) refuse(response, 404, "not_found", "There is no such thing.");
    else send(response, reply.status, reply.body);
  }

  const server = await startTestServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://console");
    const [, api] = /^\/console\/api\/(.+)$/.exec(pathname) ?? [];
    const [, file] = /^\/console\/([\w.-]+)$/.exec(pathname) ?? [];
    if (api !== undefined) void answerApi(api, request, response);
    else if (pathname === "/console") void sendFile("index.html", response);
    else if (file !== undefined) void sendFile(file, response);
    else response.writeHead(204).end();
  });
  return {
    url: `${server.origin}/console`,
    sent,
    replies,
    release(name, reply) {
      for (const answer of held.get(name) ?? []) answer(reply);
      held.delete(name);
    },
    change(object, id) {
      for (const stream of streams) stream.write(`data: ${JSON.stringify({ object, id })}\n\n`);
    },
    get signedIn() {
      return state.signedIn;
    },
    set signedIn(isIn) {
      state.signedIn = isIn;
    },
    get scopes() {
      return state.scopes;
    },
    set scopes(scopes) {
      state.scopes = scopes;
    },
    close: server.close,
  };
}
