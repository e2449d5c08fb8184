/** Pay-ins: `/collect/create`. Source: docs/providers/cxpay.md#calls. */
import { z } from "zod";
import { readTaxId } from "../../core/beneficiary/tax-id.ts";
import { twoDecimalText } from "../../core/money.ts";
import type { CreateResult, PayerDetails, PayerFieldError, PaymentOrder } from "../contract.ts";
import { cleanOptionalText, hasLetter, onlyIfClean } from "../parsing/clean-text.ts";
import { creationNotSent, refuseCreation, unreadable } from "../parsing/refused-calls.ts";
import { theirNumber } from "../parsing/scalars.ts";
import { readWebAddress } from "../parsing/web-address.ts";
import { isEmail, isPhone } from "./contact.ts";
import type { Country } from "./country.ts";
import { type CxpayAccount, callCxpay } from "./wire.ts";

/** Checks the payer's details by Brazil's rules before CXPay is called. The other countries have none. */
export function checkPayer(country: Country | null, payer: PayerDetails): readonly PayerFieldError[] {
  if (country !== "BR") return [];
  const errors: PayerFieldError[] = [];
  if (payer.taxId !== null && readTaxId(payer.taxId) === null) {
    errors.push({ name: "taxId", message: "must be a CPF or CNPJ whose control digits fit" });
  }
  if (payer.name !== null && !hasLetter(payer.name)) {
    errors.push({ name: "name", message: "must have a letter" });
  }
  if (payer.phone !== null && !isPhone(payer.phone)) {
    errors.push({ name: "phone", message: "must be a telephone number" });
  }
  if (payer.email !== null && !isEmail(payer.email)) {
    errors.push({ name: "email", message: "must be an e-mail address without = and &" });
  }
  return errors;
}

const createdSchema = z.object({ url: z.string(), platOrderId: theirNumber });

/** Creates the order; the customer goes to CXPay's cashier. */
export async function createCollection(
  account: CxpayAccount,
  country: Country | null,
  order: PaymentOrder,
): Promise<CreateResult> {
  const amount = twoDecimalText(order.amount);
  if (amount === undefined) return refuseCreation({ subject: "amount" });
  const { payer } = order;
  const taxId = payer.taxId === null ? null : readTaxId(payer.taxId);
  const outcome = await callCxpay(account, {
    operation: "create",
    path: "/collect/create",
    fields: {
      payCode: order.method.channel,
      amount,
      orderId: order.orderNo,
      notifyUrl: order.callbackUrl,
      callbackUrl: order.returnUrl,
      remark: country === "BR" ? (taxId?.text ?? null) : cleanOptionalText(order.description),
      customName: cleanOptionalText(payer.name),
      number: payer.phone !== null && isPhone(payer.phone) ? payer.phone : null,
      email: onlyIfClean(payer.email),
    },
  });
  if (outcome.kind === "not_sent") return creationNotSent;
  if (outcome.kind === "unknown") return outcome;
  if (outcome.kind === "refused") return refuseCreation(outcome);
  const created = createdSchema.safeParse(outcome.data);
  const url = created.success ? readWebAddress(created.data.url) : null;
  // CXPay says that there is an order, but not where to pay it.
  if (!created.success || url === null) return unreadable;
  return {
    kind: "accepted",
    providerOrderId: created.data.platOrderId,
    nextAction: { type: "redirect", url },
    expiresAt: null,
    report: null,
  };
}
