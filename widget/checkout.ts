import type { Timing } from "./controllers/status-watcher.ts";
import { listenForWakeUps } from "./controllers/wake-ups.ts";
import type { LaterCheckout } from "./later-checkout.ts";
import { firstTransition } from "./machine/first.ts";
import { type Effect, type Input, initialState, type Report, type State } from "./machine/state.ts";
import { createApi } from "./net/api.ts";
import { takeEarly } from "./net/early.ts";
import { parseUrl } from "./net/parse-url.ts";
import { networkProblem, type Problem } from "./net/problem.ts";
import { waitFor } from "./net/wait-for.ts";
import type { LaterPart } from "./resources.ts";

export interface CheckoutOptions {
  readonly bff: string;
  /** null until the page sets it. */
  readonly clientToken: string | null;
  /** The method that the page wants to be chosen from the start. */
  readonly method: () => string | null;
  /** Whether the details of a method are under it, and no screen of their own. */
  readonly isAccordion: () => boolean;
  readonly onChange: (state: State) => void;
  /** Tells the page. Answers whether the page lets happen what the report announces. */
  readonly onReport: (report: Report) => boolean;
  readonly onOnline: (isOnline: boolean) => void;
  /** Our own code has thrown. The checkout is of no use any more. */
  readonly onCrash: (error: unknown) => void;
}

/** The checkout of one session: the state machine, with its effects. */
export interface Checkout {
  readonly send: (input: Input) => void;
  /** Takes the rest of the widget's code, which is fetched while the list is shown. Later calls do nothing. */
  readonly complete: (part: LaterPart) => void;
  /** Whether something that the customer did waits for `complete`. */
  readonly isWaiting: () => boolean;
  /** Milliseconds until the payment or session expires, by the server's clock; null when nothing will, or before `complete`. */
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
  const api = createApi({
    bff,
    clientToken: clientToken ?? "",
    fetch: (...request) => takeEarly(...request) ?? fetch(...request),
  });
  const waiting: Input[] = [];
  let state: State = initialState;
  let isOnline = navigator.onLine;
  let later: LaterCheckout | null = null;
  /** The time before which the server wants no other request for the session. */
  let notBeforeMs = 0;
  /** The server's time in the last answer, for the clock that comes later. */
  let lastTime: readonly [serverTime: string, timing: Timing] | null = null;

  const setOnline = (next: boolean) => {
    if (next === isOnline) return;
    isOnline = next;
    options.onOnline(next);
  };

  /** Runs a task to its end. What it throws is a mistake of ours: a request that fails has an answer. */
  const run = (task: () => Promise<void>) => void task().catch(options.onCrash);

  /** Runs a task after some time, unless the checkout is closed before. */
  function soon(ms: number, task: () => void): void {
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
    soon(retryAfterMs, () => send({ type: "try-again" }));
  }

  async function load(): Promise<void> {
    if (clientToken === null || !/^http/.test(protocol)) {
      soon(attributeGraceMs, () => run(() => failLoad(null)));
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
    lastTime = [answer.value.serverTime, { sentAtMs, receivedAtMs: Date.now() }];
    later?.sync(...lastTime);
    send({ type: "session-loaded", session: answer.value, wanted: options.method() });
  }

  async function submit({ method, payer }: Extract<Effect, { type: "submit" }>): Promise<void> {
    const amount = state.session?.amount;
    const isWanted =
      amount === undefined || options.onReport({ name: "pay-before-start", detail: { method, amount } });
    if (!isWanted) {
      send({ type: "start-prevented" });
      return;
    }
    const answer = await api.start({ method, payer }, signal);
    if (signal.aborted) return;
    send(
      answer.ok
        ? { type: "payment-started", payment: answer.value }
        : { type: "start-failed", problem: answer.problem },
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
      case "report":
        options.onReport(effect.report);
        break;
      default:
        later?.perform(effect);
    }
  }

  /**
   * In an accordion the details are in the list, so there is no other step. Until the later screens have come, the step of
   * its own shows that the customer waits.
   */
  function settle(next: State): State {
    return later !== null && options.isAccordion() ? { ...next, step: "list" } : next;
  }

  function send(input: Input): void {
    if (signal.aborted) return;
    try {
      const step = later === null ? firstTransition(state, input) : later.step(state, input);
      if (step === null) waiting.push(input);
      else state = settle(step.state);
      options.onChange(state);
      for (const effect of step?.effects ?? []) perform(effect);
    } catch (error) {
      options.onCrash(error);
    }
  }

  function complete(part: LaterPart): void {
    if (later !== null || signal.aborted) return;
    later = part.createLaterCheckout({
      requests: api.requests,
      signal,
      send,
      setOnline,
      run,
      onCrash: options.onCrash,
    });
    if (lastTime !== null) later.sync(...lastTime);
    if (document.visibilityState === "hidden") later.pause();
    state = settle(later.takeOver(state));
    options.onChange(state);
    for (const input of waiting.splice(0)) send(input);
  }

  const stopListening = listenForWakeUps({
    onHide: () => later?.pause(),
    onShow: () => later?.resume(),
    onWake: ({ fromCache }) => send({ type: "woke", fromCache }),
    onOnline: (next) => {
      setOnline(next);
      // A request that was under way when the network went away may hang until its time limit.
      if (!next) later?.restart();
    },
  });

  send({ type: "connected", allowHttp: protocol === "http:" });

  return {
    send,
    complete,
    isWaiting: () => waiting.some((input) => input.type !== "session-loaded"),
    leftMs: () => later?.leftMs(state) ?? null,
    tick: () => later?.tick(state),
    close: () => {
      closing.abort();
      later?.stop();
      stopListening();
    },
  };
}
