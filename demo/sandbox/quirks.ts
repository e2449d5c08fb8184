import { z } from "zod";

/** The notation of a number: `1000`, `1000.0` or `1000.00`. */
const lexeme = z.enum(["short", "one", "two"]);

/**
 * Where contracts with a provider differ, as in the options of docs/providers/. The defaults are what the
 * providers' documentation says.
 */
export const quirksSchema = z.strictObject({
  paypro: z
    .strictObject({
      saltPosition: z.enum(["suffix", "prefix"]).default("suffix"),
      separator: z.enum(["", "&"]).default(""),
      /** The documentation does not have the balance. */
      hasBalance: z.boolean().default(true),
    })
    .prefault({}),
  cxpay: z
    .strictObject({
      /** How callbacks write their numbers, and how their signature does. */
      sentNumbers: lexeme.default("short"),
      signedNumbers: lexeme.default("short"),
      /** The names of account types in payouts to Brazil. */
      /** Whether empty fields are sent and signed (`remark=`), or neither. */
      signsEmpty: z.boolean().default(false),
      /** Whether a query of a paid order says how much was paid. */
      tellsAmount: z.boolean().default(true),
      accountTypes: z.array(z.string()).default(["CPF", "CNPJ", "PHONE", "EMAIL", "EPV"]),
    })
    .prefault({}),
  lhxpay: z
    .strictObject({
      /** How callbacks write their amounts, and how their signature does. */
      sentAmounts: lexeme.default("two"),
      signedAmounts: z.enum(["two", "short", "whole_origin"]).default("two"),
      originName: z.enum(["originAmount", "originalAmount"]).default("originAmount"),
      /** How a payout's yuan are written: `501` or `501.00`. */
      payoutAmounts: z.enum(["integer", "decimal"]).default("integer"),
      /** The documentation does not have the balance. */
      hasBalance: z.boolean().default(true),
    })
    .prefault({}),
  chainup: z
    .strictObject({
      signDigest: z.enum(["RSA-SHA256", "RSA-SHA1", "RSA-MD5"]).default("RSA-SHA256"),
      cancelPath: z.string().startsWith("/").default("/opay/cancelOrder"),
      /** Some platforms add the existing order to the answer 70002. */
      duplicateAnswersOrder: z.boolean().default(false),
      /** How answers write a coin, and the time of a payment. */
      coinLetters: z.enum(["upper", "lower"]).default("upper"),
      payTimes: z.enum(["ms", "seconds", "text"]).default("ms"),
      /** The documentation's table shows a flat body for the query. `either` takes both. */
      orderDetailShape: z.enum(["envelope", "flat", "either"]).default("either"),
    })
    .prefault({}),
  bharatpay: z
    .strictObject({
      aes: z
        .string()
        .regex(/^aes-(128|192|256)-(ecb|cbc)$/)
        .default("aes-256-ecb"),
      keyEncoding: z.enum(["utf8", "hex", "base64"]).default("utf8"),
      /** In the key's encoding. Only CBC has one. */
      iv: z.string().nullable().default(null),
      /** On white-label gateways, a `Debit` order without a payee is a pay-in. */
      debitCollects: z.boolean().default(true),
      /** V2 answers have an encrypted `result`. */
      encryptResult: z.boolean().default(false),
      /** The content of a callback: the object under its family's name, under the name of `Debit`, or bare. */
      callbackShape: z.enum(["family", "debit", "bare"]).default("family"),
      /** What is around it: `data` with or without `sourceNo`, `Data`, or nothing. */
      callbackOuter: z.enum(["sourceNo", "data", "Data", "none"]).default("sourceNo"),
      /** White-label gateways may have one family only. */
      families: z.array(z.enum(["Credit", "Debit"])).default(["Credit", "Debit"]),
      /** The documentation does not have the balance. */
      hasBalance: z.boolean().default(true),
    })
    .prefault({}),
});
export type Quirks = z.output<typeof quirksSchema>;
export type QuirksInput = z.input<typeof quirksSchema>;
