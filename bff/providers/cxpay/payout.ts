/** Payouts: `/pay/create` with its rules by country. Source: docs/providers/cxpay.md#payouts. */
import { z } from "zod";
import { isWhole, twoDecimalText, wholeText } from "../../core/money.ts";
import type {
  BeneficiaryForm,
  PayoutFieldError,
  PayoutOrder,
  PayoutResult,
  PayoutSide,
} from "../contract.ts";
import { cleanText, objectToPayeeText, onlyIfClean } from "../parsing/clean-text.ts";
import { checkAccount } from "../parsing/payee.ts";
import { creationNotSent, doubtPayout, refuseCreation, unreadable } from "../parsing/refused-calls.ts";
import { theirNumber } from "../parsing/scalars.ts";
import { isEmail, isPhone } from "./contact.ts";
import { type Country, countryOfCurrency } from "./country.ts";
import { type CxpayAccount, callCxpay } from "./wire.ts";

/** Our account type → Brazil's name for it at CXPay. A contract may have other names. */
export type AccountTypeNames = Readonly<Record<BrazilianType, string>>;
export type BrazilianType = "cpf" | "cnpj" | "phone" | "email" | "key";

export const documentedTypeNames: AccountTypeNames = {
  cpf: "CPF",
  cnpj: "CNPJ",
  phone: "PHONE",
  email: "EMAIL",
  key: "EPV",
};

const phoneField = { name: "phone", required: true } as const;
const bankField = { name: "bankCode", required: true } as const;
const contact = [phoneField, { name: "email", required: true }] as const;
const formsOf: Readonly<Record<Country, readonly BeneficiaryForm[]>> = {
  BR: [
    { accountType: "cpf", number: "cpf", fields: contact },
    { accountType: "cnpj", number: "cnpj", fields: contact },
    { accountType: "phone", number: "pix_phone", fields: contact },
    { accountType: "email", number: "pix_email", fields: contact },
    { accountType: "key", number: "pix_key", fields: contact },
  ],
  IN: [{ accountType: "bank", number: "indian_account", fields: [bankField, phoneField] }],
  ID: [{ accountType: "bank", number: "indonesian_account", fields: [bankField] }],
  NG: [{ accountType: "bank", number: "nuban", fields: [bankField] }],
};

/** What a beneficiary may be in the account's country, as {@link checkPayout} takes it. */
export function payoutForms(country: Country | null): PayoutSide["forms"] {
  return (currency) => {
    const place = countryOfCurrency(currency);
    return place === null || (country !== null && country !== place) ? [] : formsOf[place];
  };
}

type Beneficiary = PayoutOrder["beneficiary"];
type Check = readonly [isWrong: boolean, path: string, message: string];

/** Checks a payout before CXPay is called. */
export function checkPayout(country: Country | null): PayoutSide["check"] {
  return ({ amount, channel, beneficiary }) => {
    const place = country ?? countryOfCurrency(amount.currency);
    const isCurrency = place !== null && countryOfCurrency(amount.currency) === place;
    const nameIs = objectToPayeeText(beneficiary.name);
    const checks: Check[] = [
      [!isCurrency, "amount.currency", "must be the currency of this account's country"],
      [twoDecimalText(amount) === undefined, "amount.value", "must have at most two decimals"],
      [place === "ID" && !isWhole(amount), "amount.value", "must be whole rupiah"],
      [channel === null || onlyIfClean(channel, 32) === null, "channel", "must be the pay code of a payout"],
      [nameIs !== null, "beneficiary.name", nameIs ?? ""],
      ...(place === null ? [] : contactChecks(place, beneficiary)),
    ];
    return [
      ...checks.flatMap(([isWrong, path, message]): PayoutFieldError[] =>
        isWrong ? [{ path, message }] : [],
      ),
      ...(place === null ? [] : checkAccount(formsOf[place], beneficiary)),
    ];
  };
}

function contactChecks(country: Country, { phone, email }: Beneficiary): Check[] {
  const phoneCheck: Check = [
    phone === null || !isPhone(phone),
    "beneficiary.phone",
    "must be a telephone number",
  ];
  switch (country) {
    case "BR":
      return [
        phoneCheck,
        [email === null || !isEmail(email), "beneficiary.email", "must be an e-mail address"],
      ];
    case "IN":
      return [phoneCheck];
    case "ID":
    case "NG":
      return [];
    default:
      return country satisfies never;
  }
}

function isBrazilianType(text: string): text is BrazilianType {
  return Object.hasOwn(documentedTypeNames, text);
}

const createdSchema = z.object({ platOrderId: theirNumber });

export interface PayoutRules {
  readonly country: Country | null;
  readonly typeNames: AccountTypeNames;
}

/** Sends money out. The order has passed {@link checkPayout}. */
export async function createPayout(
  account: CxpayAccount,
  rules: PayoutRules,
  order: PayoutOrder,
): Promise<PayoutResult> {
  const { beneficiary } = order;
  const country = rules.country ?? countryOfCurrency(order.amount.currency);
  const amount = country === "ID" ? wholeText(order.amount) : twoDecimalText(order.amount);
  if (amount === undefined) return refuseCreation({ subject: "amount" });
  const outcome = await callCxpay(account, {
    operation: "payout",
    path: "/pay/create",
    fields: {
      payCode: order.channel,
      amount,
      orderId: order.orderNo,
      notifyUrl: order.callbackUrl,
      bankAccount: beneficiary.accountNumber,
      customName: cleanText(beneficiary.name),
      remark: country === "BR" ? typeName(rules.typeNames, beneficiary.accountType) : beneficiary.bankCode,
      number: beneficiary.phone !== null && isPhone(beneficiary.phone) ? beneficiary.phone : null,
      email: onlyIfClean(beneficiary.email),
    },
  });
  if (outcome.kind === "not_sent") return creationNotSent;
  if (outcome.kind === "unknown") return outcome;
  // The documentation says of no error that nothing was made.
  if (outcome.kind === "refused") return doubtPayout(outcome);
  const created = createdSchema.safeParse(outcome.data);
  if (!created.success) return unreadable;
  return { kind: "accepted", providerOrderId: created.data.platOrderId, report: null };
}

function typeName(names: AccountTypeNames, type: string): string | null {
  return isBrazilianType(type) ? names[type] : null;
}
