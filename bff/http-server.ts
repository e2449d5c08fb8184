/** The HTTP server around the app: its time limits, and the guards of its connections. */
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { CheckoutConfig } from "./config/types.ts";
import { guardConnections } from "./http/connections.ts";
import { answerUnreadable } from "./http/unreadable-requests.ts";
import { createClosingReporter, mostConnections } from "./open-connections.ts";
import type { ServiceContext } from "./services/context.ts";

const requestTimeoutMs = 30_000;
const headersTimeoutMs = 15_000;
/** How often Node looks for requests that are late. */
const lateCheckMs = 5_000;

export interface OpenHttpServer {
  readonly server: Server;
  /** Ends the watch over slow clients. */
  readonly stopWatching: () => void;
}

/** It does not listen yet. */
export function openHttpServer(context: ServiceContext, handle: RequestListener): OpenHttpServer {
  const server = createServer({
    requestTimeout: requestTimeoutMs,
    headersTimeout: headersTimeoutMs,
    keepAliveTimeout: context.config.network.keepAliveMs,
    connectionsCheckingInterval: lateCheckMs,
    // The app refuses such a request itself, as problem+json.
    requireHostHeader: false,
  });
  const connections = guardConnections(server, {
    handle,
    mostConnections: mostConnections(),
    onClosed: createClosingReporter(context),
  });
  answerUnreadable(server, { handle, ...connections });
  return { server, stopWatching: connections.stop };
}

/** Where it listens, such as `http://127.0.0.1:8787`. */
export function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  const host = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}

export async function listen(server: Server, { host, port }: CheckoutConfig["listen"]): Promise<void> {
  server.listen({ host, port });
  await once(server, "listening");
}
