/** The accounts as one process of the simulated world has them. */
import type { ServiceContext } from "../../../bff/services/context.ts";
import { methodsOf } from "./configuration.ts";
import type { SimulatedProvider } from "./provider.ts";

export interface AccountsOptions {
  readonly providers: ReadonlyMap<string, Pick<SimulatedProvider, "adapter" | "isElsewhere">>;
  /** The id that this process knows an account by, or null where it lacks it; default its own. */
  readonly nameOf?: (accountId: string) => string | null;
  /** Default: none is. */
  readonly isRetired?: (accountId: string) => boolean;
}

export function accountsOf(
  { providers, nameOf = (accountId) => accountId, isRetired = () => false }: AccountsOptions,
  guard: () => Promise<void>,
): ServiceContext["accounts"] {
  return new Map(
    [...providers].flatMap(([accountId, provider]) => {
      const id = nameOf(accountId);
      if (id === null) return [];
      return [
        [
          id,
          {
            id,
            provider: accountId,
            methods: methodsOf(accountId),
            get identity() {
              const isElsewhere = provider.isElsewhere?.() === true;
              return isElsewhere ? `another merchant of ${accountId}` : `merchant of ${accountId}`;
            },
            retired: isRetired(accountId),
            callbackSources: null,
            wire: { secretFields: ["sign"], personalFields: [], sheet: null, secrets: [] },
            adapter: provider.adapter(guard),
          },
        ],
      ];
    }),
  );
}
