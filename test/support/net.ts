/** Starts and closes servers for tests, on free ports of this machine. */
import { once } from "node:events";
import { createServer as createHttpServer, type Server as HttpServer, type RequestListener } from "node:http";
import type { Server } from "node:net";

/** Lets a server listen on a free port of 127.0.0.1. Resolves to the port. */
export async function listenOnFreePort(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return address.port;
}

/** Closes a server and the connections that its clients keep open, and resolves when all are gone. */
export async function closeServer(server: HttpServer): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}

export interface TestServer {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  close(): Promise<void>;
}

/** Starts an HTTP server on a free port. */
export async function startTestServer(listener: RequestListener): Promise<TestServer> {
  const server = createHttpServer(listener);
  const port = await listenOnFreePort(server);
  return { origin: `http://127.0.0.1:${port}`, close: () => closeServer(server) };
}
