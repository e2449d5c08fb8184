import type { PaymentMethodOffer } from "../bff/contract.ts";
import { createServerClock } from "./controllers/server-clock.ts";
import { createStatusWatcher, type StatusWatcher, type Timing } from "./controllers/status-watcher.ts";
import type { Step } from "./machine/first.ts";
import { withFirstKeys } from "./machine/reports.ts";
import { isWatching } from "./machine/screen.ts";
import { deadlineOf } from "./machine/snapshot.ts";
import type { Effect, Input, State } from "./machine/state.ts";
import { transition } from "./machine.ts";
import type { Requests } from "./net/api.ts";
import { createLaterApi } from "./net/later-api.ts";

/** The effects that only the inputs after the list have. */
export type LaterEffect = Exclude<Effect, { type: "load" | "submit" | "report" }>;

/** What the rest of a checkout needs of its beginning. */
export interface LaterCheckoutOptions {
  readonly requests: Requests;
  readonly signal: AbortSignal;
  readonly send: (input: Input) => void;
  readonly setOnline: (isOnline: boolean) => void;
  readonly run: (task: () => Promise<void>) => void;
  readonly onCrash: (error: unknown) => void;
}

/** The rest of a checkout: the whole machine, the server's clock, and the watcher of the status. */
export interface LaterCheckout extends Pick<StatusWatcher, "pause" | "resume" | "restart" | "stop"> {
  /** Takes over the state that the first bundle has made. */
  readonly takeOver: (state: State) => State;
  readonly step: (state: State, input: Input) => Step;
  readonly perform: (effect: LaterEffect) => void;
  readonly sync: (serverTime: string, timing: Timing) => void;
  readonly leftMs: (state: State) => number | null;
  readonly tick: (state: State) => void;
}

/** The server tries a provider again half a minute after it has stopped. */
const recheckMs = 30_000;

const isUnavailable = ({ unavailable }: PaymentMethodOffer) => unavailable !== undefined;

export function createLaterCheckout(options: LaterCheckoutOptions): LaterCheckout {
  const { signal, send, setOnline, run } = options;
  let checkedAtMs = performance.now();
  const api = createLaterApi(options.requests);
  const clock = createServerClock({ wallMs: () => Date.now(), steadyMs: () => performance.now() });
  const watcher = createStatusWatcher({
    api: () => api,
    onCrash: options.onCrash,
    onStatus: (status, timing) => {
      clock.sync(status.serverTime, timing);
      send({ type: "status", status });
    },
    onGone: (problem) => send({ type: "load-failed", problem }),
    onReachable: (isReachable) => setOnline(isReachable || navigator.onLine),
  });

  async function cancel(effect: Extract<Effect, { type: "cancel-payment" }>): Promise<void> {
    const answer = await api.cancel(effect.paymentId, signal);
    if (signal.aborted) return;
    send(
      answer.ok
        ? { type: "payment-canceled", payment: answer.value, choosing: effect.choosing }
        : { type: "cancel-failed", problem: answer.problem },
    );
  }

  /** Loads the session again from time to time while a method cannot be used, because it may work again. */
  function recheck({ session, busy }: State): void {
    const isWaiting = busy === null && session?.payment === null && session.methods.some(isUnavailable);
    if (!isWaiting || document.visibilityState === "hidden" || !navigator.onLine)
      checkedAtMs = performance.now();
    if (performance.now() - checkedAtMs < recheckMs) return;
    checkedAtMs = performance.now();
    send({ type: "refresh" });
  }

  function leftMs({ session }: State): number | null {
    const deadline = session === null ? null : deadlineOf(session);
    return deadline === null ? null : Math.max(0, Date.parse(deadline.at) - clock.nowMs());
  }

  return {
    ...watcher,
    takeOver: (state) => {
      if (isWatching(state)) watcher.start();
      return state.session === null ? state : withFirstKeys(state);
    },
    step: transition,
    perform: (effect) => {
      switch (effect.type) {
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
        default:
          effect satisfies never;
      }
    },
    sync: clock.sync,
    leftMs,
    tick: (state) => {
      if (clock.hasJumped()) watcher.check();
      recheck(state);
      if (leftMs(state) === 0) send({ type: "deadline-reached" });
    },
  };
}
