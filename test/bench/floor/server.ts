/**
 * The floor: what the product's work costs at the least on the same Node, database and libraries. It writes the same
 * rows and sends the same messages for the same calls, and does nothing else: no validation, no state machine, no log,
 * no metrics. Not to be used for anything but to be measured against.
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { takeCallback } from "./callbacks.ts";
import { type Floor, type FloorOptions, openFloor } from "./options.ts";
import { startPayment } from "./payments.ts";
import { createSession, findSession, readStatus } from "./sessions.ts";

export interface RunningFloor {
  readonly url: string;
  /** Waits for the webhooks under way. */
  stop(): Promise<void>;
}

const callbackPath = "/callbacks/paypro-mx/";
const json = "application/json; charset=utf-8";

function readBody(request: IncomingMessage): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => resolve(Buffer.concat(chunks).toString()));
  request.on("error", reject);
  return promise;
}

function send(response: ServerResponse, status: number, body: string, type = json): void {
  response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(body) }).end(body);
}

async function sessionOf(floor: Floor, request: IncomingMessage) {
  const token = request.headers.authorization?.slice("Bearer ".length) ?? "";
  const found = await findSession(floor, token);
  if (found === undefined) throw new Error("there is no such session");
  return found;
}

async function serve(floor: Floor, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { url = "", method, headers } = request;
  if (url === "/checkout/status") {
    const given = headers["if-none-match"];
    const { tag, body } = readStatus(floor, await sessionOf(floor, request), given);
    response.setHeader("etag", tag);
    if (body === null) response.writeHead(304).end();
    else send(response, 200, body);
  } else if (url === "/checkout/payments" && method === "POST") {
    await readBody(request);
    send(response, 201, await startPayment(floor, await sessionOf(floor, request)));
  } else if (url === "/v1/sessions" && method === "POST") {
    const key = headers["idempotency-key"];
    const body = await readBody(request);
    const calling = {
      key: typeof key === "string" ? key : null,
      address: request.socket.remoteAddress ?? "",
    };
    send(response, 201, await createSession(floor, body, calling));
  } else if (url.startsWith(callbackPath)) {
    const body = await readBody(request);
    const acknowledge = () => send(response, 200, "OK", "text/plain");
    await takeCallback(floor, { token: url.slice(callbackPath.length), body, acknowledge });
  } else {
    send(response, url === "/readyz" ? 200 : 404, "{}");
  }
}

export async function startFloor(options: FloorOptions): Promise<RunningFloor> {
  const floor = openFloor(options);
  const server = createServer((request, response) => {
    serve(floor, request, response).catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) send(response, 500, "{}");
    });
  });
  server.keepAliveTimeout = 65_000;
  server.listen(options.port, options.host);
  await once(server, "listening");
  return {
    url: `http://${options.host}:${options.port}`,
    async stop() {
      server.close();
      server.closeAllConnections();
      await floor.close();
    },
  };
}
