/** The providers of a schedule: imagined ones of four kinds, or all that are documented. */
import { createProvider, type ProviderOptions, type SimulatedProvider } from "./provider.ts";
import { wireIds } from "./wire/accounts.ts";
import { createWireProvider } from "./wire/wire-provider.ts";

type Shared = Omit<ProviderOptions, "accountId" | "strong" | "cancelable" | "answers" | "paysOut">;

/** @returns them by account. */
export function createProviders(options: Shared, isWired: boolean): ReadonlyMap<string, SimulatedProvider> {
  const documented = isWired
    ? wireIds.map((id) => [id, createWireProvider({ ...options, id })] as const)
    : [];
  // Made in any case, so that the dice fall as they always did.
  const imagined = kindsOf(options).map(
    (kind) => [kind.accountId, createProvider({ ...options, ...kind })] as const,
  );
  return new Map<string, SimulatedProvider>(isWired ? documented : imagined);
}

function kindsOf({ dice }: Shared) {
  return [
    {
      accountId: "weak",
      strong: false,
      cancelable: false,
      answers: dice.pick(["named", "as_ordered"] as const),
    },
    { accountId: "untold", strong: false, cancelable: false, answers: "untold" as const },
    { accountId: "strong", strong: true, cancelable: dice.chance(0.5), answers: "named" as const },
    { accountId: "bare", strong: false, cancelable: false, answers: "named" as const, paysOut: false },
  ];
}
