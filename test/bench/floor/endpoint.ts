/** The merchant's endpoint. It answers 200 at once and reports when an event about an order arrived. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { Bench } from "../support/run-bench.ts";

export interface Endpoint {
  readonly origin: string;
  /** When the newest event came, by `performance.now()`. */
  lastArrival(): number;
  /** Resolves when the event has come; it may have already. Forgets it then. */
  arrival(type: string, reference: string): Promise<void>;
}

const eventPattern = /^\{"type":"([\w.]+)".*?"reference":"([\w-]+)"/;

export async function startOrderEndpoint({ cleanup }: Pick<Bench, "cleanup">): Promise<Endpoint> {
  const arrivals = new Map<string, PromiseWithResolvers<void>>();
  let last = 0;
  const of = (name: string) => {
    const known = arrivals.get(name) ?? Promise.withResolvers<void>();
    arrivals.set(name, known);
    return known;
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      last = performance.now();
      response.end();
      const [, type = "", reference = ""] = eventPattern.exec(Buffer.concat(chunks).toString()) ?? [];
      of(`${type} ${reference}`).resolve();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  cleanup.defer(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the endpoint has no port");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    lastArrival: () => last,
    async arrival(type, reference) {
      const name = `${type} ${reference}`;
      await of(name).promise;
      arrivals.delete(name);
    },
  };
}
