/**
 * An account as a program hands it over.
 * This file is written by `npm run reference` from the schema that reads the configuration, so change that
 * and not this file. Source: docs/configuration-reference.md#configuration-reference
 */
import type { Reference } from "./input-reference.ts";

interface EveryAccount {
  /** The account's name; it stands in callback addresses, so it must not change while something is open. */
  readonly id: string;
  /** The address of the provider's API, as the provider names it; https in live. */
  readonly baseUrl: string;
  /** What the account offers; without any it is for payouts only. Default: []. */
  readonly methods?:
    | readonly {
        /** A picture (SVG or PNG, at most 32 kB) in place of the widget's own icon; a brand's mark that the widget has stays. */
        readonly icon?: string | undefined;
        /** How the customer pays, in words that are the same over all providers. */
        readonly method:
          | "bank_transfer"
          | "store"
          | "wechat_pay"
          | "alipay"
          | "unionpay"
          | "bank_card"
          | "upi"
          | "pix"
          | "crypto"
          | "red_packet"
          | "cashier";
        /** The provider's own code for it. */
        readonly channel: string | number;
        /** An ISO 4217 code, or the symbol of a coin. */
        readonly currency: string;
        /** The countries whose customers are offered it; without it, any. */
        readonly countries?: readonly string[] | undefined;
        /** The smallest amount, as decimal text; without it, whatever the provider takes. */
        readonly min?: string | undefined;
        /** The largest amount, as decimal text; without it, whatever the provider takes. */
        readonly max?: string | undefined;
        /** Seconds that a code or an order lives. Default: 86400. */
        readonly expiresIn?: number | undefined;
        /** How many decimals a coin has; required for a coin. */
        readonly decimals?: number | undefined;
        /** Language tag to text, instead of the widget's own translation. */
        readonly label?: Readonly<Record<string, string>> | undefined;
      }[]
    | undefined;
  /** true: the account gets no new payments or payouts, and everything open continues. Default: false. */
  readonly retired?: boolean | undefined;
  /** The addresses and ranges that the provider's callbacks come from; null: anywhere. */
  readonly callbackSources?: readonly string[] | null | undefined;
  /** The hosts that the account may send a customer to; null: any. */
  readonly redirectHosts?: readonly string[] | null | undefined;
}

interface PayproAccount extends EveryAccount {
  readonly provider: "paypro";
  readonly credentials: {
    /** The account's number, which PayPro sends you with the contract. */
    readonly merchantNo: string | Reference;
    /** The salt of the signature, from PayPro's merchant console. */
    readonly appSecret: string | Reference;
  };
  readonly options?:
    | {
        /** Where the secret stands in the signed text. Default: "suffix". */
        readonly saltPosition?: "suffix" | "prefix" | undefined;
        /** What stands between the signed pairs. Default: "". */
        readonly separator?: "" | "&" | undefined;
      }
    | undefined;
}

interface CxpayAccount extends EveryAccount {
  readonly provider: "cxpay";
  readonly credentials: {
    /** The account's number at CXPay. */
    readonly merchant: string | Reference;
    /** The key that signs, from CXPay's merchant console. */
    readonly key: string | Reference;
  };
  readonly options?:
    | {
        /** The account's country; without it, each method's currency says it. */
        readonly country?: "BR" | "IN" | "ID" | "NG" | undefined;
        /** How requests are written. Default: "json". */
        readonly encoding?: "json" | "form" | undefined;
        /** Other names for Brazil's account types of payouts, where a contract has them. */
        readonly accountTypeNames?:
          | {
              /** The name of a CPF. */
              readonly cpf?: string | undefined;
              /** The name of a CNPJ. */
              readonly cnpj?: string | undefined;
              /** The name of a phone number. */
              readonly phone?: string | undefined;
              /** The name of an e-mail address. */
              readonly email?: string | undefined;
              /** The name of a random Pix key. */
              readonly key?: string | undefined;
            }
          | undefined;
      }
    | undefined;
}

interface LhxpayAccount extends EveryAccount {
  readonly provider: "lhxpay";
  readonly credentials: {
    /** The merchant's AppKey at LHXPay; it stands in addresses and forms. */
    readonly appKey: string | Reference;
    /** The key that signs, from LHXPay's merchant console. */
    readonly secret: string | Reference;
  };
  readonly options?:
    | {
        /** Whether we make the order (api), or the customer's browser posts the signed form (page). Default: "api". */
        readonly mode?: "api" | "page" | undefined;
        /** How a payout's yuan are written: 501 or 501.00. Default: "integer". */
        readonly payoutAmountFormat?: "integer" | "decimal" | undefined;
      }
    | undefined;
}

interface ChainupAccount extends EveryAccount {
  readonly provider: "chainup";
  readonly credentials: {
    /** The merchant's AppKey on the exchange's open platform. */
    readonly appId: string | Reference;
    /** Your RSA key, as pay-checkout keys chainup makes it; its public half goes into the platform's console. */
    readonly privateKey: string | Reference;
    /** The platform's own RSA key, from its console. */
    readonly platformPublicKey: string | Reference;
  };
  readonly options?:
    | {
        /** The form of the order query's body. Default: "envelope". */
        readonly orderDetailShape?: "envelope" | "flat" | undefined;
        /** The digest of the signature. Default: "RSA-SHA256". */
        readonly signDigest?: "RSA-SHA256" | "RSA-SHA1" | "RSA-MD5" | undefined;
        /** The path of the call that cancels an order. Default: "/opay/cancelOrder". */
        readonly cancelPath?: string | undefined;
        /** Where the pay page is; null: at the origin of baseUrl. */
        readonly payPageBase?: string | null | undefined;
        /** The optional field orderSceneType, sent as it is. */
        readonly orderSceneType?: string | null | undefined;
        /** Whether refunds are sent by the platform's refundOrder. Try it with the platform first. Default: false. */
        readonly refunds?: boolean | undefined;
      }
    | undefined;
}

interface BharatpayAccount extends EveryAccount {
  readonly provider: "bharatpay";
  readonly credentials: {
    /** The account's id at BharatPay. */
    readonly merchantId: string | Reference;
    /** The AES key of 32 characters, from BharatPay's merchant console. */
    readonly accessKey: string | Reference;
  };
  readonly options?:
    | {
        /** The version of the API; v1 sends plain bodies and is to be withdrawn. Default: "v2". */
        readonly version?: "v2" | "v1" | undefined;
        /** The family of calls that collects. Default: "Credit". */
        readonly payInFamily?: "Credit" | "Debit" | undefined;
        /** The cipher of the bodies. Default: "aes-256-ecb". */
        readonly aes?:
          | "aes-128-ecb"
          | "aes-192-ecb"
          | "aes-256-ecb"
          | "aes-128-cbc"
          | "aes-192-cbc"
          | "aes-256-cbc"
          | undefined;
        /** How the key is written. Default: "utf8". */
        readonly keyEncoding?: "utf8" | "hex" | "base64" | undefined;
        /** The initialization vector, for cbc only, in the key's encoding. */
        readonly iv?: string | null | undefined;
      }
    | undefined;
}

/** `provider` says which credentials and options there are. */
export type AccountInput = PayproAccount | CxpayAccount | LhxpayAccount | ChainupAccount | BharatpayAccount;
