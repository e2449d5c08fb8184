/** One line in the log for each call to a provider: what for, how it ended, how long it took. Nothing of what was said. */
import type { ProviderHttp, ProviderResponse } from "./http-client.ts";

/** The part of pino that this needs. */
export interface CallLogger {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
}

function outcomeOf(response: ProviderResponse): Readonly<Record<string, unknown>> {
  return response.kind === "answer"
    ? { outcome: "answered", status: response.status }
    : { outcome: response.kind, cause: response.cause };
}

/** @param account stands in every line. The ids of what the call is about come from the work around it. */
export function logCalls(
  http: ProviderHttp,
  account: { readonly accountId: string; readonly provider: string },
  logger: CallLogger,
): ProviderHttp {
  return {
    async send(request) {
      const startedMs = performance.now();
      const response = await http.send(request);
      const durationMs = Math.round(performance.now() - startedMs);
      const { operation } = request;
      logger.info({ ...account, operation, ...outcomeOf(response), durationMs }, "provider called");
      return response;
    },
  };
}
