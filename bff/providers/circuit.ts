/**
 * A circuit breaker for each account and operation, so that a dead provider holds up nobody. It opens after
 * five failures in a row (no connection, time-out, broken connection, 5xx). After 30 s it lets one call
 * through.
 * Source: docs/configuration.md#fixed-values.
 */
import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleType,
} from "cockatiel";
import type { ProviderHttp, ProviderOperation, ProviderResponse } from "./http-client.ts";

export type CircuitStateName = "closed" | "open" | "half_open";

export interface Circuits {
  /**
   * Puts the account's client behind its circuits. While a circuit is open, `send` returns `not_sent` with
   * `circuit_open`.
   */
  protect(accountId: string, http: ProviderHttp): ProviderHttp;
  /** `half_open` as soon as a trial call would be let through, even if none has been made yet. */
  stateOf(accountId: string, operation: string): CircuitStateName;
}

const failuresInARow = 5;
const openForMs = 30_000;
const circuitOpen: ProviderResponse = { kind: "not_sent", cause: "circuit_open" };

/** Makes the circuits of one process. They use the machine's clock, because cockatiel has no other. */
export function createCircuits(): Circuits {
  const accounts = new Map<string, Map<string, Circuit>>();

  function circuitOf(accountId: string, operation: ProviderOperation): Circuit {
    const circuits = accounts.get(accountId) ?? new Map<string, Circuit>();
    accounts.set(accountId, circuits);
    const circuit = circuits.get(operation) ?? createCircuit();
    circuits.set(operation, circuit);
    return circuit;
  }

  return {
    protect: (accountId, http) => ({
      send: (request) => circuitOf(accountId, request.operation).run(() => http.send(request)),
    }),
    stateOf: (accountId, operation) => accounts.get(accountId)?.get(operation)?.state() ?? "closed",
  };
}

interface Circuit {
  run(call: () => Promise<ProviderResponse>): Promise<ProviderResponse>;
  state(): CircuitStateName;
}

function createPolicy(onBreak: () => void): CircuitBreakerPolicy {
  const policy = circuitBreaker(handleType(CallFailedError), {
    breaker: new ConsecutiveBreaker(failuresInARow),
    halfOpenAfter: openForMs,
  });
  policy.onBreak(onBreak);
  return policy;
}

function createCircuit(): Circuit {
  let openedAt = 0;
  const open = () => {
    openedAt = Date.now();
  };
  let policy = createPolicy(open);
  /** A circuit that opened "later than now" would stay open until the clock gets there: it is begun anew. */
  const current = (): CircuitBreakerPolicy => {
    if (policy.state === CircuitState.Open && Date.now() < openedAt) policy = createPolicy(open);
    return policy;
  };
  return {
    async run(call) {
      const circuit = current();
      // cockatiel would let the other calls wait for the trial call. We refuse them at once.
      if (circuit.state === CircuitState.HalfOpen) return circuitOpen;
      try {
        return await circuit.execute(async () => {
          const response = await call();
          if (isFailure(response)) throw new CallFailedError(response);
          return response;
        });
      } catch (error) {
        if (error instanceof CallFailedError) return error.response;
        if (error instanceof BrokenCircuitError) return circuitOpen;
        throw error;
      }
    },
    state() {
      switch (current().state) {
        case CircuitState.Closed:
          return "closed";
        case CircuitState.HalfOpen:
          return "half_open";
        default:
          return Date.now() - openedAt >= openForMs ? "half_open" : "open";
      }
    },
  };
}

/** Carries a failed response through cockatiel, which counts exceptions. */
class CallFailedError extends Error {
  readonly response: ProviderResponse;

  constructor(response: ProviderResponse) {
    super("the call failed");
    this.response = response;
  }
}

/**
 * Whether a response counts as a failure. A refused address does not: it is a mistake in the configuration,
 * so waiting does not help.
 */
function isFailure(response: ProviderResponse): boolean {
  switch (response.kind) {
    case "answer":
      return response.status >= 500;
    case "not_sent":
      return response.cause !== "address_refused" && response.cause !== "circuit_open";
    case "no_answer":
      return response.cause !== "answer_too_large";
    default:
      return response satisfies never;
  }
}
