/** What a ChainUp account is configured with. Source: docs/providers/chainup.md#configuration. */
import type { KeyObject } from "node:crypto";
import { z } from "zod";
import { isPair, type KeyReading, readRsaPrivateKey, readRsaPublicKey } from "../signing/rsa-keys.ts";
import { plainWord } from "../signing/secret-word.ts";

/** @param remedy where a right key comes from. */
function keyText(read: (text: string) => KeyReading, remedy: string) {
  return z
    .string()
    .min(1)
    .transform((text, context): KeyObject => {
      const reading = read(text);
      if (reading.ok) return reading.key;
      context.issues.push({ code: "custom", message: `${reading.message}; ${remedy}`, input: "" });
      return z.NEVER;
    });
}

export const chainupCredentials = z
  .strictObject({
    /** The merchant's AppKey: `app_id` on the envelope, `appKey` in the query and on the pay page. */
    appId: plainWord.meta({
      description: "The merchant's AppKey on the exchange's open platform.",
      examples: ["shop-1"],
    }),
    privateKey: keyText(readRsaPrivateKey, "pay-checkout keys chainup makes one").meta({
      description:
        "Your RSA key, as pay-checkout keys chainup makes it; its public half goes into the platform's console.",
      examples: [{ file: "/run/secrets/chainup.key" }],
    }),
    platformPublicKey: keyText(readRsaPublicKey, "the platform's console shows it").meta({
      description: "The platform's own RSA key, from its console.",
      examples: [{ file: "/etc/pay-checkout/chainup-platform.pub" }],
    }),
  })
  .superRefine(({ privateKey, platformPublicKey }, context) => {
    if (!isPair(privateKey, platformPublicKey)) return;
    context.addIssue({
      code: "custom",
      path: ["platformPublicKey"],
      message: "is the public half of privateKey, but must be the platform's own public key",
    });
  });
export type ChainupCredentials = z.output<typeof chainupCredentials>;

const path = z.string().regex(/^\/[\x21-\x7e]*$/, "must be a path that begins with /");
const webAddress = z.url({ protocol: /^https?$/, error: "must be an http or https address" });

export const chainupOptions = z.strictObject({
  /**
   * The body of the order query: the envelope of all other calls, or flat, as one table of the documentation
   * shows it.
   */
  orderDetailShape: z
    .enum(["envelope", "flat"])
    .default("envelope")
    .meta({ description: "The form of the order query's body.", examples: ["flat"] }),
  signDigest: z
    .enum(["RSA-SHA256", "RSA-SHA1", "RSA-MD5"])
    .default("RSA-SHA256")
    .meta({ description: "The digest of the signature.", examples: ["RSA-SHA256"] }),
  /** The documentation gives it without the prefix of the other calls. */
  cancelPath: path
    .default("/opay/cancelOrder")
    .meta({ description: "The path of the call that cancels an order.", examples: ["/opay/cancelOrder"] }),
  /** Where the pay page is. Null means the origin of `baseUrl`. */
  payPageBase: webAddress
    .nullable()
    .default(null)
    .meta({
      description: "Where the pay page is; null: at the origin of baseUrl.",
      examples: ["https://www.exchange.example"],
    }),
  /** The optional field `orderSceneType`, sent as it is. */
  orderSceneType: z
    .string()
    .regex(/^\d+$/, "must be digits")
    .nullable()
    .default(null)
    .meta({ description: "The optional field orderSceneType, sent as it is.", examples: ["1"] }),
  /** A call that the documentation we have does not contain. */
  refunds: z
    .boolean()
    .default(false)
    .meta({
      description: "Whether refunds are sent by the platform's refundOrder. Try it with the platform first.",
      examples: [true],
    }),
});
export type ChainupOptions = z.output<typeof chainupOptions>;
