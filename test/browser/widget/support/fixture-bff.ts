import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join } from "node:path";
import type { BrowserSession } from "../../../../bff/contract.ts";
import { startTestServer } from "../../../support/net.ts";
import { answerCheckout } from "./fixture-answers.ts";
import { sendPayPage } from "./pay-page.ts";
import { makeScenario, type Scenario } from "./scenario.ts";

const dist = join(import.meta.dirname, "../../../../dist/widget");
const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
};

export interface FixtureBff {
  readonly origin: string;
  /** The paths of all preflights so far. */
  readonly preflights: readonly string[];
  readonly addScenario: (session?: Partial<BrowserSession>) => Scenario;
  readonly close: () => Promise<void>;
}

/** A path before all others, as a reverse proxy has it. */
const proxyPath = /^\/behind\/proxy(?=\/)/;

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

/** Lets the shop's pages read the answers. A preflight is answered, and its path told. */
function shareWith(
  shopOrigin: string,
  request: IncomingMessage,
  response: ServerResponse,
): "preflight" | "request" {
  response.setHeader("access-control-allow-origin", shopOrigin);
  response.setHeader("access-control-expose-headers", "ETag, Retry-After, X-Request-Id");
  response.setHeader("vary", "Origin");
  if (request.method !== "OPTIONS") return "request";
  response.writeHead(204, {
    "access-control-allow-headers": "authorization, content-type, if-none-match",
    "access-control-allow-methods": "GET, POST",
  });
  response.end();
  return "preflight";
}

/**
 * A BFF of fixtures: the built widget under `/widget/v1/`, the hosted page, and `/checkout/` as docs/browser-api.md has it, with sessions that
 * tests make and change. It speaks to one shop origin only.
 */
export async function startFixtureBff(shopOrigin: () => string): Promise<FixtureBff> {
  const scenarios = new Map<string, Scenario>();
  const preflights: string[] = [];

  const server = await startTestServer((request, response) => {
    request.url = request.url?.replace(proxyPath, "");
    const path = new URL(request.url ?? "/", "http://bff").pathname;
    if (path === "/pay") void sendPayPage(dist, request, response);
    else if (path.startsWith("/widget/v1/") && !path.includes("..")) void serveWidget(path, response);
    else if (shareWith(shopOrigin(), request, response) === "preflight") preflights.push(path);
    else void answerCheckout(scenarios, request, response);
  });

  return {
    origin: server.origin,
    preflights,
    addScenario: (changes = {}) => {
      const scenario = makeScenario(`ct_${scenarios.size + 1}${"0".repeat(20)}`, changes);
      scenarios.set(scenario.token, scenario);
      return scenario;
    },
    close: server.close,
  };
}
