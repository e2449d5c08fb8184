import { expect, test } from "vitest";
import { payerOf } from "../../bff/services/routing/payer-details.ts";
import { openPayer, sealPayer } from "../../bff/services/rows/payer.ts";
import { createSeal } from "../../bff/storage/encryption/seal.ts";
import { paymentRow } from "../storage/rows.ts";

const seal = createSeal(new Uint8Array(32).fill(7));
const account = { openId: "2ae0", userId: null, token: "a token" };
const payer = payerOf({ name: "Ana", providerAccounts: { chainup: account } }, undefined);

test("what is known of a payer is read back as it was sealed", () => {
  const sealed = sealPayer({ seal }, "pay_1", payer);
  const row = { ...paymentRow("pay_1", "ses_1"), payer_sealed: sealed };
  expect(openPayer({ seal }, row)).toEqual(payer);
  expect(payer.providerAccount).toEqual(account);
});

test("a row that names the payer's account after its provider is still read", () => {
  const { providerAccount, ...person } = payer;
  const sealed = seal.seal(JSON.stringify({ ...person, chainup: providerAccount }), "payments.payer:pay_1");
  const row = { ...paymentRow("pay_1", "ses_1"), payer_sealed: sealed };
  expect(openPayer({ seal }, row)).toEqual(payer);
});
