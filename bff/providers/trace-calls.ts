/** One span for each call to a provider: whose account, what for, how it ended. No address and nothing of what was said. */
import { type TraceAttributes, type Tracer, traceWork } from "../core/tracer.ts";
import type { ProviderHttp } from "./http-client.ts";
import { callOutcomeOf } from "./measure-calls.ts";

/** The provider gets no `traceparent`: our traces are none of its business. */
export function traceCalls(
  http: ProviderHttp,
  account: { readonly accountId: string; readonly provider: string },
  tracer: Tracer,
): ProviderHttp {
  return {
    async send(request) {
      const { operation } = request;
      const attributes = {
        "pay_checkout.account": account.accountId,
        "pay_checkout.provider": account.provider,
        "pay_checkout.operation": operation,
      };
      const start = { name: `provider ${operation}`, kind: "client", attributes } as const;
      return await traceWork(tracer, start, async (span) => {
        const response = await http.send(request);
        const outcome = callOutcomeOf(response);
        const result: TraceAttributes =
          response.kind === "answer"
            ? { "http.response.status_code": response.status }
            : { "pay_checkout.cause": response.cause };
        span.note({ "pay_checkout.outcome": outcome, ...result });
        if (outcome !== "answered") span.fail(outcome);
        return response;
      });
    },
  };
}
