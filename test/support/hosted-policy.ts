import type { PayPage } from "../../bff/http/pay-page.ts";

/**
 * The directives of the hosted page's policy in sandbox, in order. A test of the BFF holds that it sends them; the browser
 * tests open the page under them.
 * @param frameAncestors the origins that may frame the page
 */
export const hostedPolicy = (
  frameAncestors: string,
  { scriptHashes, styleHashes }: Pick<PayPage, "scriptHashes" | "styleHashes">,
): readonly string[] => [
  "default-src 'none'",
  `script-src 'self' ${scriptHashes.join(" ")}`,
  `style-src 'self' ${styleHashes.join(" ")}`,
  "connect-src 'self'",
  "img-src 'self'",
  "form-action https: http:",
  "base-uri 'none'",
  `frame-ancestors ${frameAncestors}`,
  "require-trusted-types-for 'script'",
  "trusted-types lit-html",
];

/** The directives of the claim page's policy, in order. */
export const claimPolicy = ({
  scriptHashes,
  styleHashes,
}: Pick<PayPage, "scriptHashes" | "styleHashes">): readonly string[] => [
  "default-src 'none'",
  `script-src 'self' ${scriptHashes.join(" ")}`,
  `style-src ${styleHashes.join(" ")}`,
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types lit-html",
];
