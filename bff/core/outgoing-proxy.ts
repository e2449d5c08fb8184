/** The proxy that outgoing connections go through, and which of them go past it. */
import { type AddressRange, isWithin, parseRange } from "./address-ranges.ts";
import type { Secret } from "./secret.ts";

export interface OutgoingProxy {
  /** `http:` or `https:`, with user name and password if it wants them. */
  readonly url: Secret;
  /** True for a proxy of the environment's `HTTPS_PROXY`, which is for https addresses only. */
  readonly httpsOnly: boolean;
  /** What `NO_PROXY` names. */
  readonly direct: readonly DirectHosts[];
}

/** One entry of `NO_PROXY`. */
export type DirectHosts =
  | { readonly kind: "all" }
  | { readonly kind: "range"; readonly range: AddressRange }
  /** The name and all names below it. `port` is null for any. */
  | { readonly kind: "name"; readonly name: string; readonly port: string | null };

/** Where a connection goes. `hostname` has no brackets. */
export interface ConnectionTarget {
  readonly protocol: "http:" | "https:";
  readonly hostname: string;
  /** Decimal text. */
  readonly port: string;
}

/** Why the text is no address of a proxy, or null. The sentence does not repeat it. */
export function objectToProxyUrl(text: string): string | null {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === "")
    return "must be an absolute http or https URL";
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "") return "must have no path and no query";
  try {
    decodeURIComponent(url.username + url.password);
    return null;
  } catch {
    return "must have a user name and password in percent-encoding";
  }
}

/** Reads `NO_PROXY`. What is not understood is left out, because the variable is for other programs, too. */
export function parseDirectHosts(text: string): readonly DirectHosts[] {
  return text
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .map(parseEntry);
}

function parseEntry(entry: string): DirectHosts {
  if (entry === "*") return { kind: "all" };
  const range = parseRange(entry.startsWith("[") && entry.endsWith("]") ? entry.slice(1, -1) : entry);
  if (range !== undefined) return { kind: "range", range };
  const [host = "", port = null] = entry.toLowerCase().split(":");
  return { kind: "name", name: host.replace(/^\*?\.|\.$/g, ""), port };
}

/** Whether a connection goes through the proxy. */
export function isProxied(proxy: OutgoingProxy, target: ConnectionTarget): boolean {
  if (proxy.httpsOnly && target.protocol !== "https:") return false;
  return !proxy.direct.some((entry) => covers(entry, target));
}

function covers(entry: DirectHosts, { hostname, port }: ConnectionTarget): boolean {
  if (entry.kind === "all") return true;
  if (entry.kind === "range") return isWithin(hostname, [entry.range]);
  const name = hostname.toLowerCase().replace(/\.$/, "");
  return (
    (entry.port === null || entry.port === port) && (name === entry.name || name.endsWith(`.${entry.name}`))
  );
}
