import { createServer, type Server } from "node:http";
import type { Express } from "express";

/** A listening server. `stop` also ends calls that hang. */
export interface Listening {
  readonly origin: string;
  readonly stop: () => Promise<void>;
}

/** Listens on `host`, on a free port when `port` is 0. Rejects when the port is taken. */
export async function listen(
  app: Express,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Listening> {
  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return {
    origin: `http://${host.includes(":") ? `[${host}]` : host}:${portOf(server)}`,
    stop: () => stop(server),
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return address.port;
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
