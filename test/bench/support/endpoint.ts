import { once } from "node:events";
import { createServer } from "node:http";
import type { Bench } from "./run-bench.ts";

export interface Endpoint {
  readonly origin: string;
  /** When each event came last, by its id. */
  readonly arrivals: ReadonlyMap<string, number>;
  /** Requests beyond the first for an event. */
  repeats(): number;
}

/** A merchant's endpoint that answers 200 at once and keeps nothing but when which event came. */
export async function startEndpoint({ cleanup }: Pick<Bench, "cleanup">): Promise<Endpoint> {
  const arrivals = new Map<string, number>();
  let requests = 0;
  const server = createServer((request, response) => {
    request.resume().once("end", () => {
      requests++;
      arrivals.set(String(request.headers["webhook-id"]), performance.now());
      response.end();
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
  return { origin: `http://127.0.0.1:${address.port}`, arrivals, repeats: () => requests - arrivals.size };
}
