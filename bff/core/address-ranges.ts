/** IP addresses, and ranges of them (`10.0.0.0/8`, `2001:db8::/32`, a single address). */
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

type Address = ipaddr.IPv4 | ipaddr.IPv6;

export interface AddressRange {
  readonly network: Address;
  /** In bits. */
  readonly prefix: number;
}

/** An IPv6 address with its zone, a port and brackets, in characters. A header may hold anything. */
const longestAddress = 80;
/** In front of an IPv4 address that is written as an IPv6 one. */
const mappedBits = 96;

/**
 * Reads an address as a socket or a proxy writes it: `::ffff:10.0.0.1` is 10.0.0.1, and a zone, brackets and a port
 * (`203.0.113.7:4711`, `[2001:db8::1]:4711`) are left out. Undefined for anything else.
 */
export function parseAddress(text: string): Address | undefined {
  if (text.length > longestAddress) return undefined;
  const trimmed = text.trim();
  const bare =
    /^\[([^\]]*)\](?::\d{1,5})?$/.exec(trimmed)?.[1] ??
    /^(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}):\d{1,5}$/.exec(trimmed)?.[1] ??
    trimmed;
  const [address = ""] = bare.split("%");
  return isIP(address) === 0 ? undefined : ipaddr.process(address);
}

/** The address in its one short form, to be kept or compared; null for anything else that a header may hold. */
export function plainAddress(text: string | undefined): string | null {
  return parseAddress(text ?? "")?.toString() ?? null;
}

/** Undefined if the text is neither a range nor an address. */
export function parseRange(text: string): AddressRange | undefined {
  const [address = "", bits, ...rest] = text.split("/");
  if (rest.length > 0 || address.includes("%") || isIP(address) === 0) return undefined;
  const parsed = ipaddr.parse(address);
  const length = parsed.kind() === "ipv4" ? 32 : 128;
  if (bits !== undefined && !/^(?:0|[1-9]\d{0,2})$/.test(bits)) return undefined;
  const prefix = bits === undefined ? length : Number(bits);
  if (prefix > length) return undefined;
  if (!(parsed instanceof ipaddr.IPv6 && parsed.isIPv4MappedAddress())) return { network: parsed, prefix };
  // A shorter prefix reaches beyond the addresses that are IPv4 ones.
  return prefix < mappedBits ? undefined : { network: parsed.toIPv4Address(), prefix: prefix - mappedBits };
}

export function isWithin(text: string, ranges: readonly AddressRange[]): boolean {
  const address = parseAddress(text);
  return address !== undefined && ranges.some((range) => contains(range, address));
}

function contains({ network, prefix }: AddressRange, address: Address): boolean {
  if (network instanceof ipaddr.IPv4) return address instanceof ipaddr.IPv4 && address.match(network, prefix);
  return address instanceof ipaddr.IPv6 && address.match(network, prefix);
}

const privateRanges: ReadonlySet<string> = new Set([
  "private",
  "loopback",
  "linkLocal",
  "uniqueLocal",
  "carrierGradeNat",
  "unspecified",
]);

/** What no host of the public internet has: private, reserved, multicast, or another address inside of it (NAT64, 6to4). */
export function isSpecialAddress(text: string): boolean {
  const address = parseAddress(text);
  return address !== undefined && address.range() !== "unicast";
}

/** Of this machine or a private network. False for what is no address. */
export function isPrivateAddress(text: string): boolean {
  const address = parseAddress(text);
  return address !== undefined && privateRanges.has(address.range());
}
