/** A session on the BFF of fixtures, which tests change as a provider or a merchant would. */
import type {
  BrowserPayment,
  BrowserSession,
  BrowserStatus,
  PaymentMethod,
} from "../../../../bff/contract.ts";
import { statusOf } from "../../../../widget/testing/answers.ts";
import { makeSession } from "../../../widget/support/fixtures.ts";

/** A request of the widget. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly etag: string | undefined;
}

/** An answer that is an error. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

/** One session, with what its next answers are. */
export interface Scenario {
  readonly token: string;
  session: BrowserSession;
  /** How far the server's clock is ahead of the machine's, in milliseconds. */
  clockAheadMs: number;
  /** The parts of the answer to the next start of a payment, or its refusal. */
  next: (method: PaymentMethod) => Partial<BrowserPayment> | Refusal;
  /** Held back until it resolves, e.g. to look at a button that is busy. */
  hold: Promise<void>;
  /** "stream" follows by server-sent events, "poll" has none, "down" answers 503 to every request. */
  mode: "stream" | "poll" | "down";
  pollAfter: number;
  /** The token is refused from now on. */
  isRevoked: boolean;
  retryAfter: number | null;
  /** How many more requests are refused with 429 and `retryAfter`. */
  tooMany: number;
  readonly asked: Asked[];
  /** Changes the session and sends the new status to the streams. */
  readonly update: (changes: Partial<BrowserSession>) => void;
  /** Changes the session's payment and sends the new status to the streams. */
  readonly updatePayment: (changes: Partial<BrowserPayment>, session?: Partial<BrowserSession>) => void;
  readonly count: (method: string, path: string) => number;
  /** How many streams are open. */
  readonly followers: () => number;
  /** The status as it stands, by the server's clock. */
  readonly status: () => BrowserStatus;
  /** Sends each new status, from this one on, until the returned function is called. */
  readonly follow: (send: (status: BrowserStatus) => void) => () => void;
}

export const iso = (ms: number) => new Date(ms).toISOString();

const dayMs = 24 * 3_600_000;

/** The session's status after a payment was started or has changed. */
export function statusAfter(payment: BrowserPayment): BrowserSession["status"] {
  if (payment.status === "succeeded") return "succeeded";
  if (payment.status === "pending") return "requires_action";
  return ["creating", "unknown", "partially_paid", "review"].includes(payment.status)
    ? "processing"
    : "requires_payment_method";
}

/** A scenario with a token of its own. It expires tomorrow unless `changes` say otherwise. */
export function makeScenario(token: string, changes: Partial<BrowserSession>): Scenario {
  const followers = new Set<(status: BrowserStatus) => void>();
  const scenario: Scenario = {
    token,
    session: makeSession({ expiresAt: iso(Date.now() + dayMs), ...changes }),
    clockAheadMs: 0,
    next: () => ({}),
    hold: Promise.resolve(),
    mode: "stream",
    pollAfter: 1,
    isRevoked: false,
    retryAfter: null,
    tooMany: 0,
    asked: [],
    update: (next) => {
      scenario.session = { ...scenario.session, ...next };
      for (const send of followers) send(scenario.status());
    },
    updatePayment: (next, session = {}) => {
      if (scenario.session.payment === null) throw new Error("there is no payment");
      const payment = { ...scenario.session.payment, ...next };
      scenario.update({ status: statusAfter(payment), payment, ...session });
    },
    count: (method, path) =>
      scenario.asked.filter((one) => one.method === method && one.path === path).length,
    followers: () => followers.size,
    status: () => {
      const serverTime = iso(Date.now() + scenario.clockAheadMs);
      return statusOf({ ...scenario.session, serverTime }, scenario.pollAfter);
    },
    follow: (send) => {
      followers.add(send);
      send(scenario.status());
      return () => followers.delete(send);
    },
  };
  return scenario;
}
