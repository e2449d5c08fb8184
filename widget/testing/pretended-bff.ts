import type { BrowserPayment, BrowserSession, BrowserStatus } from "../../bff/contract.ts";
import { isOpen, withPayment } from "../machine/snapshot.ts";
import { withoutSlashesBehind } from "../net/parse-url.ts";
import { type PretendedAnswer, refuse, statusOf, streamOf } from "./answers.ts";
import { type Fixture, now as sceneTime } from "./fixtures.ts";
import { installFetch } from "./install-fetch.ts";
import { actionFor, findScene, type SceneName } from "./scenes.ts";

/** A request of the widget. */
export interface PretendedRequest {
  readonly method: string;
  /** E.g. `/checkout/payments`. */
  readonly path: string;
  readonly body: unknown;
}

export interface PretendedBffOptions {
  /** Where the BFF pretends to be: the element's `bff`. Default: one of its own, under `example.test`. */
  readonly address?: string | undefined;
  /** Default: `methods`. */
  readonly screen?: SceneName | undefined;
  /** What differs from the scene's session, e.g. `{ merchantName, amount }`. */
  readonly session?: Partial<BrowserSession> | undefined;
}

/** A BFF with one session, inside the page: it needs no server. */
export interface PretendedBff {
  readonly address: string;
  /** All requests so far, in order. */
  readonly requests: readonly PretendedRequest[];
  /** Answers requests to `address`; passes nothing on. */
  readonly fetch: typeof fetch;
  /** Takes the place of the page's `fetch` for its own address, until the returned function is called. */
  readonly install: () => () => void;
  /** Takes the session of another scene. The widget sees it when it loads the session again. */
  readonly show: (screen: SceneName) => void;
  /** Changes the session and its payment, as the provider or the merchant would. The widget hears of it at once. */
  readonly update: (changes: PretendedChanges) => void;
  /** The money arrives. These throw when there is no open payment. */
  readonly pay: () => void;
  /** @param code a failure's code, default `payment_failed` */
  readonly fail: (code?: string) => void;
  /** The open payment expires or is canceled; without one, the session. */
  readonly expire: () => void;
  readonly cancel: () => void;
}

export interface PretendedChanges {
  readonly session?: Partial<BrowserSession>;
  readonly payment?: Partial<BrowserPayment>;
}

let made = 0;
const minutes = (count: number) => count * 60_000;

/** A session with some of its fields changed. Its two names of the merchant stay the same. */
function withChanges(session: BrowserSession, changes: Partial<BrowserSession>): BrowserSession {
  const { merchantName = session.merchantName } = changes;
  return { ...session, merchant: { ...session.merchant, name: merchantName }, ...changes };
}

/** Makes a BFF that answers from scenes. Nothing leaves the page. */
export function pretendBff(options: PretendedBffOptions = {}): PretendedBff {
  made += 1;
  const address = withoutSlashesBehind(options.address ?? `https://pay-${made}.example.test`);
  const startedMs = Date.now();
  const requests: PretendedRequest[] = [];
  const streams = new Set<(status: BrowserStatus) => void>();
  let scene: Fixture;
  let session: BrowserSession | null = null;

  /** The BFF's clock: it goes on from the scene's time. */
  const nowMs = () => Date.parse(sceneTime) + Date.now() - startedMs;
  const iso = (ms: number) => new Date(ms).toISOString();

  function show(screen: SceneName): void {
    scene = findScene(screen);
    session = typeof scene.session === "object" ? withChanges(scene.session, options.session ?? {}) : null;
  }

  function current(): BrowserSession {
    if (session === null) throw new Error("This screen has no session.");
    return { ...session, serverTime: iso(nowMs()) };
  }

  const statusNow = (): BrowserStatus => statusOf(current(), 5);

  function keep(next: BrowserSession): void {
    session = next;
    for (const send of streams) send(statusNow());
  }

  function openPayment(): BrowserPayment | null {
    const payment = session?.payment ?? null;
    return payment !== null && isOpen(payment) ? payment : null;
  }

  function change(doing: string, changes: Partial<BrowserPayment>): void {
    const payment = openPayment();
    if (payment === null)
      throw new Error(
        `There is no open payment to ${doing}: show "code", "qr" or "leaving", or let the customer continue.`,
      );
    keep(withPayment(current(), { ...payment, nextAction: null, ...changes }));
  }

  function end(status: "expired" | "canceled"): void {
    if (openPayment() === null) keep({ ...current(), status });
    else change(status, { status });
  }

  function begin(body: unknown): PretendedAnswer {
    const method = typeof body === "object" && body !== null && "method" in body ? body.method : null;
    if (scene.start !== undefined) return scene.start;
    const offer = current().methods.find(({ id }) => id === method);
    if (offer === undefined) return 422;
    const open = openPayment();
    if (open !== null) return open;
    const { amount, amountReceived } = current();
    const payment: BrowserPayment = {
      id: `pay_mock_${requests.length}`,
      method: offer.id,
      status: "pending",
      exceptions: [],
      amount,
      amountReceived,
      nextAction: actionFor(offer),
      failure: null,
      createdAt: iso(nowMs()),
      expiresAt: iso(nowMs() + minutes(60)),
    };
    keep(withPayment(current(), payment));
    return payment;
  }

  function cancelOpen(): PretendedAnswer {
    if (openPayment() === null) return 409;
    change("cancel", { status: "canceled" });
    return session?.payment ?? 409;
  }

  /** What the BFF says; "stream" for the stream of statuses. */
  function decide({ method, path, body }: PretendedRequest): PretendedAnswer | "stream" {
    if (typeof scene.session !== "object") return scene.session;
    if (path === "/checkout/session" || path === "/checkout/open") return current();
    if (method === "GET" && path === "/checkout/status") return statusNow();
    if (method === "GET" && path === "/checkout/events") return "stream";
    if (method === "POST" && path === "/checkout/payments") return begin(body);
    if (method === "POST" && path.endsWith("/cancel")) return cancelOpen();
    return 404;
  }

  async function answer(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const request = new Request(input, init);
    const text = await request.text();
    const [path = ""] = request.url.slice(address.length).split("?");
    const isJson = request.headers.get("content-type") === "application/json";
    const asked = { method: request.method, path, body: isJson ? JSON.parse(text) : text || null };
    requests.push(asked);
    const decided = decide(asked);
    if (decided === "never") {
      return new Promise((_, reject) =>
        request.signal.addEventListener("abort", () => reject(request.signal.reason)),
      );
    }
    if (decided === "stream") return streamOf(streams, statusNow());
    return typeof decided === "number" ? refuse(decided) : Response.json(decided);
  }

  show(options.screen ?? "methods");
  return {
    address,
    requests,
    fetch: answer,
    install: () => installFetch(address, answer),
    show,
    update: ({ session: changes, payment }) => {
      const next = withChanges(current(), changes ?? {});
      keep(
        payment === undefined || next.payment === null
          ? next
          : { ...next, payment: { ...next.payment, ...payment } },
      );
    },
    pay: () => change("pay", { status: "succeeded", amountReceived: current().amount }),
    fail: (code = "payment_failed") =>
      change("fail", { status: "failed", failure: { code, retryable: true } }),
    expire: () => end("expired"),
    cancel: () => end("canceled"),
  };
}
