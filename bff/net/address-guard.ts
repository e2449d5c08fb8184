/**
 * Keeps outgoing connections away from internal addresses, also those that go through a proxy. A URL that somebody else chose (a webhook's, a
 * provider's) must not reach a database, a metadata service or this machine. The check is made on the resolved
 * addresses to which the connection is then made, so a name that resolves differently the second time makes no
 * difference.
 */
import { promises as dns, type LookupAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { buildConnector } from "undici";
import { type AddressRange, isWithin } from "../core/address-ranges.ts";
import { matchesHost } from "../core/host-patterns.ts";
import { type ConnectionTarget, isProxied, type OutgoingProxy } from "../core/outgoing-proxy.ts";
import { createTargetGuard } from "./guard-proxied-target.ts";
import { openTunnel } from "./proxy-tunnel.ts";

/** The name or literal leads to an address that is not on the public internet. Nothing was sent. */
export class AddressRefusedError extends Error {
  readonly code = "ADDRESS_REFUSED";

  constructor() {
    super("the address is private, loopback, link-local or otherwise special");
    this.name = "AddressRefusedError";
  }
}

/** Private hosts, each by its name or its address. */
export interface AddressExceptions {
  /** A name may lead to a private address, never to a link-local one, where clouds keep their metadata. */
  readonly names: readonly string[];
  readonly ranges: readonly AddressRange[];
}

export interface GuardedConnectorOptions {
  /** True switches the check off (sandbox only). */
  readonly allowPrivateAddresses: boolean;
  readonly connectTimeoutMs: number;
  /** What else may be reached: private hosts that the configuration names. */
  readonly exceptions?: AddressExceptions;
  /** What connections go through; default none. It may be private itself, because the configuration names it. */
  readonly proxy?: OutgoingProxy | null;
  /** Resolves names; default: the machine's own resolver. */
  readonly resolve?: (hostname: string) => Promise<readonly LookupAddress[]>;
}

/**
 * A connector for undici's `connect` option. HTTP/1.1 only: one request at a time on a connection, and none is
 * replayed.
 */
export function createGuardedConnector(options: GuardedConnectorOptions): buildConnector.connector {
  const { allowPrivateAddresses, connectTimeoutMs, proxy = null, resolve = resolveByMachine } = options;
  const { names, ranges } = options.exceptions ?? { names: [], ranges: [] };
  const isAllowed = (address: string, hostname: string) =>
    allowPrivateAddresses ||
    isPublicAddress(address) ||
    isWithin(address, ranges) ||
    (matchesHost(hostname, names) && isOrdinaryPrivateAddress(address));
  const connect = buildConnector({
    allowH2: false,
    timeout: connectTimeoutMs,
    lookup: guardLookup(resolve, isAllowed),
  });
  const guardTarget = createTargetGuard({ isAllowed, names, resolve });

  async function connectThrough(url: URL, target: ConnectionTarget) {
    if (!allowPrivateAddresses && !(await guardTarget(target.hostname))) throw new AddressRefusedError();
    return await openTunnel({ proxy: url, ...target, timeoutMs: connectTimeoutMs });
  }

  return function connectGuarded(target, callback) {
    const known = targetOf(target);
    // A literal address needs no look-up, so `lookup` does not see it.
    const isRefused = isIP(target.hostname) !== 0 && !isAllowed(target.hostname, target.hostname);
    if (isRefused) callback(new AddressRefusedError(), null);
    else if (proxy === null || !isProxied(proxy, known)) connect(target, callback);
    else
      connectThrough(new URL(proxy.url.reveal()), known).then(
        (socket) => {
          if (known.protocol === "http:") callback(null, socket);
          else connect({ ...target, httpSocket: socket }, callback);
        },
        (error: unknown) => callback(error instanceof Error ? error : new Error("no connection"), null),
      );
  };
}

function targetOf({ protocol, hostname, port }: buildConnector.Options): ConnectionTarget {
  return protocol === "https:"
    ? { protocol, hostname, port: port || "443" }
    : { protocol: "http:", hostname, port: port || "80" };
}

/** True for a public unicast address. */
export function isPublicAddress(address: string): boolean {
  // A zone index (`fe80::1%eth0`) names a local link.
  if (address.includes("%") || !ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return false;
  return parsed.kind() === "ipv4" || parsed.match(globalUnicast);
}

const ordinaryRanges: ReadonlySet<string> = new Set([
  "private",
  "loopback",
  "uniqueLocal",
  "carrierGradeNat",
]);

function isOrdinaryPrivateAddress(address: string): boolean {
  return (
    !address.includes("%") && ipaddr.isValid(address) && ordinaryRanges.has(ipaddr.process(address).range())
  );
}

/** All public IPv6 unicast addresses. Other ranges embed IPv4 addresses or are not assigned. */
const globalUnicast = ipaddr.parseCIDR("2000::/3");

/**
 * Refuses the name if any of its addresses is not allowed: no honest name resolves to public and private
 * addresses.
 */
function guardLookup(
  resolve: (hostname: string) => Promise<readonly LookupAddress[]>,
  isAllowed: (address: string, hostname: string) => boolean,
): LookupFunction {
  return function lookupGuarded(hostname, options, callback) {
    resolve(hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (!first) callback(new Error("the name has no address"), "", 0);
        else if (!addresses.every(({ address }) => isAllowed(address, hostname)))
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
