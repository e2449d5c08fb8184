/** One configured method of an account. `channel` is the provider's own code, as text. */
export interface MethodConfig {
  readonly method: string;
  readonly channel: string;
  readonly currency: string;
  readonly decimals: number;
  readonly expiresInSeconds: number;
}

/** Why a method cannot take an amount, as a sentence for a merchant's developer. Null if it can. */
export type AmountObjection = string | null;
