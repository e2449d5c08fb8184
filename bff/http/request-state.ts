/**
 * What the middleware has found out about a request. It is kept in a typed map instead of Express' untyped
 * `locals`.
 */
import type { IncomingMessage } from "node:http";
import type { Scope } from "../config/types.ts";
import type { ErrorCode } from "../core/errors.ts";
import type { SessionRecord } from "../core/records.ts";
import type { LogFields } from "../services/process/log-fields.ts";

/** Who calls the merchant API: a key, or an operator in the console. */
export interface Caller {
  /** `key:<id>` or `operator:<id>`, as in the audit. */
  readonly actor: string;
  readonly scopes: readonly Scope[];
}

export interface RequestState {
  readonly requestId: string;
  /** The path's pattern (`/v1/sessions/{id}`): what a log or a metric may hold, unlike the path itself. */
  route: string;
  /** What stands before the paths of the operations: empty, or `/console/api`. */
  mount: string;
  /** The ids that the work on it has named until now. */
  readonly logFields: () => LogFields;
  caller: Caller | null;
  /** The API key that the request has, when it may not be used from the request's address. */
  misplacedKeyId: string | null;
  /** The error that the answer tells; null until there is one. */
  problem: ErrorCode | null;
  /** The session whose client token came with the request, as it was when the token was looked up. */
  session: SessionRecord | null;
}

const states = new WeakMap<IncomingMessage, RequestState>();

export function setRequestState(request: IncomingMessage, state: RequestState): void {
  states.set(request, state);
}

/** Whether the request has passed the first middleware. */
export function hasState(request: IncomingMessage): boolean {
  return states.has(request);
}

/** Throws if the request has not passed the first middleware. */
export function stateOf(request: IncomingMessage): RequestState {
  const state = states.get(request);
  if (state === undefined) throw new Error("the request has no state: identifyRequest must run first");
  return state;
}
