import { startTestServer } from "../../support/net.ts";
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
  const server = await startTestServer((request, response) => {
    request.resume().once("end", () => {
      requests++;
      arrivals.set(String(request.headers["webhook-id"]), performance.now());
      response.end();
    });
  });
  cleanup.defer(() => void server.close());
  return { origin: server.origin, arrivals, repeats: () => requests - arrivals.size };
}
