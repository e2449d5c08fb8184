import type { RequestHandler } from "express";
import helmet from "helmet";
import type { CheckoutConfig } from "../../config/types.ts";

/**
 * Helmet's headers for all answers but pages: nothing may be loaded from them, and nothing may frame them.
 */
export function securityHeaders(config: CheckoutConfig): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      // What default-src does not cover: where a page's addresses start from, and where its forms lead.
      directives: {
        defaultSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    frameguard: { action: "deny" },
    referrerPolicy: { policy: "no-referrer" },
    strictTransportSecurity: config.publicUrl.startsWith("https:")
      ? { maxAge: 31_536_000, includeSubDomains: false }
      : false,
  });
}
