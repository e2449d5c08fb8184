/**
 * Guards a connection that a proxy makes. The proxy resolves the name itself, so what is looked up here is only a hint:
 * a name that leads to a private address here is refused, and one that this machine does not know is left to the proxy.
 * Source: docs/network.md#through-a-proxy
 */
import type { LookupAddress } from "node:dns";
import { matchesHost } from "../core/host-patterns.ts";
import { isPrivateHost } from "../core/web-targets.ts";

interface TargetGuardOptions {
  readonly isAllowed: (address: string, hostname: string) => boolean;
  /** Private hosts that may be reached, by name. */
  readonly names: readonly string[];
  readonly resolve: (hostname: string) => Promise<readonly LookupAddress[]>;
}

/** In a closed network a look-up may hang for long, and each hangs in a thread that files are read by, too. */
const lookupMs = 1_000;
/** After a name could not be resolved, no lookup of it is made for this long. */
const unresolvedMs = 60_000;

/** @returns for a name (a literal address is judged before): whether the proxy may connect to it. */
export function createTargetGuard(options: TargetGuardOptions): (hostname: string) => Promise<boolean> {
  const { isAllowed, names, resolve } = options;
  /** When to look it up again, on the monotonic clock. Hosts come from the configuration, so they are few. */
  const unresolved = new Map<string, number>();

  async function lookUp(hostname: string): Promise<readonly LookupAddress[]> {
    if (performance.now() < (unresolved.get(hostname) ?? 0)) return [];
    const { promise: tooLong, resolve: giveUp } = Promise.withResolvers<readonly LookupAddress[]>();
    const timer = setTimeout(() => giveUp([]), lookupMs);
    const addresses = await Promise.race([resolve(hostname).catch(() => []), tooLong]);
    clearTimeout(timer);
    if (addresses.length === 0) unresolved.set(hostname, performance.now() + unresolvedMs);
    else unresolved.delete(hostname);
    return addresses;
  }

  return async function mayConnect(hostname) {
    const addresses = await lookUp(hostname);
    if (addresses.length > 0) return addresses.every(({ address }) => isAllowed(address, hostname));
    return matchesHost(hostname, names) || !isPrivateHost(hostname);
  };
}
