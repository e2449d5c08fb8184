/** Personal details in the answers of the merchant API: in clear for keys that have to know them, else masked. */
import type { Scope } from "../config/types.ts";
import { maskPersonalDetails, textWithoutCustomerSecrets } from "../core/personal-details.ts";
import type { Caller } from "./request-state.ts";

const clearScopes: ReadonlySet<Scope> = new Set<Scope>(["sessions", "customers"]);

export function seesClearly({ scopes }: Caller): boolean {
  return scopes.some((scope) => clearScopes.has(scope));
}

/** An answer's body, as this caller may see it. */
export function shownTo(caller: Caller, body: unknown): unknown {
  return seesClearly(caller) ? body : maskPersonalDetails(body);
}

/** The same for a body that was stored as text, perhaps by an earlier version, or when the key had other scopes. */
export function textShownTo(caller: Caller, text: string): string {
  const shown = textWithoutCustomerSecrets(text);
  return seesClearly(caller) ? shown : JSON.stringify(maskPersonalDetails(JSON.parse(shown)));
}
