/** Lists of network addresses: which clients a list lets in. */
import { BlockList, isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** Addresses and ranges, parsed once. */
export interface AddressList {
  /** As they were given. */
  readonly ranges: readonly string[];
  /** False for a text that is no address. An IPv4 address in IPv6's form counts as the IPv4 address. */
  has(address: string): boolean;
}

interface Range {
  readonly address: string;
  readonly prefix: number;
  readonly family: "ipv4" | "ipv6";
}

/** An IPv6 address with its prefix and zone, in characters. */
const longestText = 64;
/** `::ffff:10.0.0.0/104` is `10.0.0.0/8`. */
const mappedBits = 96;

function readRange(text: string): Range | undefined {
  const [address = "", prefix, ...rest] = text.split("/");
  if (text.length > longestText || rest.length > 0 || address.includes("%") || isIP(address) === 0) {
    return undefined;
  }
  const parsed = ipaddr.parse(address);
  const isMapped = parsed instanceof ipaddr.IPv6 && parsed.isIPv4MappedAddress();
  const bits = parsed.kind() === "ipv4" ? 32 : 128;
  const given = prefix === undefined ? bits : readPrefix(prefix, bits);
  if (given === undefined || (isMapped && given < mappedBits)) return undefined;
  const plain = ipaddr.process(address);
  return { address: plain.toString(), prefix: isMapped ? given - mappedBits : given, family: plain.kind() };
}

function readPrefix(text: string, most: number): number | undefined {
  return /^(?:0|[1-9][0-9]{0,2})$/.test(text) && Number(text) <= most ? Number(text) : undefined;
}

/** True for an address such as `203.0.113.7`, or a range such as `10.0.0.0/8` or `2001:db8::/32`. */
export function isAddressRange(text: string): boolean {
  return readRange(text) !== undefined;
}

/** @param ranges each one an {@link isAddressRange}; a text that is none lets nobody in. */
export function createAddressList(ranges: readonly string[]): AddressList {
  // One list for both would take an IPv4 address for one of `::/0`, whose author has said nothing of IPv4.
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const text of ranges) {
    const range = readRange(text);
    if (range !== undefined) lists[range.family].addSubnet(range.address, range.prefix, range.family);
  }
  return {
    ranges,
    has(text) {
      const [address = ""] = text.slice(0, longestText).split("%");
      if (isIP(address) === 0) return false;
      const plain = ipaddr.process(address);
      return lists[plain.kind()].check(plain.toString(), plain.kind());
    },
  };
}
