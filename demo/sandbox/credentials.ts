import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import { randomText } from "./ids.ts";

/** The credentials that each provider gives its merchant, named as in the BFF's configuration. */
export interface Credentials {
  readonly paypro: { readonly merchantNo: string; readonly appSecret: string };
  readonly cxpay: { readonly merchant: string; readonly key: string };
  readonly lhxpay: { readonly appKey: string; readonly secret: string };
  /** Keys are base64url DER without armour: PKCS#8 and SPKI. */
  readonly chainup: {
    readonly appId: string;
    readonly privateKey: string;
    readonly platformPublicKey: string;
  };
  readonly bharatpay: { readonly merchantId: string; readonly accessKey: string };
}
export type CredentialsOf<Id extends keyof Credentials> = Credentials[Id];

/** The secrets that the sandbox holds: the merchant's credentials, and ChainUp's own private key. */
export interface SandboxKeys {
  readonly merchant: Credentials;
  readonly chainupPlatformPrivateKey: string;
}

/** Secrets to use instead of fresh ones, for a sandbox with known keys. */
export type KeyOverrides = {
  readonly [Id in keyof Credentials]?: Partial<Credentials[Id]>;
} & { readonly chainupPlatformPrivateKey?: string };

const newKeyPair = promisify(generateKeyPair);

async function rsaPair(): Promise<{ readonly publicKey: string; readonly privateKey: string }> {
  const { publicKey, privateKey } = await newKeyPair("rsa", { modulusLength: 2048 });
  return {
    publicKey: publicKey.export({ type: "spki", format: "der" }).toString("base64url"),
    privateKey: privateKey.export({ type: "pkcs8", format: "der" }).toString("base64url"),
  };
}

/** Making an RSA pair is slow, so sandboxes of one process share theirs unless they are given others. */
let sharedPairs: Promise<readonly [Awaited<ReturnType<typeof rsaPair>>, Awaited<ReturnType<typeof rsaPair>>]>;

/** Fresh secrets for every start, except those that `overrides` sets. */
export async function makeKeys(overrides: KeyOverrides = {}): Promise<SandboxKeys> {
  sharedPairs ??= Promise.all([rsaPair(), rsaPair()]);
  const [merchant, platform] = await sharedPairs;
  return {
    merchant: {
      paypro: { merchantNo: "2000000001", appSecret: randomText(32), ...overrides.paypro },
      cxpay: { merchant: "1001", key: randomText(32), ...overrides.cxpay },
      lhxpay: { appKey: "AK20000001", secret: randomText(32), ...overrides.lhxpay },
      chainup: {
        appId: "APP20000001",
        privateKey: merchant.privateKey,
        platformPublicKey: platform.publicKey,
        ...overrides.chainup,
      },
      bharatpay: { merchantId: "30000001", accessKey: randomText(32), ...overrides.bharatpay },
    },
    chainupPlatformPrivateKey: overrides.chainupPlatformPrivateKey ?? platform.privateKey,
  };
}
