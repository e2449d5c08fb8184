import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join } from "node:path";
import type {
  BrowserPayment,
  BrowserSession,
  BrowserStatus,
  NextAction,
  PaymentMethod,
} from "../../../../bff/contract.ts";
import { startTestServer } from "../../../support/net.ts";
import { makePayment, makeSession } from "../../../widget/support/fixtures.ts";
import { sendPayPage } from "./pay-page.ts";
import { readBody } from "./read-body.ts";

const dist = join(import.meta.dirname, "../../../../dist/widget");
const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
};

/** A request of the widget. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly etag: string | undefined;
}

/** An answer that is an error. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

/** One session on the fixture server; tests change it as a provider or a merchant would. */
export interface Scenario {
  readonly token: string;
  session: BrowserSession;
  /** How far the server's clock is ahead of the machine's, in milliseconds. */
  clockAheadMs: number;
  /** The parts of the answer to the next start of a payment, or its refusal. */
  next: (method: PaymentMethod) => Partial<BrowserPayment> | Refusal;
  /** Held back until it resolves, e.g. to look at a button that is busy. */
  hold: Promise<void>;
  /** "stream" follows by server-sent events, "poll" has none, "down" answers 503 to every request. */
  mode: "stream" | "poll" | "down";
  pollAfter: number;
  /** The token is refused from now on. */
  isRevoked: boolean;
  retryAfter: number | null;
  /** How many more requests are refused with 429 and `retryAfter`. */
  tooMany: number;
  readonly asked: Asked[];
  /** Changes the session and sends the new status to the streams. */
  readonly update: (changes: Partial<BrowserSession>) => void;
  /** Changes the session's payment and sends the new status to the streams. */
  readonly updatePayment: (changes: Partial<BrowserPayment>, session?: Partial<BrowserSession>) => void;
  readonly count: (method: string, path: string) => number;
  /** How many streams are open. */
  readonly followers: () => number;
}

export interface FixtureBff {
  readonly origin: string;
  /** The paths of all preflights so far. */
  readonly preflights: readonly string[];
  readonly addScenario: (session?: Partial<BrowserSession>) => Scenario;
  readonly close: () => Promise<void>;
}

/** A path before all others, as a reverse proxy has it. */
const proxyPath = /^\/behind\/proxy(?=\/)/;

const isRefusal = (answer: object): answer is Refusal => "code" in answer;

const iso = (ms: number) => new Date(ms).toISOString();

function statusAfter(payment: BrowserPayment): BrowserSession["status"] {
  if (payment.status === "succeeded") return "succeeded";
  if (payment.status === "pending") return "requires_action";
  return ["creating", "unknown", "partially_paid", "review"].includes(payment.status)
    ? "processing"
    : "requires_payment_method";
}

/**
 * A BFF of fixtures: the built widget under `/widget/v1/`, the hosted page, and `/checkout/` as http-api.md has it, with sessions that
 * tests make and change. It speaks to one shop origin only.
 */
export async function startFixtureBff(shopOrigin: () => string): Promise<FixtureBff> {
  const scenarios = new Map<string, Scenario>();
  const streams = new Map<string, Set<ServerResponse>>();
  const preflights: string[] = [];

  const statusOf = ({ session, clockAheadMs, pollAfter }: Scenario): BrowserStatus => {
    const { status, exceptions, amountReceived, payment, expiresAt } = session;
    const serverTime = iso(Date.now() + clockAheadMs);
    return { status, exceptions, amountReceived, payment, expiresAt, serverTime, pollAfter };
  };

  const push = (scenario: Scenario) => {
    for (const stream of streams.get(scenario.token) ?? []) {
      stream.write(`event: status\ndata: ${JSON.stringify(statusOf(scenario))}\n\n`);
    }
  };

  function addScenario(changes: Partial<BrowserSession> = {}): Scenario {
    const token = `ct_${scenarios.size + 1}${"0".repeat(20)}`;
    const hour = 3_600_000;
    const scenario: Scenario = {
      token,
      session: makeSession({ expiresAt: iso(Date.now() + 24 * hour), ...changes }),
      clockAheadMs: 0,
      next: () => ({}),
      hold: Promise.resolve(),
      mode: "stream",
      pollAfter: 1,
      isRevoked: false,
      retryAfter: null,
      tooMany: 0,
      asked: [],
      update: (next) => {
        scenario.session = { ...scenario.session, ...next };
        push(scenario);
      },
      updatePayment: (next, session = {}) => {
        if (scenario.session.payment === null) throw new Error("there is no payment");
        const payment = { ...scenario.session.payment, ...next };
        scenario.update({ status: statusAfter(payment), payment, ...session });
      },
      count: (method, path) =>
        scenario.asked.filter((one) => one.method === method && one.path === path).length,
      followers: () => streams.get(token)?.size ?? 0,
    };
    scenarios.set(token, scenario);
    return scenario;
  }

  function send(
    response: ServerResponse,
    status: number,
    body: object,
    headers: Record<string, string> = {},
  ): void {
    response.writeHead(status, {
      "content-type": status >= 400 ? "application/problem+json" : "application/json",
      "x-request-id": "req_fixture",
      ...headers,
    });
    response.end(JSON.stringify(body));
  }

  function refuse(response: ServerResponse, { status, code, headers, errors }: Refusal): void {
    const problem = { type: "about:blank", title: code, status, code, detail: `Refused: ${code}.` };
    send(
      response,
      status,
      { ...problem, ...(errors && { errors }), requestId: "req_fixture" },
      { ...headers },
    );
  }

  function start(scenario: Scenario, response: ServerResponse, method: PaymentMethod): void {
    const { payment } = scenario.session;
    const isRunning = payment !== null && ["creating", "unknown", "pending"].includes(payment.status);
    if (isRunning && payment.method === method) {
      send(response, 200, payment);
      return;
    }
    const answer = scenario.next(method);
    if (isRefusal(answer)) {
      refuse(response, answer);
      return;
    }
    const number = scenario.count("POST", "/checkout/payments");
    const expiresAt = iso(Date.now() + scenario.clockAheadMs + 3_600_000);
    const made = makePayment({
      id: `pay_${number}`,
      method,
      createdAt: iso(Date.now()),
      expiresAt,
      ...answer,
    });
    const action: NextAction | null =
      made.nextAction?.type === "display_code"
        ? { ...made.nextAction, expiresAt: made.expiresAt }
        : made.nextAction;
    const started = { ...made, nextAction: action };
    scenario.update({ status: statusAfter(started), payment: started });
    send(response, 201, started);
  }

  function follow(scenario: Scenario, response: ServerResponse): void {
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    const open = streams.get(scenario.token) ?? new Set();
    streams.set(scenario.token, open.add(response));
    response.on("close", () => open.delete(response));
    response.write(`event: status\ndata: ${JSON.stringify(statusOf(scenario))}\n\n`);
  }

  function answerStatus(scenario: Scenario, request: IncomingMessage, response: ServerResponse): void {
    const { serverTime: _, ...rest } = statusOf(scenario);
    const etag = `W/"${Buffer.from(JSON.stringify(rest)).toString("base64url").slice(-40)}"`;
    if (request.headers["if-none-match"] === etag) {
      response.writeHead(304, { etag }).end();
      return;
    }
    send(response, 200, statusOf(scenario), { etag });
  }

  /** The BFF's answers by path while it is up. */
  function answerFrom(
    scenario: Scenario,
    { method, path, body }: Scenario["asked"][number],
    { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
  ): void {
    const { payment } = scenario.session;
    if (path === "/checkout/open" && method === "POST") {
      send(response, 200, { ...scenario.session, serverTime: statusOf(scenario).serverTime });
    } else if (path === "/checkout/payments" && method === "POST") {
      start(scenario, response, (body as { method: PaymentMethod }).method);
    } else if (path.endsWith("/cancel") && payment !== null) {
      scenario.updatePayment({ status: "canceled", nextAction: null });
      send(response, 200, scenario.session.payment ?? payment);
    } else if (path === "/checkout/status") {
      answerStatus(scenario, request, response);
    } else if (path === "/checkout/events" && scenario.mode === "stream") {
      follow(scenario, response);
    } else {
      refuse(response, { status: 404, code: "not_found_here" });
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? "/", "http://bff").pathname;
    const body = await readBody(request);
    const inHeader = request.headers.authorization?.replace("Bearer ", "") ?? "";
    const scenario = scenarios.get(path === "/checkout/open" ? String(body) : inHeader);
    if (scenario === undefined || scenario.isRevoked) {
      refuse(response, { status: 401, code: "unauthorized" });
      return;
    }
    const asked = {
      method: request.method ?? "GET",
      path,
      body,
      etag: request.headers["if-none-match"],
    };
    scenario.asked.push(asked);
    await scenario.hold;
    if (scenario.tooMany > 0) {
      scenario.tooMany -= 1;
      const headers = { "retry-after": String(scenario.retryAfter ?? 1) };
      refuse(response, { status: 429, code: "rate_limited", headers });
      return;
    }
    if (scenario.mode !== "down") {
      answerFrom(scenario, asked, { request, response });
      return;
    }
    const wait: Record<string, string> =
      scenario.retryAfter === null ? {} : { "retry-after": String(scenario.retryAfter) };
    refuse(response, { status: 503, code: "unavailable", headers: wait });
  }

  async function serveWidget(path: string, response: ServerResponse): Promise<void> {
    try {
      const bytes = await readFile(join(dist, path.replace("/widget/", "")));
      response.writeHead(200, {
        "content-type": types[extname(path)] ?? "application/octet-stream",
        "access-control-allow-origin": "*",
        "cross-origin-resource-policy": "cross-origin",
        "cache-control": "no-store",
      });
      response.end(bytes);
    } catch {
      response.writeHead(404, { "access-control-allow-origin": "*" }).end();
    }
  }

  const server = await startTestServer((request, response) => {
    request.url = request.url?.replace(proxyPath, "");
    const path = new URL(request.url ?? "/", "http://bff").pathname;
    if (path === "/pay") {
      void sendPayPage(dist, request, response);
      return;
    }
    if (path.startsWith("/widget/v1/") && !path.includes("..")) {
      void serveWidget(path, response);
      return;
    }
    response.setHeader("access-control-allow-origin", shopOrigin());
    response.setHeader("access-control-expose-headers", "ETag, Retry-After, X-Request-Id");
    response.setHeader("vary", "Origin");
    if (request.method === "OPTIONS") {
      preflights.push(path);
      response.writeHead(204, {
        "access-control-allow-headers": "authorization, content-type, if-none-match",
        "access-control-allow-methods": "GET, POST",
      });
      response.end();
      return;
    }
    void answer(request, response);
  });

  return { origin: server.origin, preflights, addScenario, close: server.close };
}
