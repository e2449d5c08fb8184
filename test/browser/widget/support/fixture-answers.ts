/** The answers of the BFF of fixtures under `/checkout/`, as docs/browser-api.md has them. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { BrowserPayment, NextAction, PaymentMethod } from "../../../../bff/contract.ts";
import { eventOf, problemOf } from "../../../../widget/testing/answers.ts";
import { makePayment } from "../../../widget/support/fixtures.ts";
import { readBody } from "./read-body.ts";
import { type Asked, iso, type Refusal, type Scenario, statusAfter } from "./scenario.ts";

const requestId = "req_fixture";
const hourMs = 3_600_000;

const isRefusal = (answer: object): answer is Refusal => "code" in answer;

function send(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    "content-type": status >= 400 ? "application/problem+json" : "application/json",
    "x-request-id": requestId,
    ...headers,
  });
  response.end(JSON.stringify(body));
}

function refuse(response: ServerResponse, { status, code, headers, errors }: Refusal): void {
  send(response, status, { ...problemOf(status, code, requestId), ...(errors && { errors }) }, headers);
}

/** The payment that the scenario's next start leads to. */
function makeStarted(
  scenario: Scenario,
  method: PaymentMethod,
  parts: Partial<BrowserPayment>,
): BrowserPayment {
  const made = makePayment({
    id: `pay_${scenario.count("POST", "/checkout/payments")}`,
    method,
    createdAt: iso(Date.now()),
    expiresAt: iso(Date.now() + scenario.clockAheadMs + hourMs),
    ...parts,
  });
  const nextAction: NextAction | null =
    made.nextAction?.type === "display_code"
      ? { ...made.nextAction, expiresAt: made.expiresAt }
      : made.nextAction;
  return { ...made, nextAction };
}

function start(scenario: Scenario, response: ServerResponse, method: PaymentMethod): void {
  const { payment } = scenario.session;
  const isRunning = payment !== null && ["creating", "unknown", "pending"].includes(payment.status);
  if (isRunning && payment.method === method) {
    send(response, 200, payment);
    return;
  }
  const next = scenario.next(method);
  if (isRefusal(next)) {
    refuse(response, next);
    return;
  }
  const started = makeStarted(scenario, method, next);
  scenario.update({ status: statusAfter(started), payment: started });
  send(response, 201, started);
}

function follow(scenario: Scenario, response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  response.on(
    "close",
    scenario.follow((status) => void response.write(eventOf(status))),
  );
}

function answerStatus(scenario: Scenario, response: ServerResponse, { etag: known }: Asked): void {
  const { serverTime: _, ...rest } = scenario.status();
  const etag = `W/"${Buffer.from(JSON.stringify(rest)).toString("base64url").slice(-40)}"`;
  if (known === etag) response.writeHead(304, { etag }).end();
  else send(response, 200, scenario.status(), { etag });
}

/** The answers by path while the BFF is up. */
function answerFrom(scenario: Scenario, asked: Asked, response: ServerResponse): void {
  const { method, path, body } = asked;
  const { payment } = scenario.session;
  if (path === "/checkout/open" && method === "POST") {
    send(response, 200, { ...scenario.session, serverTime: scenario.status().serverTime });
  } else if (path === "/checkout/payments" && method === "POST") {
    start(scenario, response, (body as { method: PaymentMethod }).method);
  } else if (path.endsWith("/cancel") && payment !== null) {
    scenario.updatePayment({ status: "canceled", nextAction: null });
    send(response, 200, scenario.session.payment ?? payment);
  } else if (path === "/checkout/status") {
    answerStatus(scenario, response, asked);
  } else if (path === "/checkout/events" && scenario.mode === "stream") {
    follow(scenario, response);
  } else {
    refuse(response, { status: 404, code: "not_found_here" });
  }
}

/** Answers a request for the scenario of its token, and notes it there. */
export async function answerCheckout(
  scenarios: ReadonlyMap<string, Scenario>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = new URL(request.url ?? "/", "http://bff").pathname;
  const body = await readBody(request);
  const inHeader = request.headers.authorization?.replace("Bearer ", "") ?? "";
  const scenario = scenarios.get(path === "/checkout/open" ? String(body) : inHeader);
  if (scenario === undefined || scenario.isRevoked) {
    refuse(response, { status: 401, code: "unauthorized" });
    return;
  }
  const asked = { method: request.method ?? "GET", path, body, etag: request.headers["if-none-match"] };
  scenario.asked.push(asked);
  await scenario.hold;
  if (scenario.tooMany > 0) {
    scenario.tooMany -= 1;
    const headers = { "retry-after": String(scenario.retryAfter ?? 1) };
    refuse(response, { status: 429, code: "rate_limited", headers });
  } else if (scenario.mode === "down") {
    const headers = { "retry-after": String(scenario.retryAfter) };
    refuse(response, { status: 503, code: "unavailable", ...(scenario.retryAfter !== null && { headers }) });
  } else {
    answerFrom(scenario, asked, response);
  }
}
