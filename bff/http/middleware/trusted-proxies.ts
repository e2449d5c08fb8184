/**
 * Who a request comes from where proxies stand in front. `X-Forwarded-For` is read from its end, as far as the addresses
 * in it are trusted. `Forwarded` (RFC 7239) is not read.
 */
import type { RequestHandler } from "express";
import type { CheckoutConfig } from "../../config/types.ts";
import { isWithin } from "../../core/address-ranges.ts";
import type { ServiceContext } from "../../services/context.ts";

/** The value of Express' setting `trust proxy`. */
export function trustedProxies(
  trusted: CheckoutConfig["network"]["trustedProxies"],
): number | ((address: string) => boolean) {
  return typeof trusted === "number" ? trusted : (address) => isWithin(address, trusted);
}

const warnings = {
  untrusted:
    "X-Forwarded-For comes in, but network.trustedProxies is 0: if a proxy stands in front, all its clients share one limit",
  forwarded:
    "Forwarded comes in without X-Forwarded-For, and is not read: let the proxy send X-Forwarded-For",
} as const;

/**
 * Warns, once each, of a proxy that the configuration does not know. Anybody can send these headers, so a warning
 * says what to check and holds nothing of theirs.
 */
export function warnOfProxies({ config, logger }: ServiceContext): RequestHandler {
  const open = new Set<keyof typeof warnings>(["untrusted", "forwarded"]);
  const { trustedProxies: trusted } = config.network;
  const trustsNobody = typeof trusted === "number" ? trusted === 0 : trusted.length === 0;

  function warn(kind: keyof typeof warnings): void {
    if (open.delete(kind)) logger.warn(warnings[kind]);
  }

  return function checkForwarding(request, _response, next) {
    const { "x-forwarded-for": addresses, forwarded } = request.headers;
    if (addresses !== undefined && trustsNobody) warn("untrusted");
    if (addresses === undefined && forwarded !== undefined) warn("forwarded");
    next();
  };
}
