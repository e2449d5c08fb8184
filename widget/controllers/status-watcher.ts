import type { BrowserStatus } from "../../bff/contract.ts";
import { type AbortScope, openAbortScope } from "../net/abort-scope.ts";
import { readEvents } from "../net/event-stream.ts";
import type { LaterApi } from "../net/later-api.ts";
import { readJson } from "../net/parse.ts";
import { isBrowserStatus } from "../net/parse-status.ts";
import { isTokenProblem, type Problem, problemKind } from "../net/problem.ts";
import { waitFor } from "../net/wait-for.ts";
import { type Pace, type Plan, planNext } from "./status-pace.ts";

/** When a request was sent and when its answer arrived, in epoch milliseconds of this device. */
export interface Timing {
  readonly sentAtMs: number;
  readonly receivedAtMs: number;
}

export interface StatusWatcherOptions {
  readonly api: () => Pick<LaterApi, "status" | "events">;
  readonly onStatus: (status: BrowserStatus, timing: Timing) => void;
  /** The server refused the token. The watcher has stopped, because no later request can succeed. */
  readonly onGone: (problem: Problem) => void;
  /** Whether the last request reached the server. */
  readonly onReachable: (isReachable: boolean) => void;
  /** The watcher's own code has thrown, so the status is not followed any more. */
  readonly onCrash: (error: unknown) => void;
  /** A number in [0, 1), for jitter. */
  readonly random?: () => number;
}

/** Follows the status of a session. */
export interface StatusWatcher {
  /** Starts with the stream, because the caller has just loaded the session. */
  readonly start: () => void;
  readonly stop: () => void;
  /** Makes no request until `resume`: the page is hidden. */
  readonly pause: () => void;
  /** Goes on with a poll, because the status may have changed in the meantime. */
  readonly resume: () => void;
  /** Drops the request under way, whose answer may never come, and goes on with a poll. */
  readonly restart: () => void;
  /** Polls once, now, also while the watcher is stopped. Calls during that poll share it. */
  readonly check: () => void;
}

/** The server writes to a stream at least every 15 s. */
const silenceMs = 40_000;
/** A stream that only gives its first status and ends is of no more use than one that gives nothing. */
const shortStreamMs = 5000;
const shortestPollMs = 1000;
const longestPollMs = 60_000;

/**
 * Follows the status by the event stream, and by polling where streams do not work. It backs off with jitter, honours
 * `Retry-After`, and stops by itself only when the token is refused.
 */
export function createStatusWatcher(options: StatusWatcherOptions): StatusWatcher {
  const random = options.random ?? Math.random;
  const pace: Pace = { failures: 0, emptyStreams: 0, pollAfterMs: 3000 };
  let isOn = false;
  let isPaused = false;
  /** Ends the cycle of polls and streams; null while there is none. */
  let cycle: AbortController | null = null;
  /** Ends the wait before the next poll; null while there is none. */
  let waiting: AbortScope | null = null;
  let polling: Promise<number | null> | null = null;
  let etag: string | null = null;

  function deliver(status: BrowserStatus, sentAtMs: number): void {
    pace.failures = 0;
    pace.pollAfterMs = Math.min(longestPollMs, Math.max(shortestPollMs, status.pollAfter * 1000));
    options.onReachable(true);
    options.onStatus(status, { sentAtMs, receivedAtMs: Date.now() });
  }

  /** Returns the least wait before the next request, in milliseconds. */
  function fail(problem: Problem): number {
    pace.failures += 1;
    if (isTokenProblem(problem)) {
      stop();
      options.onGone(problem);
    } else {
      options.onReachable(false);
    }
    return problem.retryAfterMs ?? 0;
  }

  /** Returns null, or after a failure the least wait before the next request. */
  async function pollOnce(signal: AbortSignal): Promise<number | null> {
    const sentAtMs = Date.now();
    const answer = await options.api().status(etag, signal);
    if (signal.aborted) return null;
    if (!answer.ok) return fail(answer.problem);
    etag = answer.value.etag;
    pace.failures = 0;
    if (answer.value.status === null) options.onReachable(true);
    else deliver(answer.value.status, sentAtMs);
    return null;
  }

  /** Joins the poll that is under way, or starts one: there is never more than one. */
  function poll(signal: AbortSignal): Promise<number | null> {
    if (polling !== null) return polling;
    const started = pollOnce(signal).finally(() => {
      if (polling === started) polling = null;
    });
    polling = started;
    return started;
  }

  /** Returns whether a status came. */
  async function readMessages(stream: ReadableStream<Uint8Array>, signal: AbortSignal): Promise<boolean> {
    let hasNews = false;
    for await (const message of readEvents(stream, silenceMs)) {
      if (signal.aborted) break;
      const status = message.event === "status" ? readJson(message.data) : undefined;
      if (!isBrowserStatus(status)) continue;
      hasNews = true;
      deliver(status, Date.now());
    }
    return hasNews;
  }

  /** Reads one stream to its end. Returns the least wait before the next request. */
  async function readStream(signal: AbortSignal): Promise<number> {
    pace.emptyStreams += 1;
    const answer = await options.api().events(signal);
    if (signal.aborted) return 0;
    if (!answer.ok) {
      if (isTokenProblem(answer.problem) || problemKind(answer.problem) === "network")
        return fail(answer.problem);
      // Something answered, but gives no stream now. The next poll finds out whether the server is there.
      pace.failures += 1;
      return answer.problem.retryAfterMs ?? 0;
    }
    const openedMs = performance.now();
    const hasNews = await readMessages(answer.value, signal);
    if (hasNews && performance.now() - openedMs >= shortStreamMs) pace.emptyStreams = 0;
    return 0;
  }

  /** Waits until the time is over, `check` wants a poll at once, or the cycle ends. */
  async function wait(ms: number, signal: AbortSignal): Promise<void> {
    const early = openAbortScope(signal);
    waiting = early;
    await waitFor(ms, early.signal);
    early.release();
    if (waiting === early) waiting = null;
  }

  async function run(signal: AbortSignal, first: Plan["task"]): Promise<void> {
    let task = first;
    while (!signal.aborted) {
      const leastWaitMs = await (task === "poll" ? poll(signal) : readStream(signal));
      if (signal.aborted) return;
      const next = planNext(leastWaitMs, pace, random());
      if (next.waitMs > 0) await wait(next.waitMs, signal);
      task = next.task;
    }
  }

  function begin(first: Plan["task"]): void {
    if (!isOn || isPaused || cycle !== null) return;
    pace.emptyStreams = 0;
    cycle = new AbortController();
    run(cycle.signal, first).catch(options.onCrash);
  }

  function halt(): void {
    cycle?.abort();
    cycle = null;
    waiting = null;
    polling = null;
  }

  function stop(): void {
    isOn = false;
    halt();
  }

  return {
    start: () => {
      isOn = true;
      begin("stream");
    },
    stop,
    pause: () => {
      isPaused = true;
      halt();
    },
    resume: () => {
      isPaused = false;
      begin("poll");
    },
    restart: () => {
      halt();
      begin("poll");
    },
    check: () => {
      if (waiting !== null) waiting.abort();
      else poll((cycle ?? new AbortController()).signal).catch(options.onCrash);
    },
  };
}
