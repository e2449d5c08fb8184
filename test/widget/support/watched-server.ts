/** A pretended server for the watcher of the status. */
import type { BrowserStatus } from "../../../bff/contract.ts";
import { createStatusWatcher } from "../../../widget/controllers/status-watcher.ts";
import type { Answer } from "../../../widget/net/api.ts";
import type { LaterApi, StatusAnswer } from "../../../widget/net/later-api.ts";
import { localProblem, type Problem } from "../../../widget/net/problem.ts";
import { makeStatus } from "./fixtures.ts";

/** A server whose answers the test decides, with the time of each question. */
export function makeServer() {
  const asked: { kind: "status" | "events"; atMs: number; etag: string | null }[] = [];
  const server = {
    asked,
    status: (): Answer<StatusAnswer> => ({ ok: true, value: { status: makeStatus(), etag: '"1"' } }),
    events: (): Answer<ReadableStream<Uint8Array>> => ({
      ok: false,
      problem: localProblem("bad_answer", "no stream"),
    }),
    times: (kind: "status" | "events") => asked.filter((one) => one.kind === kind).map(({ atMs }) => atMs),
  };
  const api: Pick<LaterApi, "status" | "events"> = {
    status: async (etag) => {
      asked.push({ kind: "status", atMs: Date.now(), etag });
      return server.status();
    },
    events: async () => {
      asked.push({ kind: "events", atMs: Date.now(), etag: null });
      return server.events();
    },
  };
  return { server, api };
}

/** A stream that the test writes to. */
export function makeStream() {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const stream = new ReadableStream<Uint8Array>({
    start: (given) => {
      controller = given;
    },
  });
  return {
    stream,
    write: (text: string) => controller?.enqueue(new TextEncoder().encode(text)),
    close: () => controller?.close(),
  };
}

/** A watcher, and what it has told. */
export function watch(api: Pick<LaterApi, "status" | "events">) {
  const statuses: BrowserStatus[] = [];
  const gone: Problem[] = [];
  const reachable: boolean[] = [];
  const watcher = createStatusWatcher({
    onCrash: (error) => {
      throw error;
    },
    api: () => api,
    onStatus: (status) => statuses.push(status),
    onGone: (problem) => gone.push(problem),
    onReachable: (isReachable) => reachable.push(isReachable),
    random: () => 0.5,
  });
  return { watcher, statuses, gone, reachable };
}

/** An answer that refuses. */
export const refusal = (code: string, retryAfterMs: number | null = null) => ({
  ok: false as const,
  problem: { ...localProblem(code, ""), retryAfterMs },
});
