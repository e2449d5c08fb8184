/** ChainUp, line by line of its page. Source: docs/providers/chainup.md#chainup. */
import { createHash } from "node:crypto";
import { chainup } from "../../../bff/providers/chainup/adapter.ts";
import { openCallback, seal } from "../../../bff/providers/chainup/signature.ts";
import type { MethodConfig, PayerDetails } from "../../../bff/providers/contract.ts";
import { isPair, readRsaPrivateKey, readRsaPublicKey } from "../../../bff/providers/signing/rsa-keys.ts";
import {
  known,
  merchantPrivate,
  openAsPlatform,
  platformPublic,
} from "../../providers/support/chainup-platform.ts";
import type { ConformanceData } from "../data-shape.ts";
import { answers } from "./chainup-answers.ts";
import { callbacks } from "./chainup-callbacks.ts";
import { nobody } from "./payers.ts";

const coin = (symbol: string, decimals: number): MethodConfig => ({
  method: "crypto",
  channel: symbol,
  currency: symbol,
  decimals,
  expiresInSeconds: 900,
});
const usdt = coin("USDT", 6);
const bitcoin = coin("BTC", 8);

const trader = (account: Partial<PayerDetails["providerAccount"]>): PayerDetails => ({
  ...nobody,
  providerAccount: { openId: null, userId: null, token: null, ...account },
});
const byUid = trader({ userId: "22033390" });
const byOpenId = trader({
  openId: "2ae04ed9165624419bad68e9e0f3f29fbd",
  userId: "22033390",
  token: "2ae04ed9165624419bad68e9e0f3f29fbd",
});
const methods = [
  { method: usdt, amount: "12.500001", payer: byUid },
  { method: bitcoin, amount: "0.00000001", payer: byOpenId },
];

const digest = "RSA-SHA256";
const keys = { privateKey: merchantPrivate, platformPublicKey: platformPublic, digest } as const;

/** Whether two texts are read as the two halves of one key. */
function arePair(privateText: string, publicText: string): boolean {
  const privateKey = readRsaPrivateKey(privateText);
  const publicKey = readRsaPublicKey(publicText);
  return privateKey.ok && publicKey.ok && isPair(privateKey.key, publicKey.key);
}

export const chainupData: ConformanceData = {
  provider: chainup,
  id: "chainup",
  vectors: {
    section: "001",
    cases: [
      {
        covers: ["body.data", "body.sign", "plain", "rsa_third_pri", "rsa_saas_pub"],
        title: "the callback's envelope",
        actual: () => openCallback(known.body, keys),
        expected: known.plain,
      },
      {
        covers: ["md5hex"],
        title: "the digest that is signed",
        actual: () => createHash("md5").update(known.plain, "utf8").digest("hex"),
        expected: known.md5hex,
      },
      {
        covers: ["rsa_third_pub", "rsa_saas_pri_TEST_ONLY"],
        title: "our own envelope, as the platform opens it",
        actual: () =>
          openAsPlatform(JSON.stringify({ app_id: "AK", time: "1", ...seal(known.plain, keys) })).fields,
        expected: JSON.parse(known.plain),
      },
      {
        covers: [],
        title: "which keys are a pair",
        actual: () => [
          arePair(known.rsa_third_pri, known.rsa_third_pub),
          arePair(known.rsa_saas_pri_TEST_ONLY, known.rsa_saas_pub),
          arePair(known.rsa_third_pri, known.rsa_saas_pub),
        ],
        expected: [true, true, false],
      },
    ],
  },
  // Another merchant's key at another platform, under the same account.
  strangersCredentials: { privateKey: known.rsa_third_pri, platformPublicKey: known.rsa_saas_pub },
  badConfigurations: [
    {
      title: "a public key as the private one",
      credentials: { privateKey: known.rsa_third_pub },
      path: "credentials.privateKey",
    },
    {
      title: "a private key as the public one",
      credentials: { platformPublicKey: known.rsa_third_pri },
      path: "credentials.platformPublicKey",
    },
    {
      title: "a private key that is cut off",
      credentials: { privateKey: known.rsa_third_pri.slice(0, 900) },
      path: "credentials.privateKey",
    },
    {
      title: "a public key that is cut off",
      credentials: { platformPublicKey: known.rsa_saas_pub.slice(0, -9) },
      path: "credentials.platformPublicKey",
    },
    { title: "no key at all", credentials: { privateKey: "change me" }, path: "credentials.privateKey" },
    {
      title: "our own public key as the platform's",
      credentials: { privateKey: known.rsa_third_pri, platformPublicKey: known.rsa_third_pub },
      path: "credentials.platformPublicKey",
    },
    { title: "an account with a blank", credentials: { appId: "A K" }, path: "credentials.appId" },
    { title: "a digest nobody has", options: { signDigest: "RSA-SHA512" }, path: "options.signDigest" },
    { title: "a shape nobody has", options: { orderDetailShape: "xml" }, path: "options.orderDetailShape" },
    { title: "a cancel path that is none", options: { cancelPath: "cancel" }, path: "options.cancelPath" },
    {
      title: "a pay page that is no web address",
      options: { payPageBase: "javascript:1" },
      path: "options.payPageBase",
    },
    { title: "a coin in small letters", methods: [{ ...usdt, channel: "usdt" }], path: "methods.0" },
  ],
  accounts: [
    {
      name: "enveloped",
      options: {},
      methods,
      payouts: [],
      // "The signature covers neither app_id nor time"; another app_id is another account. Both alphabets are read.
      unsigned: [/"time":"\d+"/, /[-_]/],
    },
    {
      name: "flat query",
      options: { orderDetailShape: "flat", orderSceneType: "1000011" },
      methods: methods.slice(0, 1),
      payouts: [],
      unsigned: "all",
    },
  ],
  acknowledgement: {
    status: 200,
    contentType: "application/json",
    body: '{"code":"0","msg":"success","data":"success"}',
  },
  amounts: [
    {
      title: "as many decimals as the coin has are taken",
      method: bitcoin,
      amount: "0.00000001",
      isTaken: true,
    },
    { title: "whole coins are taken", method: usdt, amount: "10", isTaken: true },
  ],
  payers: [
    { title: "a number is taken", method: usdt, payer: byUid, wrong: [] },
    { title: "an openId is taken", method: usdt, payer: byOpenId, wrong: [] },
    {
      title: "an address is no number",
      method: usdt,
      payer: trader({ userId: "me@example.com" }),
      wrong: ["exchangeUid"],
    },
  ],
  payoutErrors: [],
  answers,
  callbacks,
  knowsParts: false,
  tamperedCallback: "refused",
  otherwise: {
    // What the sandbox refuses with is 70005, merchant account: our own mistake.
    "refuse:create": { kind: "refused", code: "account_refused", alarm: true },
    // Asked about by creating under the same number, an order that was not there is there.
    "not_found:query": { kind: "report", report: { status: "pending", nextAction: { type: "redirect" } } },
  },
};
