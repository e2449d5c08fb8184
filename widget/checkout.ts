import { createLateWatcher } from "./controllers/late-watcher.ts";
import { createServerClock } from "./controllers/server-clock.ts";
import type { StatusWatcherOptions } from "./controllers/status-watcher.ts";
import { listenForWakeUps } from "./controllers/wake-ups.ts";
import { deadlineOf } from "./machine/snapshot.ts";
import { type Effect, type Input, initialState, type Report, type State } from "./machine/state.ts";
import { transition } from "./machine.ts";
import { createApi } from "./net/api.ts";
import { parseUrl } from "./net/parse-url.ts";
import { networkProblem, type Problem } from "./net/problem.ts";
import { waitFor } from "./net/wait-for.ts";

export interface CheckoutOptions {
  readonly bff: string;
  /** null until the page sets it. */
  readonly clientToken: string | null;
  readonly onChange: (state: State) => void;
  readonly onReport: (report: Report) => void;
  readonly onOnline: (isOnline: boolean) => void;
  /** Our own code has thrown. The checkout is of no use any more. */
  readonly onCrash: (error: unknown) => void;
}

/** The checkout of one session: the state machine, with its effects. */
export interface Checkout {
  readonly send: (input: Input) => void;
  /** Milliseconds until the payment or session expires, by the server's clock; null when nothing will expire. */
  readonly leftMs: () => number | null;
  /** Call it about once a second: it notices the end of the time, and a change of the device's clock. */
  readonly tick: () => void;
  readonly close: () => void;
}

/** How long a page may take to set the attributes after it adds the element: frameworks set properties late. */
const attributeGraceMs = 3000;

/** Loads a session by its client token and keeps it up to date until `close`. */
export function openCheckout(options: CheckoutOptions): Checkout {
  const { bff, clientToken } = options;
  const protocol = parseUrl(bff)?.protocol ?? "";
  const closing = new AbortController();
  const { signal } = closing;
  const api = createApi({ bff, clientToken: clientToken ?? "", fetch: (...request) => fetch(...request) });
  const clock = createServerClock({ wallMs: () => Date.now(), steadyMs: () => performance.now() });
  let state: State = initialState;
  let isOnline = navigator.onLine;
  /** The time before which the server wants no other request for the session. */
  let notBeforeMs = 0;

  const setOnline = (next: boolean) => {
    if (next === isOnline) return;
    isOnline = next;
    options.onOnline(next);
  };

  /** Runs a task to its end. What it throws is a mistake of ours: a request that fails has an answer. */
  const run = (task: () => Promise<void>) => void task().catch(options.onCrash);

  const watched: StatusWatcherOptions = {
    api: () => api,
    onCrash: options.onCrash,
    onStatus: (status, timing) => {
      clock.sync(status.serverTime, timing);
      send({ type: "status", status });
    },
    onGone: (problem) => send({ type: "load-failed", problem }),
    onReachable: (isReachable) => setOnline(isReachable || navigator.onLine),
  };
  const watcher = createLateWatcher({
    fetchWatcher: async () => (await import("./controllers/status-watcher.ts")).createStatusWatcher(watched),
    onMissing: () => run(load),
    signal,
  });

  /** Runs a task after some time, unless the checkout is closed before. */
  function later(ms: number, task: () => void): void {
    const timer = setTimeout(task, ms);
    signal.addEventListener("abort", () => clearTimeout(timer));
  }

  /** @param problem null when an attribute is wrong, so that no request was made */
  async function failLoad(problem: Problem | null): Promise<void> {
    let found = problem ?? networkProblem;
    if (state.session === null) {
      found = await import("./net/explain.ts").then(
        ({ explainLoad }) => explainLoad({ problem, bff, signal }),
        () => found,
      );
    }
    send({ type: "load-failed", problem: found });
    const { retryAfterMs } = found;
    if (retryAfterMs === null || state.session !== null) return;
    notBeforeMs = performance.now() + retryAfterMs;
    later(retryAfterMs, () => send({ type: "try-again" }));
  }

  async function load(): Promise<void> {
    if (clientToken === null || !/^http/.test(protocol)) {
      later(attributeGraceMs, () => run(() => failLoad(null)));
      return;
    }
    const waitMs = notBeforeMs - performance.now();
    if (waitMs > 0) await waitFor(waitMs, signal);
    const sentAtMs = Date.now();
    const answer = await api.session(signal);
    if (signal.aborted) return;
    if (!answer.ok) {
      await failLoad(answer.problem);
      return;
    }
    clock.sync(answer.value.serverTime, { sentAtMs, receivedAtMs: Date.now() });
    send({ type: "session-loaded", session: answer.value });
  }

  async function submit({ method, payer }: Extract<Effect, { type: "submit" }>): Promise<void> {
    const answer = await api.start({ method, payer }, signal);
    if (signal.aborted) return;
    send(
      answer.ok
        ? { type: "payment-started", payment: answer.value }
        : { type: "start-failed", problem: answer.problem },
    );
  }

  async function cancel(effect: Extract<Effect, { type: "cancel-payment" }>): Promise<void> {
    const answer = await api.cancel(effect.paymentId, signal);
    if (signal.aborted) return;
    send(
      answer.ok
        ? { type: "payment-canceled", payment: answer.value, choosing: effect.choosing }
        : { type: "cancel-failed", problem: answer.problem },
    );
  }

  function perform(effect: Effect): void {
    switch (effect.type) {
      case "load":
        run(load);
        break;
      case "submit":
        run(() => submit(effect));
        break;
      case "cancel-payment":
        run(() => cancel(effect));
        break;
      case "check":
        watcher.check();
        break;
      case "watch":
        if (effect.on) watcher.start();
        else watcher.stop();
        break;
      case "report":
        options.onReport(effect.report);
        break;
      default:
        effect satisfies never;
    }
  }

  function send(input: Input): void {
    if (signal.aborted) return;
    try {
      const step = transition(state, input);
      state = step.state;
      options.onChange(state);
      for (const effect of step.effects) perform(effect);
    } catch (error) {
      options.onCrash(error);
    }
  }

  const leftMs = () => {
    const deadline = state.session === null ? null : deadlineOf(state.session);
    return deadline === null ? null : Math.max(0, Date.parse(deadline.at) - clock.nowMs());
  };

  const stopListening = listenForWakeUps({
    onHide: watcher.pause,
    onShow: watcher.resume,
    onWake: ({ fromCache }) => send({ type: "woke", fromCache }),
    onOnline: (next) => {
      setOnline(next);
      // A request that was under way when the network went away may hang until its time limit.
      if (!next) watcher.restart();
    },
  });

  if (document.visibilityState === "hidden") watcher.pause();
  send({ type: "connected", allowHttp: protocol === "http:" });

  return {
    send,
    leftMs,
    tick: () => {
      if (clock.hasJumped()) watcher.check();
      if (leftMs() === 0) send({ type: "deadline-reached" });
    },
    close: () => {
      closing.abort();
      watcher.stop();
      stopListening();
    },
  };
}
