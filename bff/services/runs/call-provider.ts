import type { ProviderCall } from "../../providers/contract.ts";
import type { ServiceContext } from "../context.ts";
import type { Exchanges } from "../exchanges/collect-exchanges.ts";
import { watchAnswer } from "../exchanges/watch-drift.ts";
import { hearingCalls } from "../process/heard-calls.ts";
import { withLogFields } from "../process/log-fields.ts";

/**
 * Calls an adapter. An adapter answers with values. If it throws, that is a bug: the error is logged by its
 * name only, because its message may hold anything, and the result is "unknown", because the provider may have
 * acted.
 *
 * @param input.about ids for the log.
 * @param input.doing a participle for the log, such as `querying`.
 * @param input.exchanges gets what is said.
 */
export async function callProvider<T>(
  context: ServiceContext,
  input: {
    readonly about: Readonly<Record<string, string>> & { readonly accountId: string };
    readonly doing: string;
    readonly call: () => Promise<T>;
    readonly exchanges: Exchanges;
  },
): Promise<T | { readonly kind: "unknown"; readonly cause: "interrupted" }> {
  const { about, call, exchanges } = input;
  try {
    const heard: ProviderCall[] = [];
    const hear = (one: ProviderCall) => {
      heard.push(one);
      exchanges.addCall(about.accountId, one);
    };
    const result = await withLogFields(about, () => hearingCalls(hear, call));
    for (const one of heard) watchAnswer(context, about.accountId, one);
    return result;
  } catch (error) {
    const errorName = error instanceof Error ? error.name : typeof error;
    context.logger.error({ ...about, errorName }, `adapter threw while ${input.doing}`);
    return { kind: "unknown", cause: "interrupted" };
  }
}
