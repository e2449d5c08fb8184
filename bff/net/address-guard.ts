/**
 * Keeps outgoing connections away from internal addresses. A URL that somebody else chose (a webhook's, a
 * provider's) must not reach a database, a metadata service or this machine. The check is made on the resolved
 * addresses to which the connection is then made, so a name that resolves differently the second time makes no
 * difference.
 */
import { promises as dns, type LookupAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { buildConnector } from "undici";

/** The name or literal leads to an address that is not on the public internet. Nothing was sent. */
export class AddressRefusedError extends Error {
  readonly code = "ADDRESS_REFUSED";

  constructor() {
    super("the address is private, loopback, link-local or otherwise special");
    this.name = "AddressRefusedError";
  }
}

export interface GuardedConnectorOptions {
  /** True switches the check off (sandbox only). */
  readonly allowPrivateAddresses: boolean;
  readonly connectTimeoutMs: number;
  /** Resolves names; default: the machine's own resolver. */
  readonly resolve?: (hostname: string) => Promise<readonly LookupAddress[]>;
}

/**
 * A connector for undici's `connect` option. HTTP/1.1 only: one request at a time on a connection, and none is
 * replayed.
 */
export function createGuardedConnector(options: GuardedConnectorOptions): buildConnector.connector {
  const { allowPrivateAddresses, connectTimeoutMs, resolve = resolveByMachine } = options;
  const isAllowed = (address: string) => allowPrivateAddresses || isPublicAddress(address);
  const connect = buildConnector({
    allowH2: false,
    timeout: connectTimeoutMs,
    lookup: guardLookup(resolve, isAllowed),
  });
  return function connectGuarded(target, callback) {
    // A literal address needs no look-up, so `lookup` does not see it.
    if (isIP(target.hostname) !== 0 && !isAllowed(target.hostname)) callback(new AddressRefusedError(), null);
    else connect(target, callback);
  };
}

/** True for a public unicast address. */
export function isPublicAddress(address: string): boolean {
  // A zone index (`fe80::1%eth0`) names a local link.
  if (address.includes("%") || !ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return false;
  return parsed.kind() === "ipv4" || parsed.match(globalUnicast);
}

/** All public IPv6 unicast addresses. Other ranges embed IPv4 addresses or are not assigned. */
const globalUnicast = ipaddr.parseCIDR("2000::/3");

/**
 * Refuses the name if any of its addresses is not allowed: no honest name resolves to public and private
 * addresses.
 */
function guardLookup(
  resolve: (hostname: string) => Promise<readonly LookupAddress[]>,
  isAllowed: (address: string) => boolean,
): LookupFunction {
  return function lookupGuarded(hostname, options, callback) {
    resolve(hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (!first) callback(new Error("the name has no address"), "", 0);
        else if (!addresses.every(({ address }) => isAllowed(address)))
          callback(new AddressRefusedError(), "", 0);
        else if (options.all) callback(null, [...addresses]);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error("no look-up"), "", 0),
    );
  };
}

function resolveByMachine(hostname: string): Promise<readonly LookupAddress[]> {
  return dns.lookup(hostname, { all: true, order: "verbatim" });
}
