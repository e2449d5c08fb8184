import type { ProviderId } from "./order.ts";

/** What a call was for. The words are the same for all providers. */
export const operations = [
  "createPayment",
  "queryPayment",
  "cancelPayment",
  "createPayout",
  "queryPayout",
  "balance",
  "statement",
] as const;
export type Operation = (typeof operations)[number];

/** `absent`: the request has no signature, or the call does not need one. */
export type SignatureVerdict = "accepted" | "refused" | "absent";

/** One API request and its answer. */
export interface LoggedRequest {
  readonly id: number;
  readonly at: number;
  readonly provider: ProviderId;
  readonly operation: Operation;
  readonly method: string;
  readonly path: string;
  readonly signature: SignatureVerdict;
  readonly orderNo: string | null;
  /** `ok`, or the provider's reason for the refusal. */
  readonly result: string;
  /** The fault that affected it, if any. With `when: before` nothing was recorded. */
  readonly fault: string | null;
}

/** Which requests to list. */
export interface RequestFilter {
  readonly provider?: ProviderId;
  readonly operation?: Operation;
  readonly orderNo?: string;
}

/** The log of API requests. Keeps at least the newest 10,000. */
export interface RequestLog {
  add(request: Omit<LoggedRequest, "id" | "at">): void;
  list(filter?: RequestFilter): LoggedRequest[];
  clear(): void;
}

const maxRequests = 10_000;

/** `now` gives epoch ms. */
export function createRequestLog(now: () => number): RequestLog {
  let requests: LoggedRequest[] = [];
  let lastId = 0;
  return {
    add(request) {
      lastId += 1;
      requests.push({ id: lastId, at: now(), ...request });
      if (requests.length > maxRequests * 2) requests = requests.slice(-maxRequests);
    },
    list: ({ provider, operation, orderNo } = {}) =>
      requests.filter(
        (request) =>
          (!provider || request.provider === provider) &&
          (!operation || request.operation === operation) &&
          (!orderNo || request.orderNo === orderNo),
      ),
    clear() {
      requests = [];
    },
  };
}
