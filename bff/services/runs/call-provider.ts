import type { ServiceContext } from "../context.ts";

/**
 * Calls an adapter. It answers with values; should one throw all the same, that is a bug which is logged by name only
 * (its message may hold anything), and the answer is "unknown": the provider may have acted.
 *
 * @param input.about ids for the log.
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
    return await input.call();
  } catch (error) {
    const errorName = error instanceof Error ? error.name : typeof error;
    context.logger.error({ ...input.about, errorName }, `adapter threw while ${input.doing}`);
    return { kind: "unknown", cause: "interrupted" };
  }
}
