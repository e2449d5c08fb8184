import type { ServiceContext } from "../context.ts";
import { withLogFields } from "../process/log-fields.ts";

/**
 * Calls an adapter. An adapter answers with values. If it throws, that is a bug: the error is logged by its
 * name only, because its message may hold anything, and the result is "unknown", because the provider may have
 * acted.
 *
 * @param input.about ids for the log.
 * @param input.doing a participle for the log, such as `querying`.
 */
export async function callProvider<T>(
  context: ServiceContext,
  input: {
    readonly about: Readonly<Record<string, string>>;
    readonly doing: string;
    readonly call: () => Promise<T>;
  },
): Promise<T | { readonly kind: "unknown"; readonly cause: "interrupted" }> {
  try {
    return await withLogFields(input.about, input.call);
  } catch (error) {
    const errorName = error instanceof Error ? error.name : typeof error;
    context.logger.error({ ...input.about, errorName }, `adapter threw while ${input.doing}`);
    return { kind: "unknown", cause: "interrupted" };
  }
}
