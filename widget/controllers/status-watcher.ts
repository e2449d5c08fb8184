import type { BrowserStatus } from "../../bff/contract.ts";
import type { Api } from "../net/api.ts";
import { readEvents } from "../net/event-stream.ts";
import { isBrowserStatus, readJson } from "../net/parse.ts";
import { isTokenProblem, type Problem } from "../net/problem.ts";

/** When an answer was asked for and when it came, in epoch milliseconds of this device. */
export interface Timing {
  readonly sentAtMs: number;
  readonly receivedAtMs: number;
}

export interface StatusWatcherOptions {
  readonly api: () => Pick<Api, "status" | "events">;
  readonly onStatus: (status: BrowserStatus, timing: Timing) => void;
  /** The token is refused: following is over until the widget is given another. */
  readonly onGone: (problem: Problem) => void;
  /** Whether the server was reached at the last try. */
  readonly onReachable: (isReachable: boolean) => void;
  /** A number in [0, 1), for jitter. */
  readonly random?: () => number;
}

/** Follows the status of a session. */
export interface StatusWatcher {
  /** Starts following; what is known now is fresh, so the first thing is the stream. */
  readonly start: () => void;
  readonly stop: () => void;
  /** The page is hidden: nothing is asked until `resume`. */
  readonly pause: () => void;
  readonly resume: () => void;
  /** Asks once, now, whether following or not. Several calls at once make one question. */
  readonly check: () => void;
}

const silenceMs = 40_000;
const firstBackoffMs = 1000;
const lastBackoffMs = 30_000;
const shortestPollMs = 1000;
const longestPollMs = 60_000;
/** After so many streams in a row that brought nothing, poll; a proxy that buffers streams does not get better. */
const streamTries = 2;

/** How long to wait before try number `failures` + 1, in milliseconds: doubling, capped, between half and all of it. */
export function backoffMs(failures: number, random: number): number {
  const full = Math.min(lastBackoffMs, firstBackoffMs * 2 ** Math.max(0, failures - 1));
  return full / 2 + (full / 2) * random;
}

/**
 * Follows by the event stream, and by polling where there is no stream. Backs off with jitter and honours
 * `Retry-After`; never gives up except when the token is refused, and never asks in a loop without waiting.
 */
export function createStatusWatcher(options: StatusWatcherOptions): StatusWatcher {
  const random = options.random ?? Math.random;
  let isOn = false;
  let isPaused = false;
  let loop: AbortController | null = null;
  let asking: Promise<Problem | null> | null = null;
  let cutWait: (() => void) | null = null;
  let etag: string | null = null;
  let pollAfterMs = 3000;
  let failures = 0;

  const nowMs = () => Date.now();

  function deliver(status: BrowserStatus, sentAtMs: number): void {
    failures = 0;
    pollAfterMs = Math.min(longestPollMs, Math.max(shortestPollMs, status.pollAfter * 1000));
    options.onReachable(true);
    options.onStatus(status, { sentAtMs, receivedAtMs: nowMs() });
  }

  function fail(problem: Problem): void {
    failures += 1;
    if (isTokenProblem(problem)) {
      stop();
      options.onGone(problem);
    } else {
      options.onReachable(false);
    }
  }

  async function askOnce(signal: AbortSignal): Promise<Problem | null> {
    const sentAtMs = nowMs();
    const answer = await options.api().status(etag, signal);
    if (signal.aborted) return null;
    if (!answer.ok) {
      fail(answer.problem);
      return answer.problem;
    }
    etag = answer.value.etag;
    failures = 0;
    if (answer.value.status === null) options.onReachable(true);
    else deliver(answer.value.status, sentAtMs);
    return null;
  }

  /** The question under way, or a new one: there is never more than one. */
  function ask(signal: AbortSignal): Promise<Problem | null> {
    if (asking !== null) return asking;
    const question = askOnce(signal).finally(() => {
      if (asking === question) asking = null;
    });
    asking = question;
    return question;
  }

  function wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", end);
        cutWait = null;
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal.addEventListener("abort", end);
      cutWait = end;
    });
  }

  /** Reads the stream to its end; answers whether it brought anything. */
  async function follow(signal: AbortSignal): Promise<{ brought: boolean; retryAfterMs: number }> {
    const answer = await options.api().events(signal);
    if (signal.aborted) return { brought: false, retryAfterMs: 0 };
    if (!answer.ok) {
      if (answer.problem.code === "bad_answer") failures += 1;
      else fail(answer.problem);
      return { brought: false, retryAfterMs: answer.problem.retryAfterMs ?? 0 };
    }
    let brought = false;
    for await (const message of readEvents(answer.value, silenceMs)) {
      if (signal.aborted) break;
      const status = message.event === "status" ? readJson(message.data) : undefined;
      if (!isBrowserStatus(status)) continue;
      brought = true;
      deliver(status, nowMs());
    }
    return { brought, retryAfterMs: 0 };
  }

  async function run(signal: AbortSignal, checkFirst: boolean): Promise<void> {
    let emptyStreams = 0;
    let isFirst = !checkFirst;
    while (!signal.aborted) {
      const problem = isFirst ? null : await ask(signal);
      isFirst = false;
      if (signal.aborted) return;
      let waitMs = problem === null ? pollAfterMs * (0.8 + 0.4 * random()) : (problem.retryAfterMs ?? 0);
      if (problem === null && emptyStreams < streamTries) {
        const stream = await follow(signal);
        if (signal.aborted) return;
        emptyStreams = stream.brought ? 0 : emptyStreams + 1;
        waitMs = Math.max(stream.retryAfterMs, backoffMs(Math.max(1, failures), random()));
      } else if (problem !== null) {
        waitMs = Math.max(waitMs, backoffMs(failures, random()));
      }
      await wait(waitMs, signal);
    }
  }

  function begin(checkFirst: boolean): void {
    if (!isOn || isPaused || loop !== null) return;
    loop = new AbortController();
    void run(loop.signal, checkFirst);
  }

  function halt(): void {
    loop?.abort();
    loop = null;
    asking = null;
  }

  function stop(): void {
    isOn = false;
    halt();
  }

  return {
    start: () => {
      isOn = true;
      begin(false);
    },
    stop,
    pause: () => {
      isPaused = true;
      halt();
    },
    resume: () => {
      isPaused = false;
      begin(true);
    },
    check: () => {
      if (cutWait !== null) cutWait();
      else void ask(loop?.signal ?? new AbortController().signal);
    },
  };
}
