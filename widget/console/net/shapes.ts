/** Shapes of the console's own API. */

/** Who is signed in. */
export interface Operator {
  readonly operator: string;
  readonly scopes: readonly string[];
  readonly csrfToken: string;
  readonly merchant: string;
  readonly environment: "sandbox" | "live";
}
