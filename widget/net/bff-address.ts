import { withoutSlashesBehind } from "./parse-url.ts";

/** The BFF's address without slashes behind; by default the origin of this script. */
export function bffAddress(given: string | null): string {
  return withoutSlashesBehind(given || new URL(import.meta.url).origin);
}
