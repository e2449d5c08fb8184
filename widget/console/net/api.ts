/** Requests to the BFF: the console's own API, and the merchant operations behind it. */
import { type Guard, isFields, isProblem } from "./answers.ts";

/** Why there is no answer of the kind that was wanted. */
export interface Trouble {
  /** `signed_out`: the session of the operator has ended. */
  readonly kind: "refused" | "signed_out" | "offline" | "unreadable";
  /** The HTTP status; null: no answer came. */
  readonly status: number | null;
  readonly code: string | null;
  readonly title: string | null;
  readonly detail: string | null;
  readonly fields: readonly { readonly path: string; readonly message: string }[];
  readonly requestId: string | null;
}

export type Answer<T> =
  | { readonly ok: true; readonly value: T; readonly headers: Headers }
  | { readonly ok: false; readonly trouble: Trouble };

export type Query = Readonly<Record<string, string | null | undefined>>;

export interface Api {
  /** @param isBackground the page asks by itself, which does not keep the operator's session alive */
  readonly get: <T>(
    path: string,
    query: Query,
    guard: Guard<T>,
    isBackground?: boolean,
  ) => Promise<Answer<T>>;
  /**
   * @param key of the intent: a repeat with the same key is answered with what the first one did; null: the operation
   * takes none
   */
  readonly send: <T>(request: SendRequest<T>) => Promise<Answer<T>>;
  /** Whether a file would come, without loading it: a refusal has its reason. */
  readonly check: (path: string, query: Query) => Promise<Answer<null>>;
  /** The address of a file to download. */
  readonly addressOf: (path: string, query: Query) => string;
}

export interface SendRequest<T> {
  readonly method?: "POST" | "PATCH";
  readonly path: string;
  readonly body?: unknown;
  readonly key: string | null;
  readonly guard: Guard<T>;
}

export interface ApiOptions {
  /** The console's address, such as `https://pay.example.com/console/`. */
  readonly base: string;
  readonly csrfToken: () => string | null;
  /** Another request than the sign-in was answered with 401. */
  readonly onSignedOut: () => void;
  readonly onReachable: (isReachable: boolean) => void;
}

const timeoutMs = 30_000;

function troubleOf(kind: Trouble["kind"], status: number | null, requestId: string | null): Trouble {
  return { kind, status, code: null, title: null, detail: null, fields: [], requestId };
}

function parse(text: string): unknown {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    // Not an answer of the BFF: a proxy's page, or half a body. The guard refuses it.
    return undefined;
  }
}

function readTrouble(status: number, body: unknown, requestId: string | null): Trouble {
  const kind = status === 401 ? "signed_out" : "refused";
  if (!isProblem(body)) return troubleOf(status === 401 ? kind : "unreadable", status, requestId);
  const { code, title, detail, errors = [] } = body;
  return { kind, status, code, title, detail, fields: errors, requestId: body.requestId };
}

async function readAnswer<T>(response: Response, guard: Guard<T>): Promise<Answer<T>> {
  const requestId = response.headers.get("x-request-id");
  const body = parse(await response.text());
  if (!response.ok) return { ok: false, trouble: readTrouble(response.status, body, requestId) };
  if (guard(body)) return { ok: true, value: body, headers: response.headers };
  return { ok: false, trouble: troubleOf("unreadable", response.status, requestId) };
}

async function load(url: string, init: RequestInit): Promise<Response> {
  return await fetch(url, {
    ...init,
    credentials: "same-origin",
    cache: "no-store",
    signal: AbortSignal.timeout(timeoutMs),
  });
}

const isNull = (value: unknown): value is null => value === null;

async function checkFile(url: string): Promise<Answer<null>> {
  const head = await load(url, { method: "HEAD" });
  if (head.ok) return { ok: true, value: null, headers: head.headers };
  // Why it is refused stands in the body, and an answer to HEAD has none.
  const whole = await load(url, {});
  if (!whole.ok) return await readAnswer(whole, isNull);
  await whole.body?.cancel();
  return { ok: true, value: null, headers: whole.headers };
}

/** A new key for one intent. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `console-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

function addressOf(base: string, path: string, query: Query): string {
  const url = new URL(`api/${path}`, base);
  for (const [name, value] of Object.entries(query)) if (value) url.searchParams.set(name, value);
  return url.href;
}

export function createApi({ base, csrfToken, onSignedOut, onReachable }: ApiOptions): Api {
  async function exchange<T>(run: () => Promise<Answer<T>>): Promise<Answer<T>> {
    try {
      const answer = await run();
      onReachable(true);
      if (!answer.ok && answer.trouble.kind === "signed_out") onSignedOut();
      return answer;
    } catch {
      // fetch() fails in one way for all that can happen to a network, and the screen says so.
      onReachable(false);
      return { ok: false, trouble: troubleOf("offline", null, null) };
    }
  }
  const request = <T>(url: string, init: RequestInit, guard: Guard<T>) =>
    exchange(async () => await readAnswer(await load(url, init), guard));

  return {
    get: (path, query, guard, isBackground = false) => {
      const headers = new Headers(isBackground ? { "x-background": "1" } : {});
      return request(addressOf(base, path, query), { headers }, guard);
    },
    send({ method = "POST", path, body, key, guard }) {
      const headers = new Headers({ "content-type": "application/json" });
      const token = csrfToken();
      if (token !== null) headers.set("x-csrf-token", token);
      if (key !== null) headers.set("idempotency-key", key);
      const text = JSON.stringify(isFields(body) ? body : {});
      return request(addressOf(base, path, {}), { method, headers, body: text }, guard);
    },
    check: (path, query) => exchange(() => checkFile(addressOf(base, path, query))),
    addressOf: (path, query) => addressOf(base, path, query),
  };
}
