/** Counts and measures each call to a provider. Around the circuits, so that a call that is not tried counts, too. */
import type { CallOutcome } from "./contract.ts";
import type { ProviderHttp, ProviderOperation, ProviderResponse } from "./http-client.ts";

export interface CallSample {
  readonly operation: ProviderOperation;
  readonly outcome: CallOutcome;
  readonly seconds: number;
}

export function callOutcomeOf(response: ProviderResponse): CallOutcome {
  switch (response.kind) {
    case "answer":
      return response.status >= 500 ? "failed" : "answered";
    case "not_sent":
      return response.cause === "circuit_open" ? "circuit_open" : "not_sent";
    case "no_answer":
      return "no_answer";
    default:
      return response satisfies never;
  }
}

export function measureCalls(http: ProviderHttp, observe: (sample: CallSample) => void): ProviderHttp {
  return {
    async send(request) {
      const startedMs = performance.now();
      const response = await http.send(request);
      const seconds = (performance.now() - startedMs) / 1_000;
      observe({ operation: request.operation, outcome: callOutcomeOf(response), seconds });
      return response;
    },
  };
}
