import { startTestServer } from "../../support/net.ts";
import type { Bench } from "./run-bench.ts";

export interface Endpoint {
  readonly origin: string;
  /** When each event came last, by its id. */
  readonly arrivals: ReadonlyMap<string, number>;
  /** Requests beyond the first for an event. */
  repeats(): number;
}

/**
 * A merchant's endpoint that answers 200 and keeps nothing but when which event came.
 * @param answerMs how long it takes to answer
 */
export async function startEndpoint({ cleanup }: Pick<Bench, "cleanup">, answerMs = 0): Promise<Endpoint> {
  const arrivals = new Map<string, number>();
  let requests = 0;
  const server = await startTestServer((request, response) => {
    request.resume().once("end", () => {
      requests++;
      arrivals.set(String(request.headers["webhook-id"]), performance.now());
      if (answerMs === 0) response.end();
      else setTimeout(() => response.end(), answerMs);
    });
  });
  cleanup.defer(() => void server.close());
  return { origin: server.origin, arrivals, repeats: () => requests - arrivals.size };
}
