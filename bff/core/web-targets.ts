/** Where a provider may send a customer's browser. */
import { isPrivateAddress, isSpecialAddress } from "./address-ranges.ts";
import { matchesHost } from "./host-patterns.ts";

export interface WebTargetRules {
  /** True in live. */
  readonly httpsOnly: boolean;
  /** The account's own address: always allowed. */
  readonly ownOrigin: string;
  /** Null: any host. */
  readonly hosts: readonly string[] | null;
}

/** Names that no public name server knows. */
const privateNames = ["localhost", "*.localhost", "*.local", "*.internal", "*.test"];

function bareHost(hostname: string): string {
  return hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
}

/** Whether a host is of this machine or a private network, by what its name says. */
export function isPrivateHost(hostname: string): boolean {
  const bare = bareHost(hostname);
  return isPrivateAddress(bare) || matchesHost(bare, privateNames) || !/[.:]/.test(bare);
}

/**
 * Why a customer may not be sent there; null when they may. Any port is allowed: some providers' cashiers have an odd one.
 */
export function objectToTarget(text: string, rules: WebTargetRules): string | null {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) return "no_web_address";
  if (url.username !== "" || url.password !== "") return "credentials";
  if (url.origin === rules.ownOrigin) return null;
  if (rules.hosts !== null && !matchesHost(url.hostname, rules.hosts)) return "host";
  const isPrivate = isPrivateHost(url.hostname);
  const isElsewhere = isPrivate || isSpecialAddress(bareHost(url.hostname));
  if (rules.httpsOnly && isElsewhere && rules.hosts === null) return "private_host";
  const mayBeHttp = !rules.httpsOnly && isPrivate;
  return url.protocol === "https:" || mayBeHttp ? null : "http";
}
